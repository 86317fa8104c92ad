// Time limits and ladders: whole days, rungs that rise, and no step longer than the case.
import type { Ladder, TimeLimit } from '../../contract/calendar.ts';
import { type ByUrgency, type CaseTypeDefinition, forUrgency, urgencies } from '../../contract/case-type.ts';
import { at, type Finding } from './finding.ts';

export const checkLimits = (definition: CaseTypeDefinition): Finding[] => [
  ...limitsOf(definition).flatMap(wholeDays),
  ...variants(definition.ladder, at('ladder')).flatMap(rising),
  ...stepsWithinCase(definition),
];

interface Placed<T> {
  value: T;
  path: string;
}

/** The one value for all urgencies, or each of the four. */
const variants = <T extends object>(value: ByUrgency<T>, path: string): Placed<T>[] =>
  'emergency' in value
    ? urgencies.map((urgency) => ({ value: forUrgency(value, urgency), path: `${path}/${urgency}` }))
    : [{ value: value as T, path }];

const limitsOf = ({
  limit,
  ladder,
  steps,
  supervisionReply,
  reopenWithin,
}: CaseTypeDefinition): Placed<TimeLimit>[] => [
  ...variants(limit, at('limit')),
  ...variants(ladder, at('ladder')).flatMap(({ value, path }) =>
    value.raises.map((raise, i) => ({ value: raise, path: `${path}/raises/${i}` })),
  ),
  ...Object.entries(steps).flatMap(([step, definition]) => variants(definition.limit, at('steps', step, 'limit'))),
  { value: supervisionReply, path: at('supervisionReply') },
  { value: reopenWithin, path: at('reopenWithin') },
];

const wholeDays = ({ value: { amount, unit }, path }: Placed<TimeLimit>): Finding[] =>
  (unit === 'workingDay' || unit === 'calendarDay') && !Number.isInteger(amount)
    ? [
        {
          code: 'DayFraction',
          path,
          zh: `按日计的时限须为整数，${amount} 日请改用工作时或小时。`,
          en: `Limits in days are whole; write ${amount} days in (working) hours.`,
        },
      ]
    : [];

const rising = ({ value: { raises }, path }: Placed<Ladder>): Finding[] =>
  raises.flatMap((raise, i): Finding[] => {
    const before = raises[i - 1];
    if (!before) return [];
    if (before.unit !== raise.unit) {
      return [
        {
          code: 'RaiseUnitsMixed',
          path: `${path}/raises/${i}`,
          zh: '同一阶梯的各级上提须用同一计时单位，否则无法比较先后，请统一。',
          en: 'The raises of one ladder share a unit, or their order is unknown; use one unit.',
        },
      ];
    }
    if (raise.amount > before.amount) return [];
    return [
      {
        code: 'RaisesNotAscending',
        path: `${path}/raises/${i}`,
        zh: '各级上提的时间须逐级增加，请按从小到大排列。',
        en: 'Each raise comes later than the one before; put them in ascending order.',
      },
    ];
  });

/** Comparable within one unit only: how many working days fit into 15 calendar days depends on the calendar. */
const stepsWithinCase = ({ limit, steps }: CaseTypeDefinition): Finding[] =>
  Object.entries(steps).flatMap(([step, definition]) =>
    urgencies
      .filter((urgency) => {
        const whole = forUrgency(limit, urgency);
        const part = forUrgency(definition.limit, urgency);
        return part.unit === whole.unit && part.amount > whole.amount;
      })
      .map((urgency) => ({
        code: 'StepLongerThanCase',
        path: at('steps', step, 'limit'),
        zh: `环节「${step}」的时限（${urgency}）比总时限还长，请缩短环节时限或放宽总时限。`,
        en: `The limit of the step "${step}" (${urgency}) exceeds that of the whole case; shorten it or lengthen the case's.`,
      })),
  );
