import { describe, expect, it, test } from 'vitest';
import { type Fields, inputSchema } from './fields.ts';

const label = { zh: '项', en: 'Item' };
const hash = 'a'.repeat(64);
const words = { ref: 'r', digest: hash, length: 2 };
const photo = { ref: 'p', sha256: hash, mediaType: 'image/png', bytes: 10 };

const fields: Fields = {
  kind: { kind: 'choice', label, required: true, options: [{ value: 'water', label }] },
  words: { kind: 'text', label, required: true, max: 5 },
  unit: { kind: 'unit', label, required: false },
  count: { kind: 'integer', label, required: false, min: 2, max: 9 },
  danger: { kind: 'boolean', label, required: false },
  expected: { kind: 'instant', label, required: false },
  photos: { kind: 'attachments', label, required: false, max: 2 },
};

const sent = { kind: 'water', words: '漏水' };
const sealed = { kind: 'water', words };

/** Where the findings point. */
const wrong = (input: unknown, form: 'raw' | 'sealed' = 'raw'): string[] =>
  (inputSchema(fields, form).safeParse(input).error?.issues ?? []).map(({ path, code }) =>
    code === 'unrecognized_keys' ? 'unknown' : path.join('/'),
  );

describe('an action’s input', () => {
  it('is taken with and without what is optional, as sent and as sealed', () => {
    const optional = { unit: 'xx.zone', count: 2, danger: false, expected: '2026-11-23T01:00:00.000Z' };
    expect(wrong(sent)).toEqual([]);
    expect(wrong({ ...sent, ...optional, photos: ['p'] })).toEqual([]);
    expect(wrong(sealed, 'sealed')).toEqual([]);
    expect(wrong({ ...sealed, ...optional, photos: [photo] }, 'sealed')).toEqual([]);
  });

  it('names each required field that is missing', () => {
    for (const form of ['raw', 'sealed'] as const) expect(wrong({}, form)).toEqual(['kind', 'words']);
  });

  it('has no field that the form does not know', () => {
    for (const form of ['raw', 'sealed'] as const) {
      const input = form === 'raw' ? sent : sealed;
      expect(wrong({ ...input, surplus: 1 }, form)).toEqual(['unknown']);
      expect(wrong({ ...input, ...JSON.parse('{"constructor": 1}') }, form)).toEqual(['unknown']);
      expect(inputSchema({}, form).safeParse(JSON.parse('{"__proto__": 1}')).success).toBe(false);
    }
  });

  test.each<[string, keyof typeof fields, unknown]>([
    ['a NUL', 'words', 'a\u0000b'],
    ['a high surrogate alone', 'words', 'a\ud83d'],
    ['a low surrogate alone', 'words', '\ude00a'],
    ['a text that is too long', 'words', '一二三四五六'],
    ['a text of blanks', 'words', ' \n\u3000'],
    ['a text of which nothing can be seen', 'words', '\u200b\u2060\u3164\ufe0f'],
    ['a text that is none', 'words', 5],
    ['an unknown choice', 'kind', 'toString'],
    ['a unit that is no path', 'unit', 'xx..zone'],
    ['too few', 'count', 1],
    ['too many', 'count', 10],
    ['a fraction', 'count', 2.5],
    ['a number as text', 'count', '3'],
    ['a yes as text', 'danger', 'true'],
    ['an instant without milliseconds', 'expected', '2026-11-23T01:00:00Z'],
    ['an instant of another zone', 'expected', '2026-11-23T09:00:00.000+08:00'],
    ['a day that does not exist', 'expected', '2026-02-30T00:00:00.000Z'],
    ['no photo', 'photos', []],
    ['too many photos', 'photos', ['1', '2', '3']],
    ['null for what is optional', 'unit', null],
  ])('is refused with %s', (_what, name, value) => {
    expect(wrong({ ...sent, [name]: value })).toEqual([name]);
  });

  it('keeps pairs of surrogates, and loses blanks around a text before it is measured', () => {
    const parsed = inputSchema(fields, 'raw').parse({ ...sent, words: '  😀五五五 ' });
    expect(parsed.words).toBe('😀五五五');
  });

  it('takes letters of any script, signs, pictures and rare characters of private use', () => {
    for (const text of ['漏水', '.', '？', '👨\u200d👩', '\u202e反', 'é', '\ue000'])
      expect(wrong({ ...sent, words: text }), text).toEqual([]);
  });

  it('carries no text of people once sealed, only references', () => {
    expect(wrong({ ...sealed, words: '漏水' }, 'sealed')).toEqual(['words']);
    expect(wrong({ ...sealed, photos: ['p'] }, 'sealed')).toEqual(['photos/0']);
    expect(wrong({ ...sealed, words: { ...words, text: '漏水' } }, 'sealed')).toEqual(['unknown']);
  });
});
