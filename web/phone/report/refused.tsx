// Why the API did not take a report, with the form's own names for what is to be mended.
import type { Label } from '../../../workflows/contract/fields.ts';
import { partIn, text, useLanguage, useSay } from '../../shared/language.ts';
import { Notice } from '../../shared/light/notice.tsx';
import type { Refusal } from '../queue/report.ts';

const words = {
  refusal: text('上次提交被退回，请修改后再次提交：', 'It was refused; mend it and send it again:'),
  problem: text('{field}：{message}', '{field}: {message}'),
};

/** What a request calls them, and what people read. */
const fields: Readonly<Record<string, Label>> = {
  category: text('什么事', 'What is it'),
  attachments: text('现场照片', 'Photos'),
  description: text('情况说明', 'What happened'),
  area: text('所在网格', 'Grid'),
  place: text('具体位置', 'Where exactly'),
  urgency: text('紧急程度', 'How urgent'),
  reporter: text('居民姓名、电话', "The resident's name and telephone"),
};

export const Refused = ({ refusal: { message, problems } }: { refusal: Refusal }) => {
  const say = useSay();
  const language = useLanguage();
  const told = problems.map((problem) => {
    const field = fields[problem.pointer.split('/')[1] ?? ''];
    const found = partIn(language, problem.message);
    return field ? say(words.problem, { field: say(field), message: found }) : found;
  });
  return (
    <Notice tone="danger">
      <p>{say(words.refusal)}</p>
      <p className="said">{partIn(language, message)}</p>
      <ul>
        {[...new Set(told)].map((each) => (
          <li key={each} className="quiet">
            {each}
          </li>
        ))}
      </ul>
    </Notice>
  );
};
