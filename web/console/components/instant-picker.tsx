// A date and a time of day, in the page's language and in China's time wherever the browser stands; an instant outside.
import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { fromBeijing, toBeijing } from '../../shared/time.ts';

interface Props {
  id?: string;
  /** An instant, ISO; null or absent: none is chosen. */
  value?: string | null;
  /** @param value null when it was cleared */
  onChange?: (value: string | null) => void;
  allowClear?: boolean;
  disabled?: boolean;
  status?: 'error';
  'aria-label'?: string;
  'aria-describedby'?: string;
  'aria-invalid'?: boolean;
}

export const InstantPicker = ({ value, onChange, ...rest }: Props) => (
  <DatePicker
    {...rest}
    className="instant-picker"
    showTime={{ format: 'HH:mm' }}
    format="YYYY-MM-DD HH:mm"
    // "Now" would be the browser's own, which may stand in another zone.
    showNow={false}
    needConfirm={false}
    value={value ? dayjs(toBeijing(value)) : null}
    onChange={(chosen) => onChange?.(chosen && fromBeijing(chosen.format('YYYY-MM-DDTHH:mm')))}
  />
);
