// A password that was just made: shown this once, copied with one click.
import { CopyOutlined } from '@ant-design/icons';
import { Alert, App, Button, Input } from 'antd';
import type { Schemas } from '../../../shared/api-types.ts';
import { useSay } from '../../../shared/language.ts';
import { Dialog } from '../../components/dialog.tsx';
import { words } from './words.ts';

/** Plain-HTTP pages have no clipboard of their own; there the field is copied the old way. */
const copyText = async (text: string, field: HTMLInputElement | null): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    field?.select();
    return document.execCommand('copy');
  }
};

export const PasswordShown = ({
  name,
  made,
  close,
}: {
  name: string;
  made: Schemas['NewSignIn'];
  close: () => void;
}) => {
  const say = useSay();
  const { message } = App.useApp();
  const copy = async (value: string, id: string) => {
    const field = document.getElementById(id);
    if (await copyText(value, field instanceof HTMLInputElement ? field : null))
      void message.success(say(words.copied));
  };
  return (
    <Dialog
      title={say(words.passwordTitle, { name })}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      footer={
        <Button type="primary" onClick={close}>
          {say(words.close)}
        </Button>
      }
    >
      <Alert type="warning" showIcon title={say(words.passwordOnce)} />
      <dl className="org-secret">
        {(
          [
            ['made-username', words.username, made.username],
            ['made-password', words.password, made.password],
          ] as const
        ).map(([id, label, value]) => (
          <div key={id}>
            <dt>
              <label htmlFor={id}>{say(label)}</label>
            </dt>
            <dd>
              <Input id={id} readOnly value={value} onFocus={({ target }) => target.select()} />
              <Button icon={<CopyOutlined />} onClick={() => void copy(value, id)}>
                {say(words.copy)}
              </Button>
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
};
