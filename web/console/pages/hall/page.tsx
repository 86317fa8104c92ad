// 指挥大厅 Command hall.
import { text, useSay } from '../../../shared/language.ts';

const words = { title: text('指挥大厅', 'Command hall') };

export const HallPage = () => {
  const say = useSay();
  return <h1>{say(words.title)}</h1>;
};
