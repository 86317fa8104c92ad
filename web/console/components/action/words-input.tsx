// Words that people write: the field grows with them and counts them.
import { Input } from 'antd';
import type { CSSProperties } from 'react';
import type { ControlIds } from './form-field.tsx';

export const WordsInput = ({
  ids: { id, describedBy, invalid },
  value,
  onChange,
  rows,
  max,
  counted = true,
  disabled,
}: {
  ids: ControlIds;
  value: string;
  onChange: (value: string) => void;
  rows: number;
  max: number;
  counted?: boolean;
  disabled: boolean;
}) => (
  <Input.TextArea
    id={id}
    value={value}
    onChange={(event) => onChange(event.target.value)}
    className="grows"
    style={{ '--rows': rows } as CSSProperties}
    count={{ show: counted, max }}
    dir="auto"
    disabled={disabled}
    {...(describedBy !== undefined && { 'aria-describedby': describedBy })}
    {...(invalid && { 'aria-invalid': true, status: 'error' as const })}
  />
);
