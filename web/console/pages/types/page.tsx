// 事项类型 Case types.
import { text, useSay } from '../../../shared/language.ts';

const words = { title: text('事项类型', 'Case types') };

export const TypesPage = () => {
  const say = useSay();
  return <h1>{say(words.title)}</h1>;
};
