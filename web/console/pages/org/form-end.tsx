// The end of a form: leave it, or save it.
import { Button } from 'antd';
import { useSay } from '../../../shared/language.ts';
import { words } from './words.ts';

/** @param hint said beside the buttons */
export const FormEnd = ({ hint, close, busy }: { hint?: string; close: () => void; busy: boolean }) => {
  const say = useSay();
  return (
    <div className="org-form-end">
      {hint !== undefined && <span className="org-quiet">{hint}</span>}
      <Button onClick={close}>{say(words.cancel)}</Button>
      <Button type="primary" htmlType="submit" loading={busy}>
        {say(words.save)}
      </Button>
    </div>
  );
};
