// What stands against refilling a case, and how much of it is lost for good.
import { expect, test } from 'vitest';
import type { ReadLedger } from '../../db/reconcile-ledger.ts';
import { aCase, aNote, andThen, type Told } from '../../tests/support/builders.ts';
import { compare } from './compare.ts';
import type { Recollection } from './recall.ts';

const caseNo = 'SF-20261123-00001';
const first = aCase(caseNo);
const second = andThen(first, aNote('二'));
const third = andThen(second, aNote('三'));

const recalled = (base: Told | null, ...told: Told[]): Recollection => ({
  caseNo,
  base: base?.state ?? null,
  events: told.flatMap(({ events }) =>
    events.map((event) => ({ event, run: { workflowId: `case/${caseNo}`, runId: 'r' } })),
  ),
  opening: null,
  definitions: [],
  calendars: [],
  problem: null,
});

const ledger = (...told: Told[]): ReadLedger => ({
  caseNo,
  events: told.flatMap(({ events }) => events),
  state: told.at(-1)?.state ?? null,
  broken: null,
});

test('a ledger that stops early lacks what comes after it', () => {
  const gap = compare(recalled(null, first, second, third), ledger(first));
  expect(gap).toMatchObject({ ledger: 1, engine: 3, lost: 0, problem: null });
  expect(gap.missing.map(({ event }) => event.seq)).toEqual([2, 3]);
});

test('a ledger that holds everything, or more, lacks nothing', () => {
  expect(compare(recalled(null, first, second), ledger(first, second))).toMatchObject({ missing: [], problem: null });
  expect(compare(recalled(null, first), ledger(first, second))).toMatchObject({ missing: [], problem: null });
  expect(compare(recalled(second, third), ledger(first, second, third))).toMatchObject({ missing: [], problem: null });
});

test('events between the ledger and the first history that is left are lost', () => {
  expect(compare(recalled(second, third), ledger(first))).toMatchObject({
    lost: 1,
    problem: expect.stringContaining('2 to 2 are gone'),
  });
  expect(compare(recalled(second, third), undefined)).toMatchObject({ ledger: 0, engine: 3, lost: 2 });
});

test('a ledger that departs from the histories is left alone, wherever it does', () => {
  const other = andThen(first, aNote('另'));
  expect(compare(recalled(null, first, second, third), ledger(first, other)).problem).toContain('event 2');
  expect(compare(recalled(second, third), ledger(first, other)).problem).toContain('event 2');
});

test('nothing is added to a broken ledger, or from histories that do not replay', () => {
  const broken: ReadLedger = { ...ledger(first), broken: { seq: 2, what: 'altered' } };
  expect(compare(recalled(null, first, second), broken).problem).toContain('broken at event 2');
  expect(compare({ ...recalled(null, first, second), problem: 'no' }, ledger(first)).problem).toBe('no');
});
