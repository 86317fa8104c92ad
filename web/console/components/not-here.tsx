// An address that no page has.
import { Link } from '@tanstack/react-router';
import { Result } from 'antd';
import { text, useSay } from '../../shared/language.ts';

const words = {
  title: text('没有这个页面', 'There is no such page'),
  home: text('回到首页', 'Go to the first page'),
};

export const NotHere = () => {
  const say = useSay();
  return (
    <Result
      status="404"
      title={<h1 className="result-title">{say(words.title)}</h1>}
      extra={<Link to="/">{say(words.home)}</Link>}
    />
  );
};
