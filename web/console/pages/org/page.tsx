// 组织与网格 Org and roster.
import { text, useSay } from '../../../shared/language.ts';

const words = { title: text('组织与网格', 'Org and roster') };

export const OrgPage = () => {
  const say = useSay();
  return <h1>{say(words.title)}</h1>;
};
