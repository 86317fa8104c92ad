// 工作台 Work list.
import { text, useSay } from '../../../shared/language.ts';

const words = { title: text('工作台', 'Work list') };

export const WorkPage = () => {
  const say = useSay();
  return <h1>{say(words.title)}</h1>;
};
