// The control for one field of an action, by its kind.
import { Button, InputNumber, Radio, Select } from 'antd';
import type { Field } from '../../../../workflows/contract/fields.ts';
import { text, useSay } from '../../../shared/language.ts';
import { InstantPicker } from '../instant-picker.tsx';
import { type Unit, UnitPicker } from '../unit-picker.tsx';
import { AttachmentsInput } from './attachments-input.tsx';
import { type Upload, uploadsOf } from './draft.ts';
import type { ControlIds } from './form-field.tsx';
import { WordsInput } from './words-input.tsx';

const words = {
  yes: text('是', 'Yes'),
  no: text('否', 'No'),
  clear: text('清除', 'Clear'),
  days: text('{n} 天后', 'in {n} days'),
  choose: text('请选择', 'Choose'),
};

/** More options than these are a list to open instead of buttons in a row. */
const radioMost = 5;

/** What stands around a form: who may be chosen, and what "now" is. */
export interface FormAround {
  plausible: (unit: Unit) => boolean;
  /** Paths that stand open in the tree at first. */
  open: readonly string[];
  /** The case's own present, an instant. */
  now: string;
}

type Props = {
  field: Field;
  value: unknown;
  onChange: (value: unknown) => void;
  ids: ControlIds;
  around: FormAround;
  disabled: boolean;
};

const aria = ({ describedBy, invalid }: ControlIds) => ({
  ...(describedBy !== undefined && { 'aria-describedby': describedBy }),
  ...(invalid && { 'aria-invalid': true, status: 'error' as const }),
});

const RadioRow = ({
  options,
  value,
  onChange,
  ids: { labelId, describedBy },
  disabled,
  required,
}: {
  options: { value: string; label: string }[];
  value: string | undefined;
  onChange: (value: string | undefined) => void;
  ids: ControlIds;
  disabled: boolean;
  required: boolean;
}) => {
  const say = useSay();
  return (
    <div className="form-radios">
      <Radio.Group
        aria-labelledby={labelId}
        {...(describedBy !== undefined && { 'aria-describedby': describedBy })}
        options={options}
        value={value ?? null}
        onChange={(event) => onChange(event.target.value)}
        disabled={disabled}
      />
      {!required && value !== undefined && (
        <Button type="link" size="small" onClick={() => onChange(undefined)} disabled={disabled}>
          {say(words.clear)}
        </Button>
      )}
    </div>
  );
};

export const FieldInput = ({ field, value, onChange, ids, around, disabled }: Props) => {
  const say = useSay();
  switch (field.kind) {
    case 'choice': {
      const options = field.options.map((option) => ({ value: option.value, label: say(option.label) }));
      const chosen = typeof value === 'string' ? value : undefined;
      if (options.length <= radioMost) {
        return <RadioRow {...{ options, onChange, ids, disabled }} value={chosen} required={field.required} />;
      }
      return (
        <Select
          id={ids.id}
          className="form-wide"
          options={options}
          value={chosen ?? null}
          onChange={(next) => onChange(next ?? undefined)}
          placeholder={say(words.choose)}
          allowClear={!field.required}
          disabled={disabled}
          {...aria(ids)}
        />
      );
    }
    case 'text':
      return (
        <WordsInput
          ids={ids}
          value={typeof value === 'string' ? value : ''}
          onChange={onChange}
          rows={field.max > 500 ? 3 : 1}
          max={field.max}
          disabled={disabled}
        />
      );
    case 'unit':
      return (
        <UnitPicker
          id={ids.id}
          value={typeof value === 'string' ? value : undefined}
          onChange={onChange}
          plausible={around.plausible}
          open={around.open}
          allowClear={!field.required}
          disabled={disabled}
          invalid={ids.invalid}
          {...(ids.describedBy !== undefined && { describedBy: ids.describedBy })}
        />
      );
    case 'integer':
      return (
        <InputNumber
          id={ids.id}
          className="form-number"
          value={typeof value === 'number' ? value : null}
          onChange={(next) => onChange(typeof next === 'number' ? next : undefined)}
          precision={0}
          disabled={disabled}
          {...aria(ids)}
        />
      );
    case 'boolean':
      return (
        <RadioRow
          options={[
            { value: 'yes', label: say(words.yes) },
            { value: 'no', label: say(words.no) },
          ]}
          value={typeof value === 'boolean' ? (value ? 'yes' : 'no') : undefined}
          onChange={(next) => onChange(next === undefined ? undefined : next === 'yes')}
          required={field.required}
          {...{ ids, disabled }}
        />
      );
    case 'instant':
      return (
        <div className="form-instant">
          <InstantPicker
            id={ids.id}
            value={typeof value === 'string' ? value : null}
            onChange={(instant) => onChange(instant ?? undefined)}
            disabled={disabled}
            {...aria(ids)}
          />
          {[1, 7, 30].map((n) => (
            <Button
              key={n}
              size="small"
              disabled={disabled}
              onClick={() => onChange(new Date(Date.parse(around.now) + n * 86_400_000).toISOString())}
            >
              {say(words.days, { n })}
            </Button>
          ))}
        </div>
      );
    case 'attachments':
      return (
        <AttachmentsInput
          uploads={uploadsOf(value)}
          onChange={(change: (before: readonly Upload[]) => readonly Upload[]) => onChange(change)}
          max={field.max}
          ids={ids}
          disabled={disabled}
        />
      );
  }
};
