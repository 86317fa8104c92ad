// 审计 Audit.
import { text, useSay } from '../../../shared/language.ts';

const words = { title: text('审计', 'Audit') };

export const AuditPage = () => {
  const say = useSay();
  return <h1>{say(words.title)}</h1>;
};
