// One event in plain words, as the hall's ticker tells it.
import type { EventType } from '../../../../workflows/contract/event.ts';
import type { Label } from '../../../../workflows/contract/fields.ts';
import type { Schemas } from '../../../shared/api-types.ts';
import { type Say, text } from '../../../shared/language.ts';
import { eventWords, phaseWords } from '../../../shared/words.ts';

/** `{area}`: where; `{unit}`: who answers for it now; `{phase}`: where it is now. */
const sentences: Partial<Record<EventType, Label>> = {
  received: text('{area}新受理一件，由{unit}负责', 'New case in {area}; {unit} answers for it'),
  verified: text('{area}一件已核实', 'A case in {area} was verified'),
  resolvedOnSpot: text('{area}一件当场办结', 'A case in {area} was resolved on the spot'),
  dispatched: text('{area}一件交办{unit}', 'A case in {area} was dispatched to {unit}'),
  advanced: text('{unit}推进{area}一件', '{unit} advanced a case in {area}'),
  completed: text('{area}一件处置完成', 'A case in {area} was dealt with'),
  replied: text('{area}一件已答复群众', 'The resident of a case in {area} was answered'),
  calledBack: text('{area}一件已回访', 'The resident of a case in {area} was called back'),
  redone: text('{area}一件群众不满意，{unit}重办', 'Dissatisfied in {area}: {unit} does it again'),
  reviewed: text('{area}一件完成复盘', 'A case in {area} was reviewed'),
  closed: text('{area}一件办结', 'A case in {area} was closed'),
  takenOver: text('{unit}接管{area}一件', '{unit} took over a case in {area}'),
  returned: text('{area}一件退回{unit}', 'A case in {area} was returned to {unit}'),
  arbitrated: text('{area}一件裁定由{unit}承办', 'Decided: {unit} takes the case in {area}'),
  reassigned: text('{area}一件改派{unit}', 'A case in {area} was reassigned to {unit}'),
  escalated: text('{area}一件提级至{unit}', 'A case in {area} was escalated to {unit}'),
  urged: text('催办{unit}：{area}一件', '{unit} was urged over a case in {area}'),
  supervised: text('督办{unit}：{area}一件', '{unit} is supervised over a case in {area}'),
  extensionApproved: text('{area}一件同意延期', 'A case in {area} got more time'),
  suspended: text('{area}一件挂起', 'A case in {area} was suspended'),
  resumed: text('{area}一件恢复办理', 'A case in {area} goes on'),
  reopened: text('{area}一件重启，由{unit}负责', 'A case in {area} was reopened; {unit} answers for it'),
  withdrawn: text('{area}一件由居民撤回', 'A case in {area} was withdrawn'),
  markedOverdue: text('{unit}超期：{area}一件', '{unit} is late over a case in {area}'),
  raised: text('{area}一件超期上提至{unit}', 'A late case in {area} was raised to {unit}'),
  cardRaised: text('{unit}逾期未回复督办，升为红牌', '{unit} did not answer: red card'),
};

/** How an event is marked: what needs an eye, what is done, and the rest. */
export const markOf = (type: EventType): 'bad' | 'warn' | 'good' | 'plain' => {
  if (['markedOverdue', 'raised', 'cardRaised'].includes(type)) return 'bad';
  if (['returned', 'redone', 'reopened', 'supervised', 'urged', 'escalated', 'takenOver'].includes(type)) return 'warn';
  return type === 'closed' || type === 'resolvedOnSpot' ? 'good' : 'plain';
};

export const sentenceOf = (
  { type, area, responsible, phase }: Schemas['Hall']['news'][number],
  say: Say,
  nameOf: (path: string) => string,
): string => {
  const sentence = sentences[type];
  if (!sentence) return say(eventWords[type]);
  return say(sentence, {
    area: nameOf(area),
    unit: nameOf(responsible),
    phase: phase === 'closed' ? say(eventWords.closed) : say(phaseWords[phase]),
  });
};
