// What is typed into a form made from fields: checked as far as a browser can, and put into the shape that the API takes.
import type { Fields } from '../../../workflows/contract/fields.ts';
import type { Schemas } from '../api-types.ts';
import type { Photo } from './photo.ts';

export type Offered = Schemas['OfferedAction'];

/** By field: a text, a choice, a number as typed, yes or no, photos. */
export type Value = string | boolean | readonly Photo[];
export type Values = Readonly<Record<string, Value>>;

/** Under which name among the values it is what was typed to look for the choice of a field; not sent. */
export const searchOf = (field: string): string => `${field}?`;

/** The photos of a field that takes some. */
export const photosIn = (value: Value | undefined): readonly Photo[] => (Array.isArray(value) ? value : []);

export const isBlank = (value: Value | undefined): boolean =>
  value === undefined ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0);

/** Names of the fields that are wanting or not a number in range; `reason` for the reason. */
export const wanting = (
  { fields, reason: rule }: Pick<Offered, 'fields' | 'reason'>,
  { values, reason }: { values: Values; reason: string },
): string[] => {
  const wrong = Object.entries(fields as Fields).filter(([name, field]) => {
    const value = values[name];
    if (isBlank(value)) return field.required;
    if (field.kind !== 'integer') return false;
    const number = Number(value);
    return !Number.isInteger(number) || number < field.min || number > field.max;
  });
  return [...wrong.map(([name]) => name), ...(rule === 'required' && reason.trim() === '' ? ['reason'] : [])];
};

/** China's wall clock, as `datetime-local` has it, as an instant. */
const instantOf = (local: string): string => new Date(`${local}:00+08:00`).toISOString();

/** The input as the API takes it, with those photos that are uploaded. */
export const inputOf = (fields: Offered['fields'], values: Values): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields as Fields).flatMap(([name, field]): [string, unknown][] => {
      const value = values[name];
      if (value === undefined || isBlank(value)) return [];
      if (Array.isArray(value)) return [[name, value.flatMap(({ ref }: Photo) => ref ?? [])]];
      if (field.kind === 'integer') return [[name, Number(value)]];
      if (field.kind === 'instant') return [[name, instantOf(String(value))]];
      return [[name, typeof value === 'string' ? value.trim() : value]];
    }),
  );
