// User name and password, on a light page.
import { useId, useState } from 'react';
import { text, useSay } from '../language.ts';
import { type PersonMe, signIn } from '../session.ts';
import { Problem } from './problem.tsx';

const words = {
  username: text('用户名', 'User name'),
  password: text('密码', 'Password'),
  signIn: text('登录', 'Sign in'),
  busy: text('正在登录…', 'Signing in…'),
};

export const LightSignIn = ({ username: known = '', done }: { username?: string; done: (me: PersonMe) => void }) => {
  const say = useSay();
  const id = useId();
  const [username, setUsername] = useState(known);
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const submit = async () => {
    setBusy(true);
    setError(null);
    try {
      const me = await signIn({ username: username.trim(), password });
      if (me.kind === 'person') done(me);
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {error !== null && <Problem error={error} />}
      <div className="field">
        <label htmlFor={`${id}-name`}>{say(words.username)}</label>
        <input
          id={`${id}-name`}
          className="input"
          required
          maxLength={100}
          autoComplete="username"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          value={username}
          onChange={(event) => setUsername(event.currentTarget.value)}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}-password`}>{say(words.password)}</label>
        <input
          id={`${id}-password`}
          className="input"
          type="password"
          required
          maxLength={200}
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
      </div>
      <button type="submit" className="button main wide" disabled={busy}>
        {say(busy ? words.busy : words.signIn)}
      </button>
    </form>
  );
};
