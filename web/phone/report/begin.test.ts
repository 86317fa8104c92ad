// The report tab goes on with what its reader wrote, wherever they come back to, and never with what somebody else wrote there.
import { expect, test } from 'vitest';
import type { PersonMe } from '../../shared/session.ts';
import type { Report } from '../queue/report.ts';
import { draftFor } from './begin.ts';

const ann: PersonMe = {
  kind: 'person',
  person: 'p-ann',
  name: '安',
  unit: 'xx.zone.yongfu.cuizhuang.g03',
  role: 'gridWorker',
  wall: false,
};
const bob: PersonMe = { ...ann, person: 'p-bob', name: '鲍' };
const stands = (report: Report, stage: Report['stage']): Report => ({ ...report, stage });

test('a new report is its writer’s, and is found again at its address', () => {
  const older = draftFor(ann, [], undefined, undefined);
  const begun = draftFor(ann, [older], 'new', 't1');
  expect(begun).toMatchObject({ owner: 'p-ann', stage: 'draft' });
  expect(begun.id).not.toBe(older.id);
  expect(draftFor(ann, [begun, older], 'new', 't1')).toBe(begun);
  expect(draftFor(ann, [begun, older], 'new', 't2').id).not.toBe(begun.id);
});

test('the next person begins another one at the same address', () => {
  const begun = draftFor(ann, [], 'new', 't1');
  expect(draftFor(bob, [], 'new', 't1').id).not.toBe(begun.id);
});

test.each(['waiting', 'accepted'] as const)('one that is %s is not written on', (stage) => {
  const sent = stands(draftFor(ann, [], 'new', 't1'), stage);
  for (const next of [draftFor(ann, [sent], 'new', 't1'), draftFor(ann, [sent], sent.id, undefined)]) {
    expect(next.id).not.toBe(sent.id);
    expect(next.key).not.toBe(sent.key);
  }
});

test('without a wish it goes on with the draft begun last; a refused one is mended when it is asked for', () => {
  const [draft, refused] = [draftFor(ann, [], 'new', 't1'), stands(draftFor(ann, [], 'new', 't2'), 'refused')];
  expect(draftFor(ann, [refused, draft], undefined, undefined)).toBe(draft);
  expect(draftFor(ann, [refused, draft], refused.id, undefined)).toBe(refused);
});
