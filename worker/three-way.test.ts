// Where one run must take over from the other: what the comparison of a replay with the ledger lets pass, and what not.
import { expect, test } from 'vitest';
import { aCase, aNote, andThen } from '../tests/support/builders.ts';
import type { CaseEvent } from '../workflows/contract/event.ts';
import type { CaseState } from '../workflows/contract/state.ts';
import type { ReplayedRun } from './replay.ts';
import { firstProblem } from './three-way.ts';

const states: CaseState[] = [];
const ledger: CaseEvent[] = [];
let told = aCase('SF-20261123-00001');
for (let i = 0; i < 5; i += 1) {
  ledger.push(...told.events);
  states.push(told.state);
  told = andThen(told, aNote(`第 ${i} 条`));
}

/** A run that was handed the state after `after` (0: a first run) and decided what comes up to `upTo`. */
const run = (after: number, upTo: number, cutOff = false): ReplayedRun => ({
  runId: `run ${after}-${upTo}`,
  restored: states[after - 1] ?? null,
  events: ledger.slice(after, upTo),
  cutOff,
  error: null,
});

test.each([
  ['one run', [run(0, 5)]],
  ['a run that another hands on to', [run(0, 3), run(3, 5)]],
  ['a run that was cut off, and one that was revived where it stood', [run(0, 3, true), run(3, 5)]],
  ['a revived run that was handed what the one before had committed last', [run(0, 3, true), run(4, 5)]],
  ['a run that was reset, and does the same again', [run(0, 4, true), run(0, 5)]],
  ['a later run that was reset', [run(0, 2), run(2, 5, true), run(2, 4)]],
])('%s agrees', (_, runs) => {
  expect(firstProblem(ledger, runs)).toBeNull();
});

test.each([
  ['a run is missing', [run(0, 2), run(4, 5)]],
  ['the last events are in no run', [run(0, 4)]],
  ['the last events are in no run that followed', [run(0, 3, true), run(3, 4)]],
  ['a run does again what another that ended by itself has done', [run(0, 4), run(0, 5)]],
  [
    'a run was handed another state',
    [run(0, 3, true), { ...run(3, 5), restored: { ...(states[2] as CaseState), urges: 9 } }],
  ],
  ['a run decided something else', [run(0, 3), { ...run(3, 5), events: [ledger[4] as CaseEvent] }]],
  ['a run was handed more than there is', [run(0, 5, true), { ...run(5, 5), restored: told.state }]],
])('it is a problem when %s', (_, runs) => {
  expect(firstProblem(ledger, runs)).not.toBeNull();
});
