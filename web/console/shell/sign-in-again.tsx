// When a session ends while somebody works, they sign in over the page: nothing that they typed is lost.
import { useQueryClient } from '@tanstack/react-query';
import { Modal } from 'antd';
import { useEffect, useState } from 'react';
import { whenSignedOut } from '../../shared/api.ts';
import { text, useSay } from '../../shared/language.ts';
import { SignInForm } from '../components/sign-in-form.tsx';
import { useMe } from '../queries.ts';

const words = {
  title: text('登录已过期，请重新登录', 'Your session has ended: sign in again'),
  kept: text(
    '页面上已填写的内容会保留，登录后请再提交一次。',
    'What you typed is kept; submit it once more afterwards.',
  ),
};

export const SignInAgain = () => {
  const say = useSay();
  const me = useMe();
  const client = useQueryClient();
  const [ended, setEnded] = useState(false);
  useEffect(() => whenSignedOut(() => setEnded(true)), []);
  return (
    <Modal open={ended} title={say(words.title)} footer={null} closable={false} keyboard={false} destroyOnHidden>
      <p>{say(words.kept)}</p>
      <SignInForm
        done={(now) => {
          // Somebody else must not find the pages of the one before.
          if (now.kind !== 'person' || now.person !== me.person) return window.location.assign('/');
          setEnded(false);
          void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' });
        }}
      />
    </Modal>
  );
};
