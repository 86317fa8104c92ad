// 事项 Case.
import { text, useSay } from '../../../shared/language.ts';

const words = { title: text('事项', 'Case') };

export const CasePage = () => {
  const say = useSay();
  return <h1>{say(words.title)}</h1>;
};
