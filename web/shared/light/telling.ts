// What happened, in plain words: for residents, and for people in the field who do not read ledgers.
import type { Schemas } from '../api-types.ts';
import { type Language, type Say, sayIn, text } from '../language.ts';
import { spokenTime } from '../time.ts';
import { cardWords, satisfactionWords } from '../words.ts';

type Told = Schemas['Event'];

/** Who reads: residents are not told what offices remind each other of. */
export type Reader = 'resident' | 'staff';

const words = {
  received: text('已受理，由{to}负责', 'Received; {to} is responsible'),
  verified: text('{unit}核实了情况', '{unit} checked the facts'),
  resolvedOnSpot: text('{unit}当场办理了', '{unit} settled it on the spot'),
  dispatched: text('{unit}交给{to}办理', '{unit} handed it to {to}'),
  advanced: text('{unit}报告了新进展', '{unit} reported progress'),
  advancedTo: text('{unit}推进到下一环节', '{unit} moved it on'),
  completed: text('{unit}处置完成', '{unit} finished the work'),
  replied: text('{unit}作出了答复', '{unit} answered'),
  rated: text('居民评价：{grade}', "The resident's grade: {grade}"),
  calledBack: text('{unit}电话回访：{grade}', '{unit} called back: {grade}'),
  reached: text('已接通', 'reached'),
  unreached: text('未接通，将再次回访', 'nobody reached; they will try again'),
  redone: text('居民不满意，由{to}重新办理', 'Not satisfied: {to} does it again'),
  reviewed: text('{unit}做了复盘', '{unit} reviewed it'),
  closed: text('{unit}办结了此事', '{unit} closed it'),
  takenOver: text('{unit}接管办理', '{unit} took it over'),
  returned: text('{unit}退回，现由{to}负责', '{unit} returned it; {to} is responsible now'),
  arbitrated: text('{unit}裁定由{to}办理', '{unit} decided that {to} handles it'),
  reassigned: text('{unit}改派给{to}办理', '{unit} gave it to {to}'),
  escalated: text('{unit}提请上级{to}协调', '{unit} asked {to} above it to step in'),
  urged: text('{unit}催办', '{unit} urged it on'),
  supervised: text('{unit}督办，亮{card}', '{unit} supervises it: {card}'),
  supervisionReplied: text('{unit}回复了督办', '{unit} answered the supervision'),
  extensionRequested: text('{unit}申请延长时限', '{unit} asked for more time'),
  extensionApproved: text('{unit}同意延长时限', '{unit} granted more time'),
  extensionRefused: text('{unit}不同意延长时限', '{unit} refused more time'),
  suspensionRequested: text('{unit}申请暂停办理', '{unit} asked to suspend it'),
  suspended: text('{unit}同意暂停办理，到{until}恢复', '{unit} suspended it until {until}'),
  suspensionRefused: text('{unit}不同意暂停办理', '{unit} refused to suspend it'),
  resumed: text('恢复办理', 'Work goes on'),
  reopened: text('重新办理，由{to}负责', 'Opened again; {to} is responsible'),
  withdrawn: text('居民撤回了诉求', 'The resident withdrew the request'),
  noted: text('{unit}补充了说明', '{unit} added a note'),
  attached: text('{unit}补充了 {n} 份材料', '{unit} added files: {n}'),
  reminded: text('系统提醒：快到时限了', 'Reminder: the time limit is near'),
  remindedAgain: text('系统再次提醒：超时仍未办完', 'Reminder: the time is over and it is not done'),
  markedOverdue: text('超过了承诺的时限', 'The promised time has passed'),
  raised: text('超时未办，已报上级{to}督促', 'Too late: raised to {to}'),
  cardRaised: text('督办逾期未回复，升为红牌', 'Supervision unanswered: raised to a red card'),
  calendarAdopted: text('工作日历变更，时限重新推算', 'The calendar changed; deadlines were derived again'),
  archived: text('已归档', 'Archived'),
  resident: text('居民', 'The resident'),
  system: text('系统', 'The system'),
  another: text('有关单位', 'another unit'),
};

/** What a resident hears of; of notes and files only their own. */
const forResidents: ReadonlySet<Told['type']> = new Set([
  'received',
  'verified',
  'resolvedOnSpot',
  'dispatched',
  'advanced',
  'completed',
  'replied',
  'calledBack',
  'redone',
  'closed',
  'takenOver',
  'returned',
  'arbitrated',
  'reassigned',
  'escalated',
  'extensionApproved',
  'suspended',
  'resumed',
  'reopened',
  'withdrawn',
  'markedOverdue',
  'raised',
  'archived',
]);

export const hears = (reader: Reader, { type, authority }: Pick<Told, 'type' | 'authority'>): boolean =>
  reader === 'staff' || forResidents.has(type) || authority.basis === 'receipt';

/** Names of units, as far as the events and the case tell them. */
export const namesIn = (
  events: readonly Told[],
  seen?: Pick<Schemas['Case'], 'responsible' | 'area' | 'areaName' | 'handler'>,
): ReadonlyMap<string, string> =>
  new Map([
    ...events.flatMap(({ unit, authority }): [string, string][] => [
      [unit.unit, unit.name],
      [authority.unit, authority.name],
    ]),
    ...(seen
      ? ([
          [seen.area, seen.areaName],
          [seen.responsible.unit, seen.responsible.name],
          ...(seen.handler ? [[seen.handler.unit, seen.handler.name]] : []),
        ] as [string, string][])
      : []),
  ]);

const gradeOf = (input: Record<string, unknown> | undefined, say: Say): string => {
  const grade = input?.satisfaction as keyof typeof satisfactionWords | undefined;
  if (grade !== undefined && grade in satisfactionWords) return say(satisfactionWords[grade]);
  return say(input?.result === 'unreached' ? words.unreached : words.reached);
};

/** One event as a sentence. */
export const tellEvent = (event: Told, names: ReadonlyMap<string, string>, language: Language): string => {
  const say = sayIn(language);
  const data = event.data as {
    input?: Record<string, unknown>;
    transition?: { responsible: string } | null;
    to?: string;
    unit?: string;
    until?: string;
    card?: 'yellow' | 'red';
    attachments?: unknown[];
    next?: unknown;
  };
  const to = data.to ?? data.unit ?? data.transition?.responsible;
  const unit = { duty: event.authority.name, receipt: say(words.resident), system: say(words.system) }[
    event.authority.basis
  ];
  const rated = event.type === 'calledBack' && event.authority.basis === 'receipt';
  const moved = event.type === 'advanced' && data.transition != null;
  const again = event.type === 'reminded' && data.next !== undefined;
  return say(rated ? words.rated : moved ? words.advancedTo : again ? words.remindedAgain : words[event.type], {
    unit,
    to: (to !== undefined && names.get(to)) || say(words.another),
    grade: gradeOf(data.input, say),
    card: data.card ? say(cardWords[data.card]) : '',
    until: data.until !== undefined ? spokenTime(data.until, language) : '',
    n: data.attachments?.length ?? 0,
  });
};

/** What was written with it, in the order of its form; the reason last. */
export const writtenIn = ({ texts, reason }: Pick<Told, 'texts' | 'reason'>): string[] =>
  [...Object.values(texts), reason].filter((said): said is string => said !== null && said !== '');
