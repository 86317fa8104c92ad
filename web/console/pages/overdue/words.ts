// The overdue board's texts.
import { text } from '../../../shared/language.ts';
import type { Slip } from './search.ts';

export const slipWords: Readonly<Record<Slip | 'open', ReturnType<typeof text>>> = {
  open: text('在办', 'Open'),
  overdue: text('超期', 'Overdue'),
  today: text('今日到期', 'Due today'),
  soon: text('一个工作日内到期', 'Due in a working day'),
  replyOverdue: text('督办回复超期', 'Reply overdue'),
  red: text('红牌未回复', 'Red cards open'),
  yellow: text('黄牌未回复', 'Yellow cards open'),
  raised: text('已逐级上提', 'Raised'),
};

/** The same in a narrow column. */
export const shortSlipWords: typeof slipWords = {
  ...slipWords,
  today: text('今日', 'Today'),
  soon: text('临期', 'Soon'),
  replyOverdue: text('欠回复', 'No reply'),
  red: text('红牌', 'Red'),
  yellow: text('黄牌', 'Yellow'),
  raised: text('上提', 'Raised'),
};

/** By the number of the rung. */
export const rungWords = [
  text('未到提醒', 'None yet'),
  text('已提醒', 'Reminded'),
  text('已超期', 'Overdue'),
  text('上提 1 级', 'Raised 1'),
  text('上提 2 级', 'Raised 2'),
  text('上提 3 级以上', 'Raised 3+'),
];

export const words = {
  title: text('督办', 'Overdue board'),
  asOf: text('{time} 数据，实时更新', 'As of {time}, live'),
  asOfPolled: text('{time} 数据，每半分钟更新', 'As of {time}, every half minute'),
  rehearsals: text('演练数据', 'Rehearsals'),
  rehearsalNote: text(
    '演练：以下都是演练事项，不计入统计，时间以各事项自己的最近一次进展为准。',
    'Rehearsal: none of these cases is real or counted; each is judged at its own last event.',
  ),
  export: text('导出 CSV', 'Export CSV'),
  exporting: text('正在导出 {n} 件…', 'Exporting {n}…'),
  exportFailed: text('导出失败：{why}', 'The export failed: {why}'),
  figures: text('重点指标', 'Key figures'),
  ofOpen: text('占在办 {share}', '{share} of open'),
  untilToday: text('今日 24:00 前', 'before midnight'),
  until: text('{at} 前', 'before {at}'),
  ownTime: text('按各事项自己的时间', "by each case's own time"),
  replyOwed: text('承办单位欠督办回复', 'the unit owes its answer'),
  waiting: text('等待承办单位回复', "awaiting the unit's answer"),
  byLadder: text('按时限逐级上提', 'by the ladder'),
  units: text('责任单位', 'Responsible units'),
  unit: text('单位', 'Unit'),
  way: text('单位层级', 'Way down the tree'),
  ownRow: text('{name}（本级）', '{name} itself'),
  outsideRow: text('由其他单位负责', 'Answered for elsewhere'),
  nobodyOnDuty: text('无人值班', 'Nobody on duty'),
  ladder: text('阶梯', 'Ladder'),
  ladderOf: text('未到提醒 {a}，已提醒 {b}，超期 {c}，上提 {d}', 'none yet {a}, reminded {b}, overdue {c}, raised {d}'),
  noUnits: text('没有在办事项', 'No open cases'),
  level: text('层级', 'Level'),
  all: text('全部', 'All'),
  cases: text('事项清单', 'Cases'),
  casesOf: text('{unit} · {what}', '{unit} · {what}'),
  anything: text('需关注的事项', 'whatever needs attention'),
  total: text('共 {n} 件', '{n} in all'),
  more: text('载入更多', 'Load more'),
  reload: text('刷新', 'Refresh'),
  clear: text('清除筛选', 'Clear filters'),
  noCases: text('没有需要督办的事项', 'Nothing needs you here'),
  noCasesHow: text(
    '没有超期、临期或待回复的牌。其他筛选条件下可能有。',
    'Nothing is overdue, soon or carries a card; other filters may show some.',
  ),
  showRehearsals: text('查看演练数据', 'Show rehearsals'),
  rehearsalsHow: text(
    '演练事项的时间可以快进，可在此查看督办阶梯如何运作。',
    'The time of rehearsals may be skipped: they show the ladder at work.',
  ),
  time: text('时限', 'Deadline'),
  kase: text('事项', 'Case'),
  who: text('责任单位与值班', 'Who answers'),
  standing: text('阶梯与牌', 'Ladder and cards'),
  acts: text('处理', 'Step in'),
  select: text('选择 {caseNo}', 'Select {caseNo}'),
  selectAll: text('选择全部已显示的事项', 'Select all that are shown'),
  noDeadline: text('无时限', 'No deadline'),
  handler: text('协同承办 {name}', 'with {name}'),
  replied: text('已回复', 'answered'),
  owed: text('待回复', 'unanswered'),
  owedLate: text('回复超期', 'answer overdue'),
  replyBy: text('回复时限 {at}', 'Answer due {at}'),
  byUnit: text('{name} 督办', 'by {name}'),
  raisedBy: text('上提 {n} 级', 'Raised {n}'),
  actOn: text('{action} {caseNo}', '{action} {caseNo}'),
};
