// Each static check finds its fault, at its place; a sound type has none. Faults are made by changing one thing of a starter type.
import { expect, test } from 'vitest';
import { z } from 'zod';
import { generalRequest } from '../case-types/general-request/index.ts';
import { type ActionDefinition, CaseTypeDefinition, type StepDefinition } from '../contract/case-type.ts';
import type { Field } from '../contract/fields.ts';
import { checkFlow } from './checks/flow.ts';
import { checkNames } from './checks/names.ts';
import { shapes } from './checks/schema.ts';
import { checkCaseType, days, hours, ladder, unit, workingDays, workingHours } from './index.ts';

/** A copy of a sound definition with one thing changed. */
const withFault = (change: (definition: CaseTypeDefinition) => void): CaseTypeDefinition => {
  const copy = JSON.parse(JSON.stringify(generalRequest)) as CaseTypeDefinition;
  change(copy);
  return copy;
};

const stepOf = (definition: CaseTypeDefinition, name: string): StepDefinition =>
  definition.steps[name] as StepDefinition;

const actionOf = (definition: CaseTypeDefinition, step: string, action: string): ActionDefinition =>
  stepOf(definition, step).actions[action] as ActionDefinition;

const codesAndPaths = (definition: unknown): string[] =>
  checkCaseType(definition).map(({ code, path }) => `${code} ${path}`);

const faults: [string, (definition: CaseTypeDefinition) => void, string[]][] = [
  [
    'a route to a step that does not exist',
    (d) => actionOf(d, 'reply', 'reply').routes.splice(0, 1, { to: 'nowhere' }),
    ['UnknownStep /steps/reply/actions/reply/routes/0/to'],
  ],
  [
    'an unknown initial step',
    (d) => {
      d.initial = 'nowhere';
    },
    ['UnknownStep /initial'],
  ],
  [
    'a type that cannot be closed',
    (d) => {
      delete stepOf(d, 'review').actions.close;
    },
    Object.keys(generalRequest.steps).map((step) => `NoWayToClose /steps/${step}`),
  ],
  [
    'a way to close past every reply',
    (d) => {
      actionOf(d, 'handling', 'complete').routes = [{ to: 'review' }];
    },
    ['ClosesUnanswered /steps/review/actions/close'],
  ],
  [
    'a beginning outside discovery',
    (d) => {
      d.initial = 'assign';
    },
    ['InitialPhase /steps/assign/phase', 'UnreachableStep /steps/verify'],
  ],
  [
    'an initial owner from an input that reception does not have',
    (d) => {
      stepOf(d, 'verify').owner = { bySource: { grid: { input: 'unit' } }, otherwise: { area: 'county' } };
    },
    ['InitialOwner /steps/verify/owner'],
  ],
  [
    'a missing phase',
    (d) => {
      stepOf(d, 'assign').phase = 'discovery';
    },
    ['PhaseMissing /steps'],
  ],
  [
    'a completion in transfer',
    (d) => {
      stepOf(d, 'assign').actions.complete = actionOf(d, 'handling', 'complete');
    },
    ['KindOutOfPhase /steps/assign/actions/complete/kind'],
  ],
  [
    'a closing outside review',
    (d) => {
      stepOf(d, 'rework').actions.close = actionOf(d, 'review', 'close');
    },
    ['KindOutOfPhase /steps/rework/actions/close/kind'],
  ],
  [
    'a dispatch in review',
    (d) => {
      stepOf(d, 'review').actions.dispatch = actionOf(d, 'assign', 'dispatch');
    },
    ['KindOutOfPhase /steps/review/actions/dispatch/kind'],
  ],
  [
    'a completion that leads nowhere',
    (d) => {
      actionOf(d, 'handling', 'complete').routes = [];
    },
    [
      'NoWayToClose /steps/assign',
      'NoWayToClose /steps/handling',
      'MustLeadOn /steps/handling/actions/complete/routes',
    ],
  ],
  [
    'a closing that leads on',
    (d) => {
      actionOf(d, 'review', 'close').routes = [{ to: 'assign' }];
    },
    ['CloseLeadsOn /steps/review/actions/close/routes'],
  ],
  [
    'a dispatch without a unit',
    (d) => {
      actionOf(d, 'assign', 'dispatch').fields = { company: unit(['单位', 'Unit']) };
    },
    ['DispatchUnit /steps/assign/actions/dispatch/fields', 'OwnerInput /steps/assign/actions/dispatch/routes/0'],
  ],
  [
    'a dispatch to a step that its receiver does not own',
    (d) => {
      actionOf(d, 'handling', 'dispatch').routes = [{ to: 'reply' }];
    },
    ['DispatchOwner /steps/handling/actions/dispatch/routes/0'],
  ],
  [
    'a call-back that lacks a grade',
    (d) => {
      const { satisfaction } = actionOf(d, 'callAgain', 'callBack').fields;
      if (satisfaction?.kind === 'choice') satisfaction.options.splice(0, 1);
    },
    ['CallBackFields /steps/callAgain/actions/callBack/fields/satisfaction'],
  ],
  [
    'a call-back without a result',
    (d) => {
      delete actionOf(d, 'callAgain', 'callBack').fields.result;
    },
    ['CallBackFields /steps/callAgain/actions/callBack/fields/result'],
  ],
  [
    'a route after the unconditional one',
    (d) => {
      actionOf(d, 'verify', 'verify').routes.push({ to: 'assign' });
    },
    ['RouteAfterOtherwise /steps/verify/actions/verify/routes/1'],
  ],
  [
    'conditions without an otherwise',
    (d) => {
      actionOf(d, 'callAgain', 'callBack').routes.splice(1, 1);
    },
    ['NoOtherwise /steps/callAgain/actions/callBack/routes'],
  ],
  [
    'a condition on a field that the action lacks',
    (d) => {
      actionOf(d, 'handling', 'complete').routes.unshift({ when: { field: 'toString', is: ['yes'] }, to: 'reply' });
    },
    ['RouteField /steps/handling/actions/complete/routes/0/when/field'],
  ],
  [
    'a condition on an option that the field lacks',
    (d) => {
      actionOf(d, 'handling', 'complete').routes.unshift({ when: { field: 'solved', is: ['never'] }, to: 'reply' });
    },
    ['RouteValue /steps/handling/actions/complete/routes/0/when/is'],
  ],
  [
    'an owner from a field that may be left out',
    (d) => {
      actionOf(d, 'handling', 'progress').routes = [{ to: 'handling' }];
    },
    ['OwnerInput /steps/handling/actions/progress/routes/0'],
  ],
  [
    'an option twice',
    (d) => {
      const { solved } = actionOf(d, 'handling', 'complete').fields;
      if (solved?.kind === 'choice') solved.options.push({ value: 'solved', label: { zh: '好', en: 'Good' } });
    },
    ['DuplicateOption /steps/handling/actions/complete/fields/solved/options'],
  ],
  [
    'a category twice',
    (d) => {
      d.categories.push('general');
    },
    ['DuplicateCategory /categories'],
  ],
  [
    'a type and a category named like properties of every object',
    (d) => {
      d.name = 'constructor';
      d.categories.push('toString');
    },
    ['ReservedName /name', `ReservedName /categories/${generalRequest.categories.length}`],
  ],
  [
    'a field named like part of the command',
    (d) => {
      actionOf(d, 'handling', 'progress').fields.reason = unit(['单位', 'Unit']);
    },
    ['ReservedName /steps/handling/actions/progress/fields/reason'],
  ],
  [
    'an action named like a property of every object',
    (d) => {
      Object.assign(stepOf(d, 'handling').actions, { constructor: actionOf(d, 'handling', 'progress') });
    },
    ['ReservedName /steps/handling/actions/constructor'],
  ],
  [
    'an action named like a standing one',
    (d) => {
      stepOf(d, 'handling').actions.escalate = actionOf(d, 'handling', 'progress');
    },
    ['StandingName /steps/handling/actions/escalate'],
  ],
  [
    'an integer whose bounds are crossed',
    (d) => {
      actionOf(d, 'handling', 'progress').fields.percent = {
        kind: 'integer',
        label: { zh: '进度', en: 'Done' },
        required: true,
        min: 100,
        max: 0,
      };
    },
    ['IntegerBounds /steps/handling/actions/progress/fields/percent'],
  ],
  [
    'raises that do not rise',
    (d) => {
      d.ladder = ladder(0.8, hours(2), hours(2));
    },
    ['RaisesNotAscending /ladder/raises/1'],
  ],
  [
    'raises in different units',
    (d) => {
      d.ladder = ladder(0.8, hours(2), workingDays(1));
    },
    ['RaiseUnitsMixed /ladder/raises/1'],
  ],
  [
    'a step longer than the case',
    (d) => {
      stepOf(d, 'assign').limit = days(8);
    },
    ['StepLongerThanCase /steps/assign/limit'],
  ],
  [
    'a limit beyond all published calendars',
    (d) => {
      d.limit = workingDays(3650);
    },
    ['LimitTooLong /limit'],
  ],
  [
    'a window that no calendar covers, and a step’s limit',
    (d) => {
      d.reopenWithin = days(361);
      d.ladder = ladder(0.8, days(180), days(181));
      stepOf(d, 'assign').limit = workingHours(961);
    },
    [
      'LimitTooLong /ladder/raises/1',
      'LimitTooLong /ladder/again',
      'LimitTooLong /steps/assign/limit',
      'LimitTooLong /reopenWithin',
    ],
  ],
  [
    'half a day',
    (d) => {
      d.reopenWithin = days(1.5);
    },
    ['DayFraction /reopenWithin'],
  ],
];

test.each(faults)('finds %s', (_, change, expected) => {
  expect(codesAndPaths(withFault(change))).toEqual(expected);
});

/** A field whose form takes some `bytes`. */
const wide = (bytes: number): Field => ({
  kind: 'choice',
  label: { zh: '宽', en: 'Wide' },
  required: false,
  options: Array.from({ length: Math.ceil(bytes / 1000) }, (_, i) => ({
    value: `option${i}`,
    label: { zh: '字'.repeat(150), en: 'x'.repeat(488) },
  })),
});

const outOfBounds: typeof faults = [
  [
    'a label that fills a book',
    (d) => {
      d.label = { zh: '字'.repeat(501), en: 'Long' };
    },
    ['TextTooLong /label/zh'],
  ],
  [
    'characters that neither a database nor a hash can hold',
    (d) => {
      d.label = { zh: '求\u0000助', en: 'Half of one \ud83d' };
      d.supervisionReply = { ...d.supervisionReply, rule: '示例\u0000' };
    },
    ['TextUnstorable /label/zh', 'TextUnstorable /label/en', 'TextUnstorable /supervisionReply/rule'],
  ],
  [
    'a text that nobody sees',
    (d) => {
      d.label = { zh: ' \u200b', en: '\u202e' };
      d.supervisionReply = { ...d.supervisionReply, rule: '' };
    },
    ['TextBlank /label/zh', 'TextBlank /label/en', 'TextBlank /supervisionReply/rule'],
  ],
  [
    'more options than anybody reads',
    (d) => {
      actionOf(d, 'handling', 'progress').fields.which = wide(101_000);
    },
    ['TooMany /steps/handling/actions/progress/fields/which/options'],
  ],
  [
    'more fields than anybody fills in',
    (d) => {
      const { fields } = actionOf(d, 'handling', 'progress');
      for (let i = 0; i < 51; i += 1) fields[`field${i}`] = unit(['单位', 'Unit']);
    },
    ['TooMany /steps/handling/actions/progress/fields'],
  ],
  [
    'a type whose parts are sound and that is too large as a whole',
    (d) => {
      const { fields } = actionOf(d, 'handling', 'progress');
      for (const name of ['one', 'two', 'three']) fields[name] = wide(90_000);
    },
    ['TypeTooLarge '],
  ],
];

test.each(outOfBounds)('finds %s', (_, change, expected) => {
  expect(codesAndPaths(withFault(change))).toEqual(expected);
});

test('long limits pass as far as the calendars reach, and hours on the wall need none', () => {
  const definition = withFault((d) => {
    d.limit = days(360);
    stepOf(d, 'assign').limit = days(180);
    d.reopenWithin = hours(3650);
    d.supervisionReply = workingDays(240);
  });
  expect(checkCaseType(definition)).toEqual([]);
});

test('every finding says in both languages what to do', () => {
  const findings = [...faults, ...outOfBounds].flatMap(([, change]) => checkCaseType(withFault(change)));
  expect(findings.length).toBeGreaterThan(faults.length);
  for (const { zh, en } of findings) {
    expect(zh).toMatch(/请|须|用/);
    expect(en).toMatch(/;.+\.$/);
  }
});

test.each([null, 'a text', {}, { ...generalRequest, version: 0 }, { ...generalRequest, extra: true }])(
  'a value that is no definition is refused by its form',
  (value) => {
    const findings = checkCaseType(value);
    expect(findings.length).toBeGreaterThan(0);
    expect(findings.every(({ code }) => code === 'Schema')).toBe(true);
  },
);

test('what a text must look like is told in words, not as a pattern', () => {
  const patternsIn = (schema: unknown): string[] =>
    typeof schema === 'object' && schema !== null
      ? Object.entries(schema).flatMap(([key, value]) =>
          key === 'pattern' && typeof value === 'string' ? [value] : patternsIn(value),
        )
      : [];
  const patterns = new Set(patternsIn(z.toJSONSchema(CaseTypeDefinition, { io: 'input' })));
  expect(patterns.size).toBeGreaterThan(3);
  for (const pattern of patterns) expect(Object.keys(shapes)).toContain(`/${pattern}/`);
  const [finding] = checkCaseType({ ...generalRequest, name: 'x' });
  expect(finding?.zh).toContain('2 至 40 个字符');
  expect(finding?.en).toContain('2 to 40 of them');
});

test('a type with very many steps costs work in proportion to them', () => {
  // Counts instead of taking the time: how often the routes of a step are read while its checks run.
  let reads = 0;
  const count = 400;
  const steps = Object.fromEntries(
    Array.from({ length: count }, (_, i) => [
      `step${i}`,
      {
        phase: 'discovery',
        owner: 'keep',
        actions: {
          go: { kind: i === count - 1 ? 'close' : 'advance', routes: i === count - 1 ? [] : [{ to: `step${i + 1}` }] },
        },
      },
    ]),
  );
  const counted = new Proxy(steps, {
    get: (target, name) => {
      reads += 1;
      return target[name as string];
    },
  });
  checkFlow({
    ...generalRequest,
    initial: 'step0',
    reopenAt: 'step0',
    steps: counted,
  } as unknown as CaseTypeDefinition);
  expect(reads).toBeLessThan(count * 20);
});

test('very many categories cost work in proportion to them', () => {
  let asked = 0;
  const categories = new Proxy(
    Array.from({ length: 2_000 }, (_, i) => `c${i}`),
    {
      get: (target, name) => {
        asked += 1;
        return Reflect.get(target, name);
      },
    },
  );
  checkNames({ ...generalRequest, categories });
  expect(asked).toBeLessThan(2_000 * 5);
});

test('what is missing in a form is named at its place, in both languages', () => {
  const findings = checkCaseType(withFault((d) => Reflect.deleteProperty(stepOf(d, 'handling'), 'limit')));
  expect(findings).toEqual([
    { code: 'Schema', path: '/steps/handling/limit', zh: '缺少 limit，请补上。', en: '"limit" is missing; add it.' },
  ]);
});

test('a name that is none tells what names are', () => {
  const findings = checkCaseType(withFault((d) => Object.assign(d.steps, { 断电: stepOf(d, 'handling') })));
  expect(findings).toMatchObject([{ code: 'Schema', path: '/steps/断电', en: expect.stringMatching(/small letter/) }]);
});

test('what does not fit is told where it is, in Chinese to the Chinese', () => {
  const [finding, ...others] = checkCaseType(
    withFault((d) => {
      stepOf(d, 'handling').limit = { ...hours(1), amount: -1 };
    }),
  );
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ path: '/steps/handling/limit/amount', en: expect.stringMatching(/Too small/) });
  expect(finding?.zh).toMatch(/数值过小/);
});
