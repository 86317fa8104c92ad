// Time limits and ladders: whole days, within what calendars are published for, rungs that rise, and no step longer than the case.
import type { Ladder, TimeLimit } from '../../contract/calendar.ts';
import { type ByUrgency, type CaseTypeDefinition, forUrgency, urgencies } from '../../contract/case-type.ts';
import { at, type Finding } from './finding.ts';

export const checkLimits = (definition: CaseTypeDefinition): Finding[] => [
  ...limitsOf(definition).flatMap((limit) => [...wholeDays(limit), ...withinCalendars(limit)]),
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
  ...variants(ladder, at('ladder')).flatMap(({ value: { raises, again }, path }) => [
    ...raises.map((raise, i) => ({ value: raise, path: `${path}/raises/${i}` })),
    ...(again ? [{ value: again, path: `${path}/again` }] : []),
  ]),
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

/**
 * The longest limit in each unit that goes by a calendar, almost a year: in any month a calendar covers that much ahead, since the year
 * after the last published one is covered provisionally (ADR 3). Hours on the wall need no calendar.
 */
const longest: Partial<Record<TimeLimit['unit'], number>> = { calendarDay: 360, workingDay: 240, workingHour: 1920 };

/** A step's limit and the raises after it run one after the other, so each has half of what a calendar covers. */
const isShared = (path: string): boolean => path.startsWith('/steps/') || path.startsWith('/ladder');

const unitNames: Record<TimeLimit['unit'], readonly [zh: string, en: string]> = {
  hour: ['小时', 'hours'],
  workingHour: ['工作时', 'working hours'],
  workingDay: ['工作日', 'working days'],
  calendarDay: ['自然日', 'calendar days'],
};

const withinCalendars = ({ value: { amount, unit }, path }: Placed<TimeLimit>): Finding[] => {
  const covered = longest[unit];
  if (covered === undefined) return [];
  const most = isShared(path) ? covered / 2 : covered;
  if (amount <= most) return [];
  const [zh, en] = unitNames[unit];
  return [
    {
      code: 'LimitTooLong',
      path,
      zh: `${amount} ${zh}超出工作日历可推算的范围，事项将无法立案，请改为 ${most} ${zh}以内，确需更久的用延期。`,
      en: `${amount} ${en} reach beyond the published calendars, and no case could open; allow ${most} at most, and extend where more is needed.`,
    },
  ];
};

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
