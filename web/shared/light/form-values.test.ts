// A form's values become what the API takes: nothing blank, numbers as numbers, times of China as instants, photos by reference.
import { expect, test } from 'vitest';
import { inputOf, type Offered, wanting } from './form-values.ts';

const label = { zh: '字', en: 'word' };
const common = { label, required: true };
const fields: Offered['fields'] = {
  result: { kind: 'text', ...common, max: 100 },
  grade: { kind: 'choice', ...common, options: [{ value: 'good', label }] },
  people: { kind: 'integer', ...common, min: 2, max: 20 },
  danger: { kind: 'boolean', ...common },
  expected: { kind: 'instant', label, required: false },
  photos: { kind: 'attachments', label, required: false, max: 3 },
};
const photo = { id: 'a', file: new Blob(['p']), ref: 'ref-1' };
const values = {
  result: ' 通了 ',
  grade: 'good',
  people: '3',
  danger: false,
  expected: '2026-11-25T18:00',
  photos: [photo],
};

test('a filled-in form is as the API takes it', () => {
  expect(wanting({ fields, reason: 'optional' }, { values, reason: '' })).toEqual([]);
  expect(inputOf(fields, values)).toEqual({
    result: '通了',
    grade: 'good',
    people: 3,
    danger: false,
    expected: '2026-11-25T10:00:00.000Z',
    photos: ['ref-1'],
  });
});

test('what is left blank is not sent, and told when it is required', () => {
  const blank = { result: '  ', photos: [] };
  expect(inputOf(fields, blank)).toEqual({});
  expect(wanting({ fields, reason: 'required' }, { values: blank, reason: ' ' })).toEqual([
    'result',
    'grade',
    'people',
    'danger',
    'reason',
  ]);
});

test.each(['1', '21', '2.5', 'many'])('%s is not a number of 2 to 20', (people) => {
  expect(wanting({ fields, reason: 'optional' }, { values: { ...values, people }, reason: '' })).toEqual(['people']);
});
