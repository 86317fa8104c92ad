// What an action leads to, told before it is done: who answers for the case then, or who hears of it.
import { isContestedReturn } from '../../workflows/case/next-holder.ts';
import type { Schemas } from './api-types.ts';
import { type Say, text } from './language.ts';
import { onDutyText } from './words.ts';

const words = {
  onDuty: text('{unit}（{duty}）', '{unit} ({duty})'),
  vacant: text('{unit}（当前无人值班）', '{unit} (nobody on duty)'),
  with: text('{unit}和协同承办{handler}', '{unit}, and {handler} who works on it as well'),
  to: text('提交后由{unit}负责。', '{unit} answers for it then.'),
  escalate: text(
    '提级至{unit}，由其负责；{from}作为协同承办继续办理。',
    'It goes up to {unit}, who answers for it then; {from} goes on working on it.',
  ),
  return: text('退回{unit}，由其负责。', 'It goes back to {unit}, who answers for it then.'),
  contested: text(
    '此前已退回 {n} 次：本次退回后由{unit}裁定，裁定前不能办理。',
    'Returned {n} times before: {unit} decides now, and nothing can be done until then.',
  ),
  takeOver: text('接管后由{unit}负责，{from}不再负责。', '{unit} answers for it then, and {from} no longer.'),
  urge: text('{unit}的工作台会标出催办。', 'It is marked as urged in the work list of {unit}.'),
};

type Who = Schemas['Responsible'];

/** A unit with whoever is on duty there. */
export const whoAnswers = ({ name, onDuty }: Who, say: Say): string =>
  onDuty === null
    ? say(words.vacant, { unit: name })
    : say(words.onDuty, { unit: name, duty: onDutyText(onDuty, say) });

/** Those who are to answer for what is asked of a case: who is responsible, and who works on it beside. */
export const bothWorking = ({ responsible, handler }: Pick<Schemas['Case'], 'responsible' | 'handler'>, say: Say) => {
  const unit = whoAnswers(responsible, say);
  return handler ? say(words.with, { unit, handler: handler.name }) : unit;
};

/** Null: it changes nobody's part, or its form decides who is next. */
export const leadsTo = (
  kase: Pick<Schemas['Case'], 'responsible' | 'handler' | 'returns'>,
  { action, to }: Pick<Schemas['OfferedAction'], 'action' | 'to'>,
  say: Say,
): string | null => {
  const { responsible, handler } = kase;
  // What was kept on a phone by an earlier version does not say it.
  const unit = whoAnswers(to ?? responsible, say);
  switch (action) {
    case 'escalate':
      return say(words.escalate, { unit, from: handler?.name ?? responsible.name });
    case 'return':
      return say(isContestedReturn(kase) ? words.contested : words.return, { unit, n: kase.returns });
    case 'takeOver':
      return say(words.takeOver, { unit, from: responsible.name });
    case 'urge':
      return say(words.urge, { unit: bothWorking(kase, say) });
    default:
      return to ? say(words.to, { unit }) : null;
  }
};
