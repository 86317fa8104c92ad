// The derivation of a deadline, line by line and in Chinese: what anybody needs to check it with a calendar in the hand.
// It tells the same walk that computes the deadline (`stretches.ts`), so the two always agree.
import type { Clock, Derivation, DerivationLine, TimeLimit, WorkingCalendar } from '../contract/calendar.ts';
import { type DayFacts, dateOf, dayAt, factsOf } from './calendar.ts';
import { isPaused, type Stretch, stretchesOf, type Walked, walkStretches } from './stretches.ts';
import { countsDays, HOUR, type Piece } from './walk.ts';

const unitNames = { hour: '小时', workingHour: '工作时', workingDay: '工作日', calendarDay: '自然日' } as const;

const limitText = ({ amount, unit, rule }: TimeLimit): string =>
  `${amount} ${unitNames[unit]}${rule === '' ? '' : `（${rule}）`}`;

const instant = (ms: number): string => new Date(ms).toISOString();

/**
 * How a clock came to its deadline: the start, each span that did or did not count and why, pauses, extensions with who approved them,
 * the deadline. `amount` of a counted line is in the unit of its stretch (the limit or the extension); unless the clock is paused,
 * the amounts sum to the limit and its extensions. `due` equals `dueOf(clock, calendar).due`.
 * @throws CaseFailure as `dueOf`
 */
export const derivation = (clock: Clock, calendar: WorkingCalendar): Derivation => {
  const tellers = stretchesOf(clock).map(({ limit }) => tellerOf(limit, calendar));
  const walked = walkStretches(clock, calendar, (index, piece) => tellers[index]?.tell(piece));
  const paused = isPaused(clock);
  const deadline = walked.at(-1)?.deadline ?? null;
  const provisional = !paused && walked.some((stretch) => stretch.provisional);
  const lines = [
    ...walked.flatMap((stretch, index) => [openingOf(stretch), ...(tellers[index]?.lines ?? [])]),
    ...unreached(clock, walked),
    ...(deadline === null ? [] : [mark(deadline, provisional ? '截止（该年工作日安排尚未发布，暂定）' : '截止')]),
  ];
  return {
    clock: clock.name,
    limit: clock.limit,
    startedAt: clock.startedAt,
    calendar: { name: calendar.name, version: calendar.version, notices: noticesOf(clock, calendar, lines) },
    lines: withPauses(lines, clock),
    due: paused || deadline === null ? null : instant(deadline),
    provisional,
  };
};

const mark = (at: number, why: string): DerivationLine => ({
  from: instant(at),
  to: instant(at),
  effect: 'mark',
  amount: 0,
  why,
});

/** The line that opens a stretch. */
const openingOf = ({ stretch, from }: Walked): DerivationLine => mark(from, openingText(stretch));

const openingText = ({ limit, approvedBy }: Stretch): string =>
  approvedBy === null
    ? `起算，时限 ${limitText(limit)}`
    : `延期 ${limitText(limit)}，由 ${approvedBy} 批准，自原截止时间续算`;

/** Extensions of a paused clock that the walk could not come to yet. */
const unreached = (clock: Clock, walked: readonly Walked[]): DerivationLine[] =>
  stretchesOf(clock)
    .slice(walked.length)
    .map((stretch) => mark(Date.parse(clock.pauses.at(-1)?.from ?? clock.startedAt), openingText(stretch)));

/** Adds when the clock was stopped and went on, each ahead of the lines that begin there. */
const withPauses = (lines: readonly DerivationLine[], { pauses }: Clock): DerivationLine[] => {
  const marks = pauses.flatMap(({ from, to }) => [
    mark(Date.parse(from), to === null ? '挂起，恢复后重新推算截止时间' : '挂起'),
    ...(to === null ? [] : [mark(Date.parse(to), '恢复计时')]),
  ]);
  const [opening, ...rest] = lines;
  const inOrder = [...marks, ...rest].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  return opening ? [opening, ...inOrder] : inOrder;
};

/** The notices of the published years that the lines touch; hours on the wall rest on none. */
const noticesOf = (clock: Clock, calendar: WorkingCalendar, lines: readonly DerivationLine[]): string[] => {
  if (stretchesOf(clock).every(({ limit }) => limit.unit === 'hour')) return [];
  const yearOf = (at: string): string => dateOf(dayAt(calendar, Date.parse(at))).slice(0, 4);
  const years = new Set(lines.flatMap(({ from, to }) => [yearOf(from), yearOf(to)]));
  return [...years].sort().flatMap((year) => calendar.years[year]?.notice ?? []);
};

interface Teller {
  readonly lines: DerivationLine[];
  tell(piece: Piece): void;
}

/** Turns the pieces of one stretch into lines; neighbours that say the same become one line. */
const tellerOf = (limit: TimeLimit, calendar: WorkingCalendar): Teller => {
  const lines: DerivationLine[] = [];
  let days = 0;
  return {
    lines,
    tell(piece) {
      if (piece.from === piece.to) return;
      const counted = piece.why === 'counted';
      if (counted && countsDays(limit)) days += 1;
      const line: DerivationLine = {
        from: instant(piece.from),
        to: instant(piece.to),
        effect: counted ? 'counted' : 'excluded',
        amount: counted ? (countsDays(limit) ? 1 : (piece.to - piece.from) / HOUR) : 0,
        why: whyText(piece, limit, days, calendar),
      };
      const last = lines.at(-1);
      if (!counted && last && last.why === line.why && last.to === line.from) last.to = line.to;
      else lines.push(line);
    },
  };
};

const whyText = (piece: Piece, limit: TimeLimit, days: number, calendar: WorkingCalendar): string => {
  const day = dayAt(calendar, piece.from);
  const date = dateOf(day);
  const facts = factsOf(calendar, day);
  switch (piece.why) {
    case 'counted':
      return countedText(date, facts, limit, days);
    case 'startDay':
      return `${date} 开始的当日不计入（《民法典》第二百零一条第一款）`;
    case 'dayOff':
      return `${date} ${facts.why}`;
    case 'rolled':
      return `${date} ${facts.why}，期间的最后一日顺延（《民法典》第二百零三条第一款）`;
    case 'night':
      return '下班时间';
    case 'lunch':
      return `${date} 午休`;
    case 'paused':
      return countsDays(limit) ? `${date} ${facts.working ? '' : `${facts.why}，`}挂起` : '挂起';
  }
};

const countedText = (date: string, facts: DayFacts, { unit }: TimeLimit, days: number): string => {
  const madeUp = facts.working && facts.why.endsWith('上班');
  const unusual = !facts.published ? '（该年安排未发布，按平常周推算）' : madeUp ? `（${facts.why}）` : '';
  switch (unit) {
    case 'hour':
      return '计时';
    case 'workingHour':
      return `${date} 工作时间${unusual}`;
    case 'workingDay':
      return `${date} 第 ${days} 个工作日${unusual}`;
    case 'calendarDay':
      return `${date} 第 ${days} 日`;
  }
};
