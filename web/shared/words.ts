// The words for what the contract enumerates. A value that the contract gains and nobody named here does not compile.
import type { Role } from '../../workflows/contract/actor.ts';
import type { ClockName, LimitUnit, Rung, TimeLimit } from '../../workflows/contract/calendar.ts';
import type { Phase, Source, Urgency } from '../../workflows/contract/case-type.ts';
import type { EventType } from '../../workflows/contract/event.ts';
import type { Label } from '../../workflows/contract/fields.ts';
import type { Level } from '../../workflows/contract/org-path.ts';
import type { Satisfaction } from '../../workflows/contract/state.ts';
import { type Say, text } from './language.ts';

type Words<T extends string> = Readonly<Record<T, Label>>;

export const phaseWords: Words<Phase> = {
  discovery: text('发现', 'Discovery'),
  transfer: text('流转', 'Transfer'),
  disposal: text('处置', 'Disposal'),
  feedback: text('反馈', 'Feedback'),
  review: text('复盘', 'Review'),
};

export const urgencyWords: Words<Urgency> = {
  emergency: text('特急', 'Emergency'),
  urgent: text('紧急', 'Urgent'),
  normal: text('一般', 'Normal'),
  complex: text('疑难', 'Complex'),
};

export const sourceWords: Words<Source> = {
  hotline: text('12345 热线', '12345 hotline'),
  grid: text('网格上报', 'Grid worker'),
  online: text('网上', 'Online'),
  petition: text('信访', 'Petition'),
  patrol: text('巡查', 'Patrol'),
  leader: text('领导交办', 'Leader'),
};

export const roleWords: Words<Role> = {
  gridWorker: text('网格员', 'Grid worker'),
  community: text('村（社区）', 'Community'),
  street: text('街道', 'Street'),
  county: text('县（区）', 'County'),
  city: text('市', 'City'),
  department: text('部门', 'Department'),
  auditor: text('审计', 'Auditor'),
  administrator: text('管理员', 'Administrator'),
  resident: text('居民', 'Resident'),
  system: text('系统', 'System'),
};

export const levelWords: Words<Level | 'department'> = {
  city: text('市', 'City'),
  county: text('县（区）', 'County'),
  street: text('街道（乡镇）', 'Street'),
  community: text('村（社区）', 'Community'),
  grid: text('网格', 'Grid'),
  department: text('部门', 'Department'),
};

const dutyWords = {
  named: text('值班：{name}', 'On duty: {name}'),
  post: text('{name}', 'On duty: {name}'),
};

/** Who is on duty; somebody who is called by the post, 「值班员…」, says so already. */
export const onDutyText = (name: string, say: Say): string =>
  say(name.startsWith('值班') ? dutyWords.post : dutyWords.named, { name });

export const clockWords: Words<ClockName> = {
  case: text('总时限', 'Whole case'),
  step: text('环节时限', 'Step'),
  reply: text('督办回复', 'Supervision reply'),
};

export const unitWords: Words<LimitUnit> = {
  hour: text('小时', 'hours'),
  workingHour: text('工作时', 'working hours'),
  workingDay: text('工作日', 'working days'),
  calendarDay: text('自然日', 'calendar days'),
};

const minuteWords: Partial<Words<LimitUnit>> = {
  hour: text('分钟', 'minutes'),
  workingHour: text('工作分钟', 'working minutes'),
};

/** `3 工作日`, `1 working day`; of an hour a part, `15 分钟`. */
export const limitText = ({ amount, unit }: Pick<TimeLimit, 'amount' | 'unit'>, say: Say): string => {
  const minutes = minuteWords[unit];
  if (minutes && amount < 1) return `${Math.round(amount * 60)} ${say(minutes)}`;
  return `${amount} ${amount === 1 ? say(unitWords[unit]).replace(/s$/, '') : say(unitWords[unit])}`;
};

export const rungWords: Words<Rung['kind']> = {
  remind: text('临期提醒', 'Reminder'),
  overdue: text('超期', 'Overdue'),
  raise: text('上提一级', 'Raised a level'),
};

export const satisfactionWords: Words<Satisfaction> = {
  verySatisfied: text('非常满意', 'Very satisfied'),
  satisfied: text('满意', 'Satisfied'),
  basicallySatisfied: text('基本满意', 'Basically satisfied'),
  dissatisfied: text('不满意', 'Dissatisfied'),
};

export const statusWords: Words<'open' | 'closed' | 'archived'> = {
  open: text('办理中', 'Open'),
  closed: text('已办结', 'Closed'),
  archived: text('已归档', 'Archived'),
};

export const outcomeWords: Words<'resolved' | 'withdrawn'> = {
  resolved: text('办结', 'Resolved'),
  withdrawn: text('撤回', 'Withdrawn'),
};

export const cardWords: Words<'yellow' | 'red'> = {
  yellow: text('黄牌', 'Yellow card'),
  red: text('红牌', 'Red card'),
};

export const urgedWords = text('已催办 {n} 次', 'urged {n}×');

export const eventWords: Words<EventType> = {
  received: text('受理', 'Received'),
  verified: text('核实', 'Verified'),
  resolvedOnSpot: text('当场办结', 'Resolved on the spot'),
  dispatched: text('交办', 'Dispatched'),
  advanced: text('推进', 'Advanced'),
  completed: text('处置完成', 'Completed'),
  replied: text('反馈', 'Replied'),
  calledBack: text('回访', 'Called back'),
  redone: text('重办', 'Redone'),
  reviewed: text('复盘', 'Reviewed'),
  closed: text('办结', 'Closed'),
  takenOver: text('接管', 'Taken over'),
  returned: text('退回', 'Returned'),
  arbitrated: text('裁定', 'Arbitrated'),
  reassigned: text('改派', 'Reassigned'),
  escalated: text('提级', 'Escalated'),
  urged: text('催办', 'Urged'),
  supervised: text('督办', 'Supervised'),
  supervisionReplied: text('督办回复', 'Supervision answered'),
  extensionRequested: text('申请延期', 'Extension requested'),
  extensionApproved: text('同意延期', 'Extension approved'),
  extensionRefused: text('不同意延期', 'Extension refused'),
  suspensionRequested: text('申请挂起', 'Suspension requested'),
  suspended: text('挂起', 'Suspended'),
  suspensionRefused: text('不同意挂起', 'Suspension refused'),
  resumed: text('恢复', 'Resumed'),
  reopened: text('重启', 'Reopened'),
  withdrawn: text('撤回', 'Withdrawn'),
  noted: text('备注', 'Noted'),
  attached: text('补充材料', 'Files added'),
  reminded: text('提醒', 'Reminded'),
  markedOverdue: text('超期', 'Marked overdue'),
  raised: text('逐级上提', 'Raised a level'),
  cardRaised: text('升为红牌', 'Raised to a red card'),
  calendarAdopted: text('日历变更', 'Calendar changed'),
  archived: text('归档', 'Archived'),
};

/** Categories of the starter types. A type of one's own may bring others: see {@link categoryText}. */
const categoryWords: Readonly<Record<string, Label>> = {
  general: text('综合', 'General'),
  environment: text('环境保护', 'Environment'),
  sanitation: text('环境卫生', 'Sanitation'),
  traffic: text('交通出行', 'Traffic'),
  cityAppearance: text('市容市貌', 'City appearance'),
  publicService: text('公共服务', 'Public services'),
  neighbour: text('邻里矛盾', 'Neighbours'),
  noise: text('噪音扰民', 'Noise'),
  clutter: text('楼道堆物', 'Clutter'),
  leak: text('房屋漏水', 'Leaks'),
  boundary: text('边界争议', 'Boundaries'),
  water: text('供水', 'Water'),
  power: text('供电', 'Power'),
  gas: text('燃气', 'Gas'),
  heat: text('供热', 'Heating'),
  utility: text('公用设施', 'Utilities'),
};

/** What a category is called; one that has no words here, as its case type is: its own name is for machines. */
export const categoryText = (category: string, typeLabel: Label): Label =>
  Object.hasOwn(categoryWords, category) ? (categoryWords[category] as Label) : typeLabel;

/**
 * {@link categoryText} where one of several is chosen: categories of one type that have no words here bear their own names beside the
 * type's, so that no two look the same.
 * @param siblings all categories of the type
 */
export const choiceText = (category: string, typeLabel: Label, siblings: readonly string[]): Label => {
  const name = categoryText(category, typeLabel);
  if (name !== typeLabel || siblings.filter((each) => categoryText(each, typeLabel) === typeLabel).length < 2)
    return name;
  const own = category.replaceAll(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`);
  return text(`${typeLabel.zh}（${own}）`, `${typeLabel.en} (${own})`);
};

/** A case's type and its category; the type alone where both are called the same. */
export const kindParts = (typeLabel: Label, category: string, say: Say): string[] => [
  ...new Set([say(typeLabel), say(categoryText(category, typeLabel))]),
];
