// 督办 Overdue board.
import { text, useSay } from '../../../shared/language.ts';

const words = { title: text('督办', 'Overdue board') };

export const OverduePage = () => {
  const say = useSay();
  return <h1>{say(words.title)}</h1>;
};
