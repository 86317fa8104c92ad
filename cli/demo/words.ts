// Times, spans and events in Chinese words, for people who read a terminal.
import type { CaseAnswer, EventAnswer } from '../../api/schemas.ts';
import { inChina } from '../../platform/china-time.ts';
import type { EventType } from '../../workflows/contract/event.ts';
import type { Field } from '../../workflows/contract/fields.ts';

/** `11-23 09:30`, China time. */
export const clockTime = (instant: string): string => inChina(instant).toFormat('MM-dd HH:mm');

/** The next Monday to Friday after today, at `time`, by China's clocks. The hours before six belong to the day before. */
export const nextWeekday = (now: string, time: string): string => {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  let day = inChina(now).minus({ hours: 6 }).plus({ days: 1 });
  while (day.isWeekend) day = day.plus({ days: 1 });
  return day.set({ hour, minute, second: 0, millisecond: 0 }).toUTC().toISO() as string;
};

/** The two largest parts of a span: `2 天 3 小时`, `25 分`. */
export const span = (ms: number): string => {
  const minutes = Math.round(Math.abs(ms) / 60_000);
  const parts = [
    [Math.floor(minutes / 1440), '天'],
    [Math.floor(minutes / 60) % 24, '小时'],
    [minutes % 60, '分'],
  ] as const;
  const told = parts.filter(([amount]) => amount > 0).slice(0, 2);
  return told.length > 0 ? told.map(([amount, unit]) => `${amount} ${unit}`).join(' ') : '不到 1 分';
};

const phaseNames: Record<CaseAnswer['phase'], string> = {
  discovery: '发现',
  transfer: '流转',
  disposal: '处置',
  feedback: '反馈',
  review: '复盘',
};

const clockNames: Record<CaseAnswer['clocks'][number]['name'], string> = {
  case: '总时限',
  step: '环节时限',
  reply: '督办回复',
};

/** `处置·办理`: the phase, and the step where it is called otherwise. */
export const placeOf = ({ phase, stepLabel }: Pick<CaseAnswer, 'phase' | 'stepLabel'>): string =>
  stepLabel.zh === phaseNames[phase] ? stepLabel.zh : `${phaseNames[phase]}·${stepLabel.zh}`;

/** Where the case stands: phase and step, who answers for it, and each clock. */
export const standing = (state: CaseAnswer): string => {
  if (state.status !== 'open') return '已办结，时钟停止';
  const clocks = state.clocks.map(({ name, due, slackMs }) => {
    if (due === null || slackMs === null) return `${clockNames[name]} 暂停`;
    return `${clockNames[name]} ${clockTime(due)}（${slackMs < 0 ? '超' : '剩'} ${span(slackMs)}）`;
  });
  const handler = state.handler ? `，${state.handler.name}协同承办` : '';
  return `〔${placeOf(state)}〕${state.responsible.name}负责${handler} · ${clocks.join(' · ')}`;
};

/** What happened, by event; actions of a type's own are called by their label. */
const verbs: Record<EventType, string> = {
  received: '受理',
  verified: '核实',
  resolvedOnSpot: '当场办结',
  dispatched: '交办',
  advanced: '推进',
  completed: '处置完成',
  replied: '反馈',
  calledBack: '回访',
  redone: '重办',
  reviewed: '复盘',
  closed: '办结',
  takenOver: '接管',
  returned: '退回',
  arbitrated: '裁定',
  reassigned: '改派',
  escalated: '提级',
  urged: '催办',
  supervised: '督办',
  supervisionReplied: '督办回复',
  extensionRequested: '申请延期',
  extensionApproved: '同意延期',
  extensionRefused: '不同意延期',
  suspensionRequested: '申请挂起',
  suspended: '挂起',
  suspensionRefused: '不同意挂起',
  resumed: '恢复',
  reopened: '重启',
  withdrawn: '撤回',
  noted: '备注',
  attached: '补充材料',
  reminded: '提醒',
  markedOverdue: '标记超期',
  raised: '逐级上提',
  cardRaised: '升为红牌',
  calendarAdopted: '时限重算',
  archived: '归档',
};

/** An action as it was offered: its label and the fields of its form. */
export interface Offered {
  label: { zh: string };
  fields: Record<string, Field>;
}

/** Who did it: the person on duty, or the clock itself. */
export const who = ({ person, unit, authority }: EventAnswer): string =>
  authority.basis === 'system' ? '系统（到点自动）' : (person.name ?? unit.name);

/** The verb of an event and what there is to say about it, the reason last. */
export const deed = (event: EventAnswer, offered: ReadonlyMap<string, Offered>, names: ReadonlyMap<string, string>) => {
  const data = event.data as Data;
  const action = data.action === undefined ? undefined : offered.get(data.action);
  const inputs = Object.entries(action?.fields ?? {}).flatMap(([name, field]) => {
    const value = event.texts[name] ?? data.input?.[name];
    return value === undefined ? [] : [`${field.label.zh}：${inWords(field, value, names)}`];
  });
  const facts = [
    data.card && (data.card === 'red' ? '红牌' : '黄牌'),
    data.clock && data.due && `${clockNames[data.clock]}，应于 ${clockTime(data.due)}`,
    data.from && data.to && `${names.get(data.from) ?? data.from} → ${names.get(data.to) ?? data.to}`,
    data.contested && '退回过多，转共同上级裁定',
    event.reason && `理由：${event.reason}`,
  ].filter((fact) => typeof fact === 'string' && fact !== '');
  return { verb: action?.label.zh ?? verbs[event.type], details: [...inputs, ...facts] };
};

/** The parts of an event's body that are told. */
interface Data {
  action?: string;
  input?: Record<string, unknown>;
  card?: 'yellow' | 'red';
  clock?: keyof typeof clockNames;
  due?: string;
  from?: string;
  to?: string;
  contested?: boolean;
}

const inWords = (field: Field, value: unknown, names: ReadonlyMap<string, string>): string => {
  switch (field.kind) {
    case 'choice':
      return field.options.find((option) => option.value === value)?.label.zh ?? String(value);
    case 'unit':
      return names.get(String(value)) ?? String(value);
    case 'boolean':
      return value ? '是' : '否';
    case 'instant':
      return clockTime(String(value));
    case 'attachments':
      return `${(value as unknown[]).length} 件`;
    default:
      return String(value);
  }
};
