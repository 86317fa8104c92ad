// Signing out. The page is left when the session has ended, and only then: whoever comes next would find it open.
import { App } from 'antd';
import { ApiError } from '../../shared/api.ts';
import { partIn, text, useLanguage, useSay } from '../../shared/language.ts';
import { signOut } from '../../shared/session.ts';

const words = { stillIn: text('尚未退出登录：{why}', 'You are still signed in: {why}') };

export const useLeave = (): (() => void) => {
  const say = useSay();
  const language = useLanguage();
  const { message } = App.useApp();
  const leave = async (): Promise<void> => {
    try {
      await signOut();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      // It had ended before.
      if (error.code !== 'Unauthenticated') {
        return void message.error(say(words.stillIn, { why: partIn(language, error.message) }), 8);
      }
    }
    // A full load forgets every answer that was kept.
    window.location.assign('/sign-in');
  };
  return () => void leave();
};
