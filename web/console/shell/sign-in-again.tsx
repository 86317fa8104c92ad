// When a session ends while somebody works, or another begins in the same browser, they sign in over the page: nothing that they typed
// is lost.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Modal } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import { whenSignedOut } from '../../shared/api.ts';
import { text, useSay } from '../../shared/language.ts';
import { type Me, readMe } from '../../shared/session.ts';
import { SignInForm } from '../components/sign-in-form.tsx';
import { useMe } from '../queries.ts';

const words = {
  ended: text('登录已过期，请重新登录', 'Your session has ended: sign in again'),
  another: text('已由他人登录，请重新登录', 'Somebody else is signed in: sign in again'),
  kept: text(
    '页面上已填写的内容会保留，登录后请再提交一次。',
    'What you typed is kept; submit it once more afterwards.',
  ),
  who: text(
    '本浏览器现在登录的是{who}，此页面是{me}的。{me}重新登录会退出{who}的登录。',
    'This browser is signed in as {who} now; this page is for {me}. When {me} signs in again, {who} is signed out.',
  ),
  resident: text('居民（{caseNo}）', 'a resident ({caseNo})'),
  goOn: text('以{who}的身份继续，放弃本页内容', 'Go on as {who}, and drop what is on this page'),
};

const isMe = (now: Me | null | undefined, person: string): boolean => now?.kind === 'person' && now.person === person;

const Dialog = ({ goOn }: { goOn: () => void }) => {
  const say = useSay();
  const me = useMe();
  // They may sign in again in another tab, too.
  const { data: now } = useQuery({
    queryKey: ['signed-in-now'],
    queryFn: readMe,
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: 'always',
  });
  const back = isMe(now, me.person);
  useEffect(() => {
    if (back) goOn();
  }, [back, goOn]);
  const who = now?.kind === 'resident' ? say(words.resident, { caseNo: now.caseNo }) : (now?.name ?? null);
  return (
    <Modal open title={say(who === null ? words.ended : words.another)} footer={null} closable={false} keyboard={false}>
      {who !== null && <Alert type="warning" showIcon title={say(words.who, { who, me: me.name })} />}
      <p>{say(words.kept)}</p>
      <SignInForm
        done={(signedIn) => {
          // Somebody else must not find the pages of the one before.
          if (isMe(signedIn, me.person)) goOn();
          else window.location.assign('/');
        }}
      />
      {now?.kind === 'person' && !back && (
        <Button type="link" block onClick={() => window.location.assign('/')}>
          {say(words.goOn, { who: now.name })}
        </Button>
      )}
    </Modal>
  );
};

export const SignInAgain = () => {
  const client = useQueryClient();
  const [ended, setEnded] = useState(false);
  useEffect(() => whenSignedOut(() => setEnded(true)), []);
  const goOn = useCallback(() => {
    setEnded(false);
    void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' });
  }, [client]);
  return ended ? <Dialog goOn={goOn} /> : null;
};
