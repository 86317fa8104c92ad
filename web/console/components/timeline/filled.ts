// What somebody filled in: the form's labels with the values, as the event keeps them.
import type { Field, Label } from '../../../../workflows/contract/fields.ts';
import { text } from '../../../shared/language.ts';
import { shortTime } from '../../../shared/time.ts';
import type { Tongue } from './sentences.ts';
import type { Change, EventAnswer } from './story.ts';

const words = {
  yes: text('是', 'Yes'),
  no: text('否', 'No'),
  unreadable: text('（已清除或无权查看）', '(erased, or not yours to read)'),
  note: text('备注', 'Note'),
};

export type Filled =
  /** `people`: typed by somebody, so it may hold anything. */
  { name: string; label: string; kind: 'people' | 'value'; value: string };

const plainValue = (value: unknown, field: Field | undefined, { say, language, unitName }: Tongue): string => {
  switch (field?.kind) {
    case 'choice': {
      const label = field.options.find((option) => option.value === value)?.label;
      return label ? say(label) : String(value);
    }
    case 'unit':
      return unitName(String(value));
    case 'boolean':
      return say(value === true ? words.yes : words.no);
    case 'instant':
      return shortTime(String(value), language);
    default:
      return String(value);
  }
};

const labelOf = (name: string, field: { label: Label } | undefined, tongue: Tongue): string =>
  field ? tongue.say(field.label) : name;

/** The fields of an event in the order of its form. @param texts the words of its fields that the vault keeps, by field */
export const filledIn = (
  { typed, before }: Pick<Change, 'typed' | 'before'>,
  texts: EventAnswer['texts'],
  tongue: Tongue,
): Filled[] => {
  if (typed.type === 'noted') {
    const value = texts.text ?? tongue.say(words.unreadable);
    return [{ name: 'text', label: tongue.say(words.note), kind: 'people', value }];
  }
  if (!('input' in typed.data)) return [];
  const { action, input } = typed.data;
  const fields = before ? (tongue.definition?.steps[before.step]?.actions[action]?.fields ?? {}) : {};
  // Who grades the answer by themselves was not called: that they were reached is only how the form of a call has it.
  const silent = typed.type === 'calledBack' && typed.authority.basis === 'receipt' ? 'result' : null;
  const names = [...new Set([...Object.keys(fields), ...Object.keys(input)])].filter(
    (name) => name in input && name !== silent,
  );
  return names.flatMap((name): Filled[] => {
    const value = input[name];
    // Files stand apart.
    if (Array.isArray(value)) return [];
    const label = labelOf(name, fields[name], tongue);
    if (typeof value === 'object') {
      return [{ name, label, kind: 'people', value: texts[name] ?? tongue.say(words.unreadable) }];
    }
    return [{ name, label, kind: 'value', value: plainValue(value, fields[name], tongue) }];
  });
};
