// What somebody is filling in, and the request that it becomes. Checked by the very schema that the API checks it with.
import { type Field, type Fields, inputSchema, PlainText } from '../../../../workflows/contract/fields.ts';
import { type Say, text } from '../../../shared/language.ts';

/** A file on its way into the vault. */
export interface Upload {
  id: string;
  name: string;
  bytes: number;
  /** Where the browser shows it from, for photos. */
  preview: string | null;
  state: 'uploading' | 'done' | 'failed';
  /** Once it is there. */
  ref: string | null;
  /** Why it failed. */
  error: string | null;
  file: Blob;
}

/** By field name: text, option, path, number, yes or no, instant; files as {@link Upload}s. */
export type Draft = Readonly<Record<string, unknown>>;

/** Problems by JSON pointer into the request body, in the order of the form. */
export type Problems = ReadonlyMap<string, string>;

export const reasonPointer = '/reason';
export const reasonMax = 2_000;

const words = {
  required: text('必填', 'Required'),
  tooLong: text('最多 {max} 字，现有 {n} 字', 'At most {max} characters; there are {n}'),
  unreadable: text('含有无法保存的字符', 'It holds characters that cannot be stored'),
  integer: text('请填 {min} 到 {max} 之间的整数', 'A whole number from {min} to {max}'),
  files: text('最多 {max} 份', 'At most {max} files'),
  unsent: text('有文件未上传成功，请重新上传或移除', 'Some files were not sent: send them again or remove them'),
  invalid: text('不符合要求', 'Not valid'),
};

export const uploadsOf = (value: unknown): readonly Upload[] => (Array.isArray(value) ? (value as Upload[]) : []);

/** The problem of files that did not arrive, which would be left out silently; null when all did. */
export const unsentProblem = (uploads: readonly Upload[], say: Say): string | null =>
  uploads.some(({ state }) => state === 'failed') ? say(words.unsent) : null;

/** Nothing was typed or chosen. */
export const isEmpty = (draft: Draft, reason: string): boolean =>
  reason.trim() === '' &&
  Object.values(draft).every(
    (value) => value === undefined || value === '' || (Array.isArray(value) && value.length === 0),
  );

const rawValue = (field: Field, value: unknown): unknown => {
  if (field.kind === 'attachments') {
    const refs = uploadsOf(value).flatMap(({ ref }) => ref ?? []);
    return refs.length > 0 ? refs : undefined;
  }
  if (typeof value === 'string') return value.trim() === '' ? undefined : value;
  return value ?? undefined;
};

/** The request's input: what was left empty is left out. */
export const inputOf = (fields: Fields, draft: Draft): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields)
      .map(([name, field]) => [name, rawValue(field, draft[name])])
      .filter(([, value]) => value !== undefined),
  );

/** The part of a draft that another form has a place for as well. */
export const keptFor = (fields: Fields, before: Fields, draft: Draft): Draft =>
  Object.fromEntries(Object.entries(draft).filter(([name]) => fields[name]?.kind === before[name]?.kind));

const messageFor = (field: Field | undefined, value: unknown, say: Say): string => {
  if (value === undefined) return say(words.required);
  switch (field?.kind) {
    case 'text': {
      const n = String(value).length;
      if (n > field.max) return say(words.tooLong, { max: field.max, n });
      // Nothing that can be seen is nothing.
      return say(PlainText.safeParse(value).success ? words.required : words.unreadable);
    }
    case 'integer':
      return say(words.integer, { min: field.min, max: field.max });
    case 'attachments':
      return say(words.files, { max: field.max });
    default:
      return say(words.invalid);
  }
};

const reasonProblem = (rule: 'required' | 'optional', reason: string, say: Say): string | null => {
  const n = reason.trim().length;
  if (n === 0) return rule === 'required' ? say(words.required) : null;
  if (n > reasonMax) return say(words.tooLong, { max: reasonMax, n });
  return PlainText.safeParse(reason).success ? null : say(words.unreadable);
};

/** What the API would refuse in this form. */
export const findProblems = (
  { fields, reason: rule }: { fields: Fields; reason: 'required' | 'optional' },
  draft: Draft,
  reason: string,
  say: Say,
): Problems => {
  const input = inputOf(fields, draft);
  const parsed = inputSchema(fields, 'raw').safeParse(input);
  const found = new Map<string, string>();
  for (const { path } of parsed.success ? [] : parsed.error.issues) {
    const name = String(path[0]);
    if (!found.has(`/input/${name}`)) found.set(`/input/${name}`, messageFor(fields[name], input[name], say));
  }
  for (const [name, field] of Object.entries(fields)) {
    const unsent = field.kind === 'attachments' ? unsentProblem(uploadsOf(draft[name]), say) : null;
    if (unsent !== null) found.set(`/input/${name}`, unsent);
  }
  const why = reasonProblem(rule, reason, say);
  if (why !== null) found.set(reasonPointer, why);
  return found;
};
