// Time limits and escalation ladders, as authors write them: `hours(2, '《…》')`. Every limit names the rule that it comes from.
import type { Ladder, LimitUnit, TimeLimit } from '../contract/calendar.ts';

/** Stands where no published rule is known: an example, to be replaced by the county's own. */
export const exampleRule = '示例规则';

const limitIn =
  (unit: LimitUnit) =>
  (amount: number, rule: string = exampleRule): TimeLimit => ({ amount, unit, rule });

/** 小时: on the wall clock, nights and holidays included. */
export const hours = limitIn('hour');
/** 工作时: within the calendar's working spans. */
export const workingHours = limitIn('workingHour');
/** 工作日: whole days. */
export const workingDays = limitIn('workingDay');
/** 自然日: whole days. */
export const days = limitIn('calendarDay');

/**
 * Reminds at the share `remindAt` (0 to 1) of the time used; raises one level at each of `raises` after the deadline, ascending, and on and
 * on each time that the last of them has passed once more, so that nothing that is overdue is left alone.
 */
export const ladder = (remindAt: number, ...raises: TimeLimit[]): Ladder => {
  const again = raises.at(-1);
  return { remindAt, raises, ...(again && { again }) };
};
