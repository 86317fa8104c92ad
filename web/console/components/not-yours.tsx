// A page that is not for the role of who is signed in.
import { Link } from '@tanstack/react-router';
import { Result } from 'antd';
import { text, useSay } from '../../shared/language.ts';
import { roleWords } from '../../shared/words.ts';
import { useMe } from '../queries.ts';

const words = {
  title: text('此页面不对您的角色开放', 'This page is not for your role'),
  why: text(
    '您以「{role}」登录。菜单中是您可以使用的页面。',
    'You are signed in as {role}. The menu has the pages that are yours.',
  ),
  home: text('回到首页', 'Go to the first page'),
};

export const NotYours = () => {
  const say = useSay();
  const me = useMe();
  return (
    <Result
      status="403"
      title={<h1 className="result-title">{say(words.title)}</h1>}
      subTitle={say(words.why, { role: say(roleWords[me.role]) })}
      extra={<Link to="/">{say(words.home)}</Link>}
    />
  );
};
