// A case in one plain sentence: who has it, what is being done, until when.
import type { Schemas } from '../../shared/api-types.ts';
import { type Language, sayIn, text } from '../../shared/language.ts';
import { spokenDeadline } from '../../shared/time.ts';
import { satisfactionWords } from '../../shared/words.ts';

const words = {
  discovery: text('{unit}正在核实', '{unit} is checking it'),
  transfer: text('{unit}正在分派', '{unit} is assigning it'),
  disposal: text('{unit}正在处置', '{unit} is working on it'),
  feedback: text('{unit}正在答复、回访', '{unit} answers and calls back'),
  review: text('{unit}正在复盘', '{unit} is reviewing it'),
  until: text('，{due} 前完成', ', due {due}'),
  late: text('，已超过 {due} 的时限', ', late since {due}'),
  closed: text('已办结', 'Closed'),
  graded: text('已办结，居民{grade}', 'Closed; the resident: {grade}'),
  withdrawn: text('已撤回', 'Withdrawn'),
};

type Line = Pick<
  Schemas['CaseListItem'],
  'status' | 'outcome' | 'phase' | 'due' | 'overdue' | 'satisfaction' | 'responsible'
>;

export const caseLine = (
  { status, outcome, phase, due, overdue, satisfaction, responsible }: Line,
  language: Language,
): string => {
  const say = sayIn(language);
  if (outcome === 'withdrawn') return say(words.withdrawn);
  if (status !== 'open') {
    return satisfaction ? say(words.graded, { grade: say(satisfactionWords[satisfaction]) }) : say(words.closed);
  }
  const until = due === null ? '' : say(overdue ? words.late : words.until, { due: spokenDeadline(due, language) });
  return `${say(words[phase], { unit: responsible.name })}${until}`;
};
