// What the auditor's browser finds by itself, whatever the server says.
import { describe, expect, test } from 'vitest';
import { canonical, hashEvent, hashState, link, sha256 } from '../../../../workflows/case/chain.ts';
import { decideOpen } from '../../../../workflows/case/decide.ts';
import { evolve, fold } from '../../../../workflows/case/evolve.ts';
import { generalRequest } from '../../../../workflows/case-types/general-request/index.ts';
import { OpenCase } from '../../../../workflows/contract/command.ts';
import type { CaseEvent, Decided } from '../../../../workflows/contract/event.ts';
import type { CaseState } from '../../../../workflows/contract/state.ts';
import { checkRows, isProven, isSealed, type Row } from './check.ts';

const caseNo = 'SF-20261123-00001';
const text = (ref: string) => ({ ref, digest: sha256(ref), length: ref.length });
const who = {
  actor: { person: 'p-1', unit: 'xx.zone' },
  authority: { role: 'county', unit: 'xx.zone', basis: 'duty' },
} as const;

const opening = (number: string) =>
  OpenCase.parse({
    v: 1,
    caseNo: number,
    definition: generalRequest,
    calendar: {
      name: 'cn',
      version: 1,
      utcOffsetMinutes: 480,
      weekdays: [1, 2, 3, 4, 5],
      hours: [{ from: '08:30', to: '17:30' }],
      years: { '2026': { notice: '通知', off: [], work: [] } },
    },
    rehearsal: false,
    intake: {
      source: 'hotline',
      category: 'general',
      urgency: 'normal',
      area: 'xx.zone.wenchang.biguiyuan',
      receivedAt: '2026-11-23T02:00:00.000Z',
      description: text('description'),
      reporter: null,
      place: null,
      attachments: [],
    },
    id: `open-${number}`,
    bodyHash: sha256(number),
    ...who,
  });

/** A case of one row and, after it, remarks at these instants. */
const aLedger = (number: string, ...instants: string[]): CaseEvent[] => {
  const events = [link(null, number, decideOpen(opening(number)))];
  let state: CaseState = fold(events);
  for (const [i, at] of instants.entries()) {
    const noted = { type: 'noted', at, reason: null, commandId: null, data: { text: text(`note-${i}`) }, ...who };
    const event = link(state, number, noted as Decided);
    events.push(event);
    state = evolve(state, event);
  }
  return events;
};

const later = '2026-11-23T03:00:00.000Z';
const events = aLedger(caseNo, later, later, later, later);

const rowOf = ({ hash, ...body }: CaseEvent): Row => ({
  seq: body.seq,
  body: canonical(body),
  hash,
  sealed: true,
  recordedAt: body.at,
});

const rows = events.map(rowOf);

/** The faults of each row. */
const faultsOf = (given: readonly Row[]) => checkRows(caseNo, given).map(({ faults }) => faults);

const sound = [[], [], [], [], []];
const replaced = (at: number, change: (event: CaseEvent) => CaseEvent): Row[] =>
  rows.map((row, i) => (i === at ? rowOf(change(events[i] as CaseEvent)) : row));

describe('an honest ledger', () => {
  test('is proven row by row, and folds to the state of each instant', () => {
    const checked = checkRows(caseNo, rows);
    expect(checked.every(isProven)).toBe(true);
    expect(checked.map(({ computed }) => computed)).toEqual(events.map(({ hash }) => hash));
    for (const [i, { state }] of checked.entries()) {
      expect(state && hashState(state)).toBe(hashState(fold(events.slice(0, i + 1))));
    }
  });

  test('without rows has nothing to find', () => {
    expect(checkRows(caseNo, [])).toEqual([]);
  });
});

describe('a forged row', () => {
  test('whose text was changed under its old hash is altered', () => {
    const forged = replaced(2, (event) => ({ ...event, at: '2026-11-24T00:00:00.000Z' }));
    const [, , third] = checkRows(caseNo, forged);
    expect(third?.faults).toContain('altered');
    expect(third && isProven(third)).toBe(false);
    // The seal is of the old hash: it must not look as if it vouched for the new text.
    expect(checkRows(caseNo, forged).map(isSealed)).toEqual([true, true, false, true, true]);
  });

  test('whose hash was made to fit parts from the one after it', () => {
    const forged = replaced(2, (event) => {
      const changed = { ...event, actor: { ...event.actor, person: 'somebody-else' } };
      return { ...changed, hash: hashEvent(changed) };
    });
    expect(faultsOf(forged)).toEqual([[], [], [], ['fork'], []]);
  });

  test('that is missing leaves a gap where it was, with its number', () => {
    const checked = checkRows(caseNo, rows.toSpliced(2, 1));
    expect(checked.map(({ faults }) => faults)).toEqual([[], [], ['gap'], []]);
    expect(checked[2]?.missing).toEqual({ from: 3, to: 3 });
    expect(checked.map(({ state }) => state !== null)).toEqual([true, true, false, false]);
  });

  test('that was put in between is found by its number', () => {
    const twice = rows.toSpliced(2, 0, rows[1] as Row);
    expect(faultsOf(twice)[2]).toContain('gap');
  });

  test('that goes back in time is told, though its hashes fit', () => {
    const chain = aLedger(caseNo, later, later, later, later, '2026-11-22T00:00:00.000Z').map(rowOf);
    expect(faultsOf(chain)).toEqual([...sound, ['backward']]);
  });

  test('that is no event at all neither folds nor hides the rows after it', () => {
    const broken = rows.map((row, i) => (i === 1 ? { ...row, body: '{"not":"canonical" }' } : row));
    const checked = checkRows(caseNo, broken);
    expect(checked[1]?.faults).toEqual(['altered', 'unreadable']);
    expect(checked[1]?.event).toBeNull();
    expect(checked[2]?.faults).toEqual([]);
    expect(checked[4]?.state).toBeNull();
  });

  test('of another case is none of this one', () => {
    const other = aLedger('SF-20261123-00002').map(rowOf);
    expect(checkRows(caseNo, other)[0]?.faults).toContain('unreadable');
  });

  test('without this system’s seal is proven by its hash, and said to be unsealed', () => {
    const [first] = checkRows(caseNo, [{ ...(rows[0] as Row), sealed: false }]);
    expect(first?.faults).toEqual(['unsealed']);
    expect(first && isProven(first)).toBe(true);
  });
});
