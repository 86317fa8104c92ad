// The fields of an action's form, as authors write them: `text(['情况', 'Finding'])`. Every field is required unless it is wrapped
// in `optional(…)`. Labels are pairs, Chinese first.
import type { Field, Label } from '../contract/fields.ts';

/** A label in both languages: `['受理', 'Intake']`. */
export type LabelForm = readonly [zh: string, en: string];

type FieldOf<K extends Field['kind']> = Extract<Field, { kind: K }>;
type UnitField = FieldOf<'unit'>;
type BooleanField = FieldOf<'boolean'>;

/** A choice whose option values the compiler knows. */
export interface ChoiceField<V extends string = string> extends Omit<FieldOf<'choice'>, 'options'> {
  options: { value: V; label: Label }[];
}

export const labelOf = ([zh, en]: LabelForm): Label => ({ zh, en });

/** One of several: `choice(['结果', 'Result'], { reached: ['接通', 'Reached'], … })`; the keys are the stored values. */
export const choice = <const O extends Record<string, LabelForm>>(
  label: LabelForm,
  options: O,
): ChoiceField<keyof O & string> => ({
  kind: 'choice',
  label: labelOf(label),
  required: true,
  options: Object.entries(options).map(([value, text]) => ({ value: value as keyof O & string, label: labelOf(text) })),
});

/** Free text, at most `max` UTF-16 code units (2,000 by default); it goes to the vault. */
export const text = (label: LabelForm, { max = 2000 }: { max?: number } = {}): FieldOf<'text'> => ({
  kind: 'text',
  label: labelOf(label),
  required: true,
  max,
});

/** A unit of the org tree. */
export const unit = (label: LabelForm): UnitField => ({ kind: 'unit', label: labelOf(label), required: true });

/** A whole number, both bounds included. */
export const integer = (label: LabelForm, { min = 0, max }: { min?: number; max: number }): FieldOf<'integer'> => ({
  kind: 'integer',
  label: labelOf(label),
  required: true,
  min,
  max,
});

export const yesNo = (label: LabelForm): BooleanField => ({ kind: 'boolean', label: labelOf(label), required: true });

/** A point in time, UTC with milliseconds. */
export const instant = (label: LabelForm): FieldOf<'instant'> => ({
  kind: 'instant',
  label: labelOf(label),
  required: true,
});

/** Photos and documents, at most `max` (9 by default). */
export const attachments = (label: LabelForm, { max = 9 }: { max?: number } = {}): FieldOf<'attachments'> => ({
  kind: 'attachments',
  label: labelOf(label),
  required: true,
  max,
});

/** The same field, which may be left out. */
export const optional = <F extends Field>(field: F): F => ({ ...field, required: false });
