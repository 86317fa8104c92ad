// What a calendar must keep to when it is published. Cases carry the version that they follow for months: a rule that came after it must
// never stop them, so these are asked at the door only, and `WorkingCalendar` says no more than what a calendar is.
import { type CalendarYear, WorkingCalendar } from './calendar.ts';
import { PlainText } from './fields.ts';

/** Characters: of a notice, of a day's name, and of all years, which travel with each case. A year of the State Council's takes two thousand. */
const most = { notice: 500, name: 100, years: 100_000 };

/** Working spans that follow each other. */
export const Hours = WorkingCalendar.shape.hours.superRefine((spans, context) => {
  for (const [i, { from, to }] of spans.entries()) {
    if (from < to && from >= (spans[i - 1]?.to ?? '')) continue;
    context.addIssue({
      code: 'custom',
      path: [i],
      message: '每段须止晚于起，后一段在前一段之后 a span ends after it begins, and begins after the one before',
    });
  }
});

const isLong = ({ notice, off, work }: CalendarYear): boolean =>
  notice.length > most.notice || [...off, ...work].some(({ name }) => name.length > most.name);

const isPlain = ({ notice, off, work }: CalendarYear): boolean =>
  [notice, ...[...off, ...work].map(({ name }) => name)].every((text) => PlainText.safeParse(text).success);

const Years = WorkingCalendar.shape.years.superRefine((years, context) => {
  if (JSON.stringify(years).length > most.years) {
    context.addIssue({
      code: 'custom',
      message: '日期太多，请只留在用的年度 too many days; keep the years that are in use',
    });
  }
  for (const [year, arrangement] of Object.entries(years)) {
    if (isLong(arrangement)) {
      context.addIssue({
        code: 'custom',
        path: [year],
        message: `文号至多 ${most.notice} 字，日期名称至多 ${most.name} 字 a notice has ${most.notice} characters at most, a day's name ${most.name}`,
      });
    }
    if (!isPlain(arrangement)) {
      context.addIssue({
        code: 'custom',
        path: [year],
        message: '文号或日期名称含有无法保存的字符 a notice or a day’s name holds characters that cannot be stored',
      });
    }
  }
});

export const NewCalendar = WorkingCalendar.extend({ hours: Hours, years: Years });

/**
 * The first year that a version lacks; null: none. Years follow each other, and reach from the present one to the last that cases count with
 * already: without one of them no deadline could be given in it.
 * @param followed the years of the version that cases follow now
 */
export const yearLeftOut = (
  years: object,
  { followed, present }: { followed: object; present: number },
): number | null => {
  const listed = Object.keys(years).map(Number);
  const first = Math.min(present, ...listed);
  const last = Math.max(present, ...listed, ...Object.keys(followed).map(Number));
  for (let year = first; year <= last; year += 1) if (!(year in years)) return year;
  return null;
};
