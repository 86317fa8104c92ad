// What a season came to, in Chinese words for whoever looks at it: the figures of the API beside those of the ledgers, and each case
// that is still open with who answers for it.
import type { CaseAnswer } from '../../../api/schemas.ts';
import { clockTime, placeOf } from '../words.ts';
import type { OpenReason } from './course.ts';
import { zone } from './figures.ts';
import type { Life } from './life.ts';
import type { Course } from './run.ts';

/** Of `GET /v1/stats/overview`. */
export interface Statistics {
  received: number;
  closed: number;
  closureRate: number | null;
  open: number;
  withResponsible: number;
  onTime: number;
  onTimeRate: number | null;
}

const percent = (share: number | null): string => (share === null ? '—' : `${(100 * share).toFixed(2)} %`);

const of = (part: number, whole: number): string => percent(whole > 0 ? part / whole : null);

/** The figures, one a line. */
export const figures = (stats: Statistics, { tally }: Course): string[] => [
  `  受理 received        ${pad(stats.received)}`,
  `  办结 closed          ${pad(stats.closed)}   办结率 closure rate ${percent(stats.closureRate)}（示范区同期 the zone: ${percent(zone.closedShare)}）`,
  `  按期办结 on time     ${pad(stats.onTime)}   按期率 ${percent(stats.onTimeRate)}`,
  `  化解纠纷 settled     ${pad(tally.settled)}   矛盾纠纷达成协议 disputes with an agreement`,
  `  满意 satisfied       ${pad(tally.satisfied)}   回访满意率 ${of(tally.satisfied, tally.calledBack)}`,
  `  超期 overdue         ${pad(tally.overdue)}   逐级上提 raised ${tally.raised} · 督办 supervised ${tally.supervised}`,
  `  退回 returned        ${pad(tally.returned)}   上级裁定 arbitrated ${tally.arbitrated} · 提级 escalated ${tally.escalated}`,
  `  延期 extended        ${pad(tally.extended)}   挂起 suspended ${tally.suspended}`,
  `  不满意 dissatisfied  ${pad(tally.dissatisfied)}   重办 redone ${tally.redone} · 重启 reopened ${tally.reopened}`,
  `  未办结 open          ${pad(stats.open)}   均有责任单位 each with a responsible party: ${stats.withResponsible}`,
  `  台账 ledger          ${pad(tally.events)}   条，逐案首尾相扣 events, each trail unbroken`,
];

const pad = (figure: number): string => String(figure).padStart(7);

const reasons: Record<OpenReason, string> = {
  suspended: '挂起：等资金或汛期',
  extended: '已批延期，办理中',
  contested: '多次退回，待上级裁定',
  working: '办理中',
  raised: '超期上提，督办中',
  mediating: '调解中，待下次调解会',
};

/** The open cases as a table: number, where it stands, who answers for it, until when, and why it is open. */
export const openCases = (open: readonly Life[]): string[] => {
  if (open.length === 0) return ['  没有未办结的事项。Nothing is open.'];
  const rows = open.map(({ state, request, ended }) => [
    state.caseNo,
    placeOf(state),
    state.responsible.name,
    deadlineOf(state),
    ended && request.course.staysOpen ? reasons[request.course.staysOpen] : '中断时办理中',
  ]);
  const heads = ['编号', '环节', '责任单位', '时限', '为何未办结'];
  const widths = heads.map((_, column) => Math.max(...[heads, ...rows].map((row) => widthOf(row[column] as string))));
  return [heads, ...rows].map(
    (row) =>
      `  ${row
        .map((cell, column) => cell + ' '.repeat((widths[column] as number) - widthOf(cell)))
        .join('  ')
        .trimEnd()}`,
  );
};

/** The step's deadline, or the end of its standstill. */
const deadlineOf = ({ suspension, clocks }: CaseAnswer): string => {
  if (suspension) return `挂起至 ${clockTime(suspension.until)}`;
  const step = clocks.find(({ name }) => name === 'step');
  if (!step?.due) return '—';
  return `${clockTime(step.due)}${step.overdue ? ' 已超' : ''}`;
};

/** Columns on a terminal: a Chinese character takes two. */
const widthOf = (text: string): number => [...text].reduce((sum, letter) => sum + (letter > '\u2e7f' ? 2 : 1), 0);
