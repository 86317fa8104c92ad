// The recorded histories: what `caseloop export` wrote for cases of earlier releases. Today's workflow code must replay each of them
// and come to the same events and state; a change that does not is no release without a patch.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { quietRuntime } from '../../worker/quiet.ts';
import { createReplayer, recordedRun, replayRuns } from '../../worker/replay.ts';
import { firstProblem } from '../../worker/three-way.ts';
import { findBreak, hashState } from '../../workflows/case/chain.ts';
import { fold } from '../../workflows/case/evolve.ts';
import { type CaseEvent, parseEvent } from '../../workflows/contract/event.ts';

quietRuntime();

const folder = fileURLToPath(new URL('./histories', import.meta.url));
const cases = readdirSync(folder);

const read = (name: string, file: string): string => readFileSync(`${folder}/${name}/${file}`, 'utf8');

const ledgerOf = (name: string): CaseEvent[] =>
  read(name, 'ledger.jsonl')
    .trim()
    .split('\n')
    .map((line) => parseEvent(JSON.parse(line)));

const historiesOf = (name: string): unknown[] =>
  readdirSync(`${folder}/${name}`)
    .filter((file) => file.startsWith('run-'))
    .sort()
    .map((file) => JSON.parse(read(name, file)));

const replay = (histories: readonly unknown[]) => replayRuns(histories.map(recordedRun));

describe('today’s workflow code', () => {
  it('has recorded histories to be held against', () => {
    expect(cases.length).toBeGreaterThan(0);
  });

  it.each(cases)('replays %s to the same events and the same state', async (name) => {
    const ledger = ledgerOf(name);
    expect(findBreak(ledger)).toBeNull();
    const replayed = await replay(historiesOf(name));
    expect(firstProblem(ledger, replayed)).toBeNull();
    expect(hashState(fold(replayed.flatMap(({ events }) => events)))).toBe(hashState(fold(ledger)));
  });
});

describe('a replay', () => {
  const [name = ''] = cases;

  it('finds a ledger whose last event was changed, even with its hash made to fit', async () => {
    const ledger = ledgerOf(name);
    const last = ledger.at(-1) as CaseEvent;
    const forged = { ...last, hash: '0'.repeat(64) } as CaseEvent;
    expect(firstProblem([...ledger.slice(0, -1), forged], await replay(historiesOf(name)))?.seq).toBe(last.seq);
  });

  it('finds a ledger that lacks its last event', async () => {
    expect(firstProblem(ledgerOf(name).slice(0, -1), await replay(historiesOf(name)))).not.toBeNull();
  });

  /** A history that today’s code would not make. */
  const foreign = () => {
    const [history] = historiesOf(name) as { events: { eventType: string }[] }[];
    const events = history?.events.filter(({ eventType }) => eventType !== 'EVENT_TYPE_MARKER_RECORDED') ?? [];
    return { events: events.map((event, i) => ({ ...event, eventId: String(i + 1) })) };
  };

  it('finds a history that today’s code would not make', async () => {
    const [run] = await replay([foreign()]);
    expect(run?.error).toBeInstanceOf(Error);
  });

  it('comes to an end over a history from which the ends of tasks were taken, or of which only the beginning is left', async () => {
    const [history] = historiesOf(name) as { events: { eventType: string }[] }[];
    const events = history?.events ?? [];
    const ends = events.filter(({ eventType }) => eventType === 'EVENT_TYPE_WORKFLOW_TASK_COMPLETED');
    const altered = [events.slice(0, 1), ...ends.map((end) => events.filter((event) => event !== end))];
    const replayed = await replay(altered.map((left) => ({ events: left })));
    expect(replayed.filter(({ error }) => error === null)).toEqual([]);
  });

  it('goes on after what does not replay', async () => {
    const runs = historiesOf(name).map(recordedRun);
    const replayer = createReplayer();
    try {
      expect(
        (await replayer.replay([...runs, recordedRun(foreign()), ...runs])).map(({ error }) => error === null),
      ).toEqual([true, false, true]);
      expect(await replayer.replay(runs)).toEqual(await replayRuns(runs));
    } finally {
      await replayer.close();
    }
  });
});
