// What is written for an action stays one act, however often it is sent and wherever it was interrupted.
import { describe, expect, test } from 'vitest';
import {
  another,
  isEmptyAct,
  newAct,
  overtaken,
  photosOf,
  since,
  typedIn,
  unuploaded,
  uploadedOf,
  wentThrough,
} from './act.ts';
import type { Case, Told } from './case.ts';
import { inputOf, type Offered, searchOf } from './form-values.ts';

const known = { seq: 3, etag: '"3"' };
const photo = (id: string) => ({ id, file: new Blob([id]), ref: null });
const event = (seq: number, commandId: string | null): Told => ({ seq, commandId }) as Told;
const standing = (seq: number, ...actions: string[]): Case =>
  ({ seq, etag: `"${seq}"`, allowed: actions.map((action) => ({ action })) }) as unknown as Case;

test('is empty until something is typed, chosen or photographed', () => {
  expect(isEmptyAct(newAct(known))).toBe(true);
  expect(isEmptyAct(newAct(known, { result: ' ', photos: [] }))).toBe(true);
  for (const value of ['通了', false, [photo('a')]]) expect(isEmptyAct(newAct(known, { value }))).toBe(false);
  expect(isEmptyAct({ ...newAct(known), reason: '居民说得在理' })).toBe(false);
});

test('its own words are the texts and the reason, without choices and searches', () => {
  const label = { zh: '字', en: 'word' };
  const fields: Offered['fields'] = {
    unit: { kind: 'unit', label, required: true },
    demand: { kind: 'text', label, required: false, max: 100 },
  };
  const act = {
    ...newAct(known, { unit: 'xx.zone', [searchOf('unit')]: '永福', demand: '三日内疏通' }),
    reason: '已核实',
  };
  expect(typedIn(fields, act)).toBe('三日内疏通\n已核实');
  expect(inputOf(fields, act.values)).toEqual({ unit: 'xx.zone', demand: '三日内疏通' });
  expect(isEmptyAct(newAct(known, { [searchOf('unit')]: '永福' }))).toBe(false);
});

test('has a key of its own from the beginning, and another one only when it is another act', () => {
  const act = newAct(known);
  expect(newAct(known).key).not.toBe(act.key);
  expect(uploadedOf(act, 'a', 'ref-a').key).toBe(act.key);
  expect(another(act)).toEqual({ ...act, key: expect.not.stringMatching(act.key) });
});

test('its photos keep the reference of their first upload, until the system does not know them', () => {
  const act = newAct(known, { before: [photo('a')], after: [photo('b'), photo('c')], result: '通了' });
  const sent = uploadedOf(uploadedOf(act, 'b', 'ref-b'), 'b', 'ref-b2');
  expect(photosOf(sent).map(({ ref }) => ref)).toEqual([null, 'ref-b', null]);
  expect(sent.values.result).toBe('通了');
  expect(photosOf(unuploaded(sent)).map(({ ref }) => ref)).toEqual([null, null, null]);
});

test('went through when the story has it, also if its answer never came', () => {
  const act = newAct(known);
  expect(wentThrough(act, [event(3, null), event(4, 'another')])).toBe(false);
  expect(wentThrough(act, [event(4, act.key), event(5, null)])).toBe(true);
});

describe('begun a while ago', () => {
  const story = [event(3, 'x'), event(4, 'y'), event(5, null)];

  test('may be sent as it is while the case stands as it did', () => {
    expect(overtaken(newAct(known), 'complete', standing(3, 'complete'), story.slice(0, 1))).toBeNull();
  });

  test('is shown with what happened since', () => {
    const now = standing(5, 'complete');
    const found = overtaken(newAct(known), 'complete', now, story);
    expect(found).toEqual({ now, events: story.slice(1), stillPossible: true });
    expect(since(4, 'complete', now, story).events).toEqual(story.slice(2));
  });

  test.each(['note', 'complete'])('%s says so when it is offered no more', (action) => {
    expect(overtaken(newAct(known), action, standing(5), story)).toMatchObject({ stillPossible: false });
  });

  test.each(['note', 'attach'])('%s only adds, whatever happened', (action) => {
    expect(overtaken(newAct(known), action, standing(5, action), story)).toBeNull();
  });
});
