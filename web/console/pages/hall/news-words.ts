// One event in plain words, as the hall's ticker tells it.
import type { EventType } from '../../../../workflows/contract/event.ts';
import type { Label } from '../../../../workflows/contract/fields.ts';
import type { Schemas } from '../../../shared/api-types.ts';
import { type Say, text } from '../../../shared/language.ts';
import { eventWords, phaseWords } from '../../../shared/words.ts';

/** `{area}`: where; `{unit}`: who answers for it now; `{phase}`: where it is now. */
const sentences: Partial<Record<EventType, Label>> = {
  received: text('{area}新受理一件，由{unit}负责', '{area}: a new case, for {unit}'),
  verified: text('{area}一件已核实', '{area}: verified'),
  resolvedOnSpot: text('{area}一件当场办结', '{area}: resolved on the spot'),
  dispatched: text('{area}一件交办{unit}', '{area}: dispatched to {unit}'),
  advanced: text('{unit}推进{area}一件', '{area}: advanced by {unit}'),
  completed: text('{area}一件处置完成', '{area}: dealt with'),
  replied: text('{area}一件已答复群众', '{area}: the resident was answered'),
  calledBack: text('{area}一件已回访', '{area}: the resident was called back'),
  redone: text('{area}一件群众不满意，{unit}重办', '{area}: dissatisfied, {unit} does it again'),
  reviewed: text('{area}一件完成复盘', '{area}: reviewed'),
  closed: text('{area}一件办结', '{area}: closed'),
  takenOver: text('{unit}接管{area}一件', '{area}: taken over by {unit}'),
  returned: text('{area}一件退回{unit}', '{area}: returned to {unit}'),
  arbitrated: text('{area}一件裁定由{unit}承办', '{area}: decided, {unit} takes it'),
  reassigned: text('{area}一件改派{unit}', '{area}: reassigned to {unit}'),
  escalated: text('{area}一件提级至{unit}', '{area}: escalated to {unit}'),
  urged: text('催办{unit}：{area}一件', '{area}: {unit} was urged'),
  supervised: text('督办{unit}：{area}一件', '{area}: {unit} is supervised'),
  extensionApproved: text('{area}一件同意延期', '{area}: got more time'),
  suspended: text('{area}一件挂起', '{area}: suspended'),
  resumed: text('{area}一件恢复办理', '{area}: goes on'),
  reopened: text('{area}一件重启，由{unit}负责', '{area}: reopened, for {unit}'),
  withdrawn: text('{area}一件由居民撤回', '{area}: withdrawn by the resident'),
  markedOverdue: text('{unit}超期：{area}一件', '{area}: {unit} is late'),
  raised: text('{area}一件超期上提至{unit}', '{area}: late, raised to {unit}'),
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
