// Where a case stands, as one says it to the person who asked: one sentence, and whether there is something for them to do.
import type { Schemas } from '../shared/api-types.ts';
import { type Language, sayIn, text } from '../shared/language.ts';
import { spokenDeadline, spokenTime } from '../shared/time.ts';
import { satisfactionWords } from '../shared/words.ts';

type Seen = Pick<
  Schemas['Case'],
  'status' | 'outcome' | 'phase' | 'responsible' | 'clocks' | 'suspension' | 'satisfaction' | 'closedAt' | 'allowed'
>;

export interface Standing {
  /** In two to eight characters. */
  short: string;
  sentence: string;
  tone: 'plain' | 'good' | 'warn';
}

const words = {
  received: text('您的诉求现由{unit}负责，{doing}{promise}。', 'Your request is with {unit}: {doing}{promise}.'),
  discovery: text('正在核实情况', 'they are checking the facts'),
  transfer: text('正在安排承办单位', 'they are choosing who handles it'),
  disposal: text('正在处置', 'they are working on it'),
  feedback: text('正在答复您', 'they are answering you'),
  again: text('您不满意，正在重新研究', 'you were not satisfied, and they look at it again'),
  review: text('已答复您，正在复盘归档', 'you were answered; they are reviewing it'),
  promiseToClose: text('，承诺 {due} 前办结', ', promised to be closed by {due}'),
  promise: text('，承诺 {due} 前办结并答复', ', promised by {due}'),
  late: text(
    '，原承诺 {due} 前办结，现已超过，上级正在督促',
    ', promised by {due}, which has passed; their superiors press for it',
  ),
  rate: text('{unit}请您评价办理结果：问题解决了吗？', '{unit} asks you: is it solved?'),
  callBack: text('您的诉求已答复，{unit}会打电话回访您。', 'You were answered; {unit} will call you back.'),
  suspended: text('因故暂停办理，预计 {until} 恢复。', 'Suspended for a reason; work goes on by {until}.'),
  resolved: text('您的诉求已于 {at} 办结。', 'Your request was closed on {at}.'),
  graded: text('您的诉求已于 {at} 办结，您的评价：{grade}。', 'Your request was closed on {at}; your grade: {grade}.'),
  reopenable: text(
    '问题没有解决或又出现，可以要求重新办理。',
    'Not solved, or back again? You may have it opened again.',
  ),
  withdrawn: text('您已撤回这件诉求。', 'You withdrew this request.'),
  archived: text(
    '您的诉求已办结归档。问题又出现，请重新反映。',
    'Closed and archived. If it comes back, report it anew.',
  ),
  shortOpen: text('办理中', 'In progress'),
  shortRate: text('请您评价', 'Your turn'),
  shortLate: text('已超承诺时间', 'Later than promised'),
  shortSuspended: text('暂停办理', 'Suspended'),
  shortClosed: text('已办结', 'Closed'),
  shortWithdrawn: text('已撤回', 'Withdrawn'),
};

/** The action by which the resident grades the answer, when it is offered. */
export const gradingIn = ({ allowed }: Pick<Seen, 'allowed'>): Schemas['OfferedAction'] | null =>
  allowed.find(({ fields }) => Object.hasOwn(fields, 'satisfaction')) ?? null;

/** When the whole case is promised to be done; null while no clock runs. */
export const promiseOf = ({ clocks }: Pick<Seen, 'clocks'>): { due: string; late: boolean } | null => {
  const clock = clocks.find(({ name }) => name === 'case');
  return clock?.due ? { due: clock.due, late: clock.overdue } : null;
};

/** Once it is done again, the grade is for what comes then. */
const isLookedAtAgain = ({ phase, satisfaction }: Seen): boolean =>
  phase === 'feedback' && satisfaction === 'dissatisfied';

const overStanding = (seen: Seen, language: Language): Standing => {
  const say = sayIn(language);
  if (seen.outcome === 'withdrawn') {
    return { short: say(words.shortWithdrawn), sentence: say(words.withdrawn), tone: 'plain' };
  }
  if (seen.status === 'archived') return { short: say(words.shortClosed), sentence: say(words.archived), tone: 'good' };
  const at = seen.closedAt === null ? '' : spokenTime(seen.closedAt, language);
  const grade = seen.satisfaction && say(satisfactionWords[seen.satisfaction]);
  const closed = grade === null ? say(words.resolved, { at }) : say(words.graded, { at, grade });
  const gap = language === 'zh' ? '' : ' ';
  return { short: say(words.shortClosed), sentence: `${closed}${gap}${say(words.reopenable)}`, tone: 'good' };
};

export const standingOf = (seen: Seen, language: Language): Standing => {
  const say = sayIn(language);
  const unit = seen.responsible.name;
  if (seen.status !== 'open') return overStanding(seen, language);
  if (seen.suspension) {
    const until = spokenTime(seen.suspension.until, language);
    return { short: say(words.shortSuspended), sentence: say(words.suspended, { until }), tone: 'warn' };
  }
  if (gradingIn(seen)) return { short: say(words.shortRate), sentence: say(words.rate, { unit }), tone: 'warn' };
  const promise = promiseOf(seen);
  const due = promise ? spokenDeadline(promise.due, language) : '';
  const told = promise
    ? say(promise.late ? words.late : seen.phase === 'review' ? words.promiseToClose : words.promise, { due })
    : '';
  return {
    short: say(promise?.late ? words.shortLate : words.shortOpen),
    sentence: say(words.received, {
      unit,
      doing: say(isLookedAtAgain(seen) ? words.again : words[seen.phase]),
      promise: told,
    }),
    tone: promise?.late ? 'warn' : 'plain',
  };
};
