// One field of an action's form, as the case type describes it.
import { useId } from 'react';
import type { Field } from '../../../workflows/contract/fields.ts';
import { text, useSay } from '../language.ts';
import { photosIn, type Value } from './form-values.ts';
import { PhotoPicker, type PhotoPickerProps } from './photo-picker.tsx';
import { UnitChoice } from './unit-choice.tsx';

const words = {
  optional: text('（选填）', '(optional)'),
  yes: text('是', 'Yes'),
  no: text('否', 'No'),
  left: text('还可输入 {n} 字', '{n} characters left'),
};

export interface FieldProps {
  name: string;
  field: Field;
  value: Value | undefined;
  set: (value: Value) => void;
  /** What is looked for among many choices. */
  search: string;
  look: (typed: string) => void;
  changePhotos: PhotoPickerProps['change'];
  working: PhotoPickerProps['working'];
  /** What is wrong with it. */
  wrong: string | null;
  /** The unit that acts: choices of units begin there. */
  from: string;
}

/** The id of the input of a field, to bring it into view. */
export const fieldId = (name: string): string => `field-${name}`;

const Options = ({
  name,
  options,
  value,
  set,
}: {
  name: string;
  options: readonly { value: string; label: string }[];
  value: string;
  set: (value: string) => void;
}) => (
  <div className="choices">
    {options.map((option) => (
      <label key={option.value} className="choice">
        <input type="radio" name={name} checked={option.value === value} onChange={() => set(option.value)} />
        {option.label}
      </label>
    ))}
  </div>
);

const Control = ({
  name,
  field,
  value,
  set,
  search,
  look,
  changePhotos,
  working,
  from,
  described,
  invalid,
}: FieldProps & { described: string | undefined; invalid: boolean }) => {
  const say = useSay();
  const typed = typeof value === 'string' ? value : '';
  const common = { id: fieldId(name), className: 'input', 'aria-invalid': invalid, 'aria-describedby': described };
  switch (field.kind) {
    case 'text':
      return (
        <>
          <textarea
            {...common}
            rows={field.max <= 200 ? 1 : 4}
            maxLength={field.max}
            value={typed}
            onChange={(event) => set(event.currentTarget.value)}
          />
          {field.max - typed.length < 100 && (
            <span className="quiet">{say(words.left, { n: field.max - typed.length })}</span>
          )}
        </>
      );
    case 'integer':
      return (
        <input
          {...common}
          type="number"
          inputMode="numeric"
          min={field.min}
          max={field.max}
          value={typed}
          onChange={(event) => set(event.currentTarget.value)}
        />
      );
    case 'instant':
      return (
        <input {...common} type="datetime-local" value={typed} onChange={(event) => set(event.currentTarget.value)} />
      );
    case 'choice':
      return (
        <Options
          name={name}
          options={field.options.map((option) => ({ value: option.value, label: say(option.label) }))}
          value={typed}
          set={set}
        />
      );
    case 'boolean':
      return (
        <Options
          name={name}
          options={[
            { value: 'yes', label: say(words.yes) },
            { value: 'no', label: say(words.no) },
          ]}
          value={value === true ? 'yes' : value === false ? 'no' : ''}
          set={(chosen) => set(chosen === 'yes')}
        />
      );
    case 'unit':
      return <UnitChoice name={name} from={from} value={typed} choose={set} search={search} look={look} />;
    case 'attachments':
      return <PhotoPicker photos={photosIn(value)} most={field.max} change={changePhotos} working={working} />;
  }
};

export const LightField = (props: FieldProps) => {
  const { name, field, wrong } = props;
  const say = useSay();
  const id = useId();
  const label = (
    <>
      {say(field.label)}
      {!field.required && <span className="optional"> {say(words.optional)}</span>}
    </>
  );
  const below = wrong !== null && (
    <span className="wrong" id={`${id}-wrong`}>
      {wrong}
    </span>
  );
  const control = (
    <Control {...props} invalid={wrong !== null} described={wrong === null ? undefined : `${id}-wrong`} />
  );
  // What has one input is labelled by a label; what has several is a group.
  if (['text', 'integer', 'instant'].includes(field.kind)) {
    return (
      <div className="field">
        <label htmlFor={fieldId(name)}>{label}</label>
        {control}
        {below}
      </div>
    );
  }
  return (
    <fieldset className="field" id={fieldId(name)} tabIndex={-1}>
      <legend className="label">{label}</legend>
      {control}
      {below}
    </fieldset>
  );
};
