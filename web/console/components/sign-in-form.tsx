// User name and password; shared by the sign-in page and the dialog that asks to sign in again.
import { LockOutlined, UserOutlined } from '@ant-design/icons';
import { Alert, Button, Checkbox, Form, Input } from 'antd';
import { useState } from 'react';
import { ApiError } from '../../shared/api.ts';
import { partIn, text, useLanguage, useSay } from '../../shared/language.ts';
import { type Me, signIn } from '../../shared/session.ts';

const words = {
  username: text('用户名', 'User name'),
  password: text('密码', 'Password'),
  signIn: text('登录', 'Sign in'),
  needUsername: text('请输入用户名', 'Enter your user name'),
  needPassword: text('请输入密码', 'Enter your password'),
  wall: text('用作大屏', 'This is a wall screen'),
  wallHow: text(
    '90 天内无需重新登录；只显示指挥大厅，不能查看或办理事项。',
    'Stays signed in for 90 days; shows the command hall, and can neither open cases nor act on them.',
  ),
};

/** @param forHall the way leads to the command hall: the screen may be one that nobody works at */
export const SignInForm = ({ done, forHall = false }: { done: (me: Me) => void; forHall?: boolean }) => {
  const say = useSay();
  const language = useLanguage();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const submit = async (credentials: { username: string; password: string; wall?: boolean }) => {
    setBusy(true);
    setRefusal(null);
    try {
      done(await signIn(credentials));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setRefusal(error.message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Form layout="vertical" requiredMark={false} onFinish={submit} disabled={busy}>
      {refusal !== null && (
        <Form.Item>
          <Alert type="error" showIcon role="alert" title={partIn(language, refusal)} />
        </Form.Item>
      )}
      <Form.Item
        name="username"
        label={say(words.username)}
        rules={[{ required: true, message: say(words.needUsername) }]}
      >
        <Input prefix={<UserOutlined />} autoComplete="username" autoFocus size="large" maxLength={100} />
      </Form.Item>
      <Form.Item
        name="password"
        label={say(words.password)}
        rules={[{ required: true, message: say(words.needPassword) }]}
      >
        <Input.Password prefix={<LockOutlined />} autoComplete="current-password" size="large" maxLength={200} />
      </Form.Item>
      {forHall && (
        <Form.Item name="wall" valuePropName="checked" initialValue={false} extra={say(words.wallHow)}>
          <Checkbox>{say(words.wall)}</Checkbox>
        </Form.Item>
      )}
      <Button type="primary" htmlType="submit" size="large" block loading={busy}>
        {say(words.signIn)}
      </Button>
    </Form>
  );
};
