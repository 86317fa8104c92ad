// What a form holds, and what the API would refuse in it.
import { describe, expect, test } from 'vitest';
import type { Fields } from '../../../../workflows/contract/fields.ts';
import { sayIn } from '../../../shared/language.ts';
import { findProblems, inputOf, keptFor, type Upload } from './draft.ts';

const label = { zh: '项', en: 'Item' };
const fields: Fields = {
  unit: { kind: 'unit', label, required: true },
  finding: { kind: 'text', label, required: true, max: 5 },
  households: { kind: 'integer', label, required: false, min: 2, max: 200 },
  danger: { kind: 'boolean', label, required: true },
  photos: { kind: 'attachments', label, required: false, max: 2 },
};
const upload = (state: Upload['state'], ref: string | null): Upload => ({
  id: ref ?? 'none',
  name: 'a.png',
  bytes: 1,
  preview: null,
  state,
  ref,
  error: null,
  file: new Blob(),
});

const problems = (draft: Record<string, unknown>, reason = '', rule: 'required' | 'optional' = 'optional') =>
  Object.fromEntries(findProblems({ fields, reason: rule }, draft, reason, sayIn('zh')));

const whole = { unit: 'xx.zone', finding: '属实', danger: false };

describe('a draft', () => {
  test('becomes an input without what was left empty', () => {
    const photos = [upload('done', 'att-1'), upload('uploading', null)];
    expect(inputOf(fields, { ...whole, finding: ' 属实 ', households: undefined, photos })).toEqual({
      unit: 'xx.zone',
      finding: ' 属实 ',
      danger: false,
      photos: ['att-1'],
    });
    expect(inputOf(fields, { finding: '   ', photos: [] })).toEqual({});
  });

  test('is sound when the contract says so; no is an answer', () => {
    expect(problems(whole)).toEqual({});
  });

  test('is told what is missing, by the pointers that the API uses', () => {
    expect(problems({})).toEqual({ '/input/unit': '必填', '/input/finding': '必填', '/input/danger': '必填' });
  });

  test('is told how much is too much', () => {
    expect(problems({ ...whole, finding: '一二三四五六', households: 1 })).toEqual({
      '/input/finding': '最多 5 字，现有 6 字',
      '/input/households': '请填 2 到 200 之间的整数',
    });
    const photos = ['a', 'b', 'c'].map((ref) => upload('done', ref));
    expect(problems({ ...whole, photos })).toEqual({ '/input/photos': '最多 2 份' });
  });

  test('is not sent while a file that somebody chose did not arrive', () => {
    expect(problems({ ...whole, photos: [upload('failed', null)] })).toEqual({
      '/input/photos': '有文件未上传成功，请重新上传或移除',
    });
  });

  test('needs its reason where one is required, and one that can be stored', () => {
    expect(problems(whole, '  ', 'required')).toEqual({ '/reason': '必填' });
    expect(problems(whole, '因为', 'required')).toEqual({});
    expect(problems(whole, 'a\u0000')).toEqual({ '/reason': '含有无法保存的字符' });
    expect(problems(whole, '长'.repeat(2001))).toEqual({ '/reason': '最多 2000 字，现有 2001 字' });
  });

  test('keeps for another form what has a place there', () => {
    const other: Fields = {
      unit: { kind: 'unit', label, required: true },
      finding: { kind: 'boolean', label, required: true },
    };
    expect(keptFor(other, fields, whole)).toEqual({ unit: 'xx.zone' });
  });
});
