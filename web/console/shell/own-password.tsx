// A person chooses their own password.
import { useMutation } from '@tanstack/react-query';
import { Alert, App, Form, Input } from 'antd';
import { type ApiError, api, ask } from '../../shared/api.ts';
import { partIn, text, useLanguage, useSay } from '../../shared/language.ts';
import { Dialog } from '../components/dialog.tsx';

const words = {
  title: text('修改密码', 'Change password'),
  current: text('当前密码', 'Current password'),
  next: text('新密码', 'New password'),
  again: text('再次输入新密码', 'New password again'),
  hint: text(
    '至少 {n} 个字符。几个不相干的词连起来，好记又难猜。',
    'At least {n} characters: a few unrelated words are easy to keep and hard to guess.',
  ),
  needCurrent: text('请输入当前密码', 'Enter the current password'),
  tooShort: text('太短', 'Too short'),
  differs: text('两次输入不一致', 'The two are not the same'),
  save: text('修改', 'Change'),
  cancel: text('取消', 'Cancel'),
  changed: text('密码已修改，其他设备上的登录已失效', 'The password is changed; your other sessions have ended'),
};

/** What the API asks of a password. */
const shortest = 10;

interface Filled {
  current: string;
  next: string;
  again: string;
}

const change = ({ current, next }: Filled): Promise<unknown> =>
  ask(api.POST('/v1/me/password', { body: { current, next } }));

export const OwnPassword = ({ close }: { close: () => void }) => {
  const say = useSay();
  const language = useLanguage();
  const { message } = App.useApp();
  const [form] = Form.useForm<Filled>();
  const { mutate, error, isPending } = useMutation<unknown, ApiError, Filled>({
    mutationFn: change,
    onSuccess: () => {
      void message.success(say(words.changed));
      close();
    },
  });
  return (
    <Dialog
      title={say(words.title)}
      okText={say(words.save)}
      cancelText={say(words.cancel)}
      confirmLoading={isPending}
      onOk={() => form.submit()}
      onCancel={close}
      width={440}
    >
      <Form form={form} layout="vertical" requiredMark={false} onFinish={mutate} disabled={isPending}>
        {error && (
          <Form.Item>
            <Alert type="error" showIcon role="alert" title={partIn(language, error.message)} />
          </Form.Item>
        )}
        <Form.Item
          name="current"
          label={say(words.current)}
          rules={[{ required: true, message: say(words.needCurrent) }]}
        >
          <Input.Password autoComplete="current-password" autoFocus maxLength={200} />
        </Form.Item>
        <Form.Item
          name="next"
          label={say(words.next)}
          extra={say(words.hint, { n: shortest })}
          rules={[{ required: true, min: shortest, message: say(words.tooShort) }]}
        >
          <Input.Password autoComplete="new-password" maxLength={200} />
        </Form.Item>
        <Form.Item
          name="again"
          label={say(words.again)}
          dependencies={['next']}
          rules={[
            ({ getFieldValue }) => ({
              validator: (_rule, value) =>
                value === getFieldValue('next') ? Promise.resolve() : Promise.reject(new Error(say(words.differs))),
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" maxLength={200} onPressEnter={() => form.submit()} />
        </Form.Item>
      </Form>
    </Dialog>
  );
};
