// What the compiler refuses, proven by `@ts-expect-error` (an unused one is an error of `npm run typecheck`), and what the form becomes.
import { expect, test } from 'vitest';
import {
  attachments,
  type CaseTypeDefinition,
  checkCaseType,
  choice,
  days,
  defineCaseType,
  exampleRule,
  hours,
  ladder,
  optional,
  text,
  unit,
  workingDays,
  yesNo,
} from './index.ts';

const label = ['名', 'name'] as const;
const limit = hours(1);
const common = {
  name: 'sample',
  version: 1,
  label,
  summary: label,
  categories: [],
  limit,
  ladder: ladder(0.8),
  supervisionReply: limit,
  reopenWithin: limit,
} as const;
const step = { phase: 'discovery', label, limit, owner: 'keep' } as const;
const fields = { nature: choice(label, { plain: label, feud: label }), danger: yesNo(label), unit: unit(label) };

const feud = { field: 'nature', is: 'feud' } as const;

const onlyCompiled = (_: () => CaseTypeDefinition[]): void => {};

onlyCompiled(() => [
  // @ts-expect-error there is no step "elsewhere" to begin with
  defineCaseType({ ...common, reopenAt: 'a', steps: { a: { ...step, actions: {} } }, initial: 'elsewhere' }),
  // @ts-expect-error there is no step "elsewhere" to reopen at
  defineCaseType({ ...common, initial: 'a', steps: { a: { ...step, actions: {} } }, reopenAt: 'elsewhere' }),
  defineCaseType({
    ...common,
    initial: 'a',
    reopenAt: 'a',
    // @ts-expect-error an action leads to an unknown step
    steps: { a: { ...step, actions: { go: { kind: 'advance', label, to: 'elsewhere' } } } },
  }),
  defineCaseType({
    ...common,
    initial: 'a',
    reopenAt: 'a',
    steps: {
      a: {
        ...step,
        actions: {
          // @ts-expect-error the last route leads to an unknown step
          go: { kind: 'advance', label, fields, to: [{ when: feud, step: 'a' }, 'elsewhere'] },
        },
      },
    },
  }),
  defineCaseType({
    ...common,
    initial: 'a',
    reopenAt: 'a',
    steps: {
      a: {
        ...step,
        actions: {
          // @ts-expect-error a condition leads to an unknown step
          go: { kind: 'advance', label, fields, to: [{ when: feud, step: 'elsewhere' }, 'a'] },
        },
      },
    },
  }),
  defineCaseType({
    ...common,
    initial: 'a',
    reopenAt: 'a',
    steps: {
      a: {
        ...step,
        actions: {
          // @ts-expect-error the action has no field "colour"
          go: { kind: 'advance', label, fields, to: [{ when: { field: 'colour', is: 'feud' }, step: 'a' }, 'a'] },
        },
      },
    },
  }),
  defineCaseType({
    ...common,
    initial: 'a',
    reopenAt: 'a',
    steps: {
      a: {
        ...step,
        actions: {
          // @ts-expect-error the choice has no option "feuds"
          go: { kind: 'advance', label, fields, to: [{ when: { field: 'nature', is: 'feuds' }, step: 'a' }, 'a'] },
        },
      },
    },
  }),
  defineCaseType({
    ...common,
    initial: 'a',
    reopenAt: 'a',
    steps: {
      a: {
        ...step,
        actions: {
          // @ts-expect-error a unit cannot be asked for
          go: { kind: 'advance', label, fields, to: [{ when: { field: 'unit', is: 'xx.zone' }, step: 'a' }, 'a'] },
        },
      },
    },
  }),
  defineCaseType({
    ...common,
    initial: 'a',
    reopenAt: 'a',
    steps: {
      a: {
        ...step,
        // @ts-expect-error no condition may come last
        actions: { go: { kind: 'advance', label, fields, to: [{ when: feud, step: 'a' }] } },
      },
    },
  }),
  defineCaseType({
    ...common,
    initial: 'a',
    reopenAt: 'a',
    steps: {
      // @ts-expect-error no action has a unit field "company"
      a: { ...step, owner: { input: 'company' }, actions: { go: { kind: 'advance', label, fields, to: 'a' } } },
    },
  }),
  defineCaseType({
    ...common,
    initial: 'a',
    reopenAt: 'a',
    // @ts-expect-error "wander" is no kind of action; nothing else is wrong
    steps: { a: { ...step, actions: { go: { kind: 'wander', label, to: 'a' } } } },
  }),
  defineCaseType({
    ...common,
    initial: 'a',
    reopenAt: 'a',
    steps: {
      // @ts-expect-error the step has no limit, which is said here and not at its owner
      a: {
        phase: 'discovery',
        label,
        owner: { input: 'unit' },
        actions: { go: { kind: 'dispatch', label, fields, to: 'a' } },
      },
    },
  }),
]);

test('a form becomes plain data with all defaults written out', () => {
  const definition = defineCaseType({
    ...common,
    initial: 'a',
    reopenAt: 'b',
    steps: {
      a: {
        ...step,
        actions: {
          go: {
            kind: 'dispatch',
            label: ['交办', 'Dispatch'],
            fields: { ...fields, why: optional(text(label)), photos: attachments(label) },
            to: [
              { when: { field: 'nature', is: ['plain', 'feud'] }, step: 'b' },
              { when: { field: 'danger', is: true }, step: 'a' },
              'b',
            ],
          },
        },
      },
      b: {
        ...step,
        owner: { input: 'unit' },
        actions: { stay: { kind: 'advance', label, by: ['superior'], reason: 'required' } },
      },
    },
  });
  expect(definition.steps.a?.actions.go).toEqual({
    kind: 'dispatch',
    label: { zh: '交办', en: 'Dispatch' },
    by: ['responsible', 'handler'],
    reason: 'optional',
    routes: [
      { when: { field: 'nature', is: ['plain', 'feud'] }, to: 'b' },
      { when: { field: 'danger', is: ['true'] }, to: 'a' },
      { to: 'b' },
    ],
    fields: {
      nature: {
        kind: 'choice',
        label: { zh: '名', en: 'name' },
        required: true,
        options: [
          { value: 'plain', label: { zh: '名', en: 'name' } },
          { value: 'feud', label: { zh: '名', en: 'name' } },
        ],
      },
      danger: { kind: 'boolean', label: { zh: '名', en: 'name' }, required: true },
      unit: { kind: 'unit', label: { zh: '名', en: 'name' }, required: true },
      why: { kind: 'text', label: { zh: '名', en: 'name' }, required: false, max: 2000 },
      photos: { kind: 'attachments', label: { zh: '名', en: 'name' }, required: true, max: 9 },
    },
  });
  expect(definition.steps.b?.actions.stay).toMatchObject({ routes: [], by: ['superior'], reason: 'required' });
  expect(JSON.parse(JSON.stringify(definition))).toEqual(definition);
});

test('a key that no form has is kept for the checks, which tell it at its place', () => {
  const misspelt = { kind: 'advance', label, reson: 'required' } as const;
  const definition = defineCaseType({
    ...common,
    initial: 'a',
    reopenAt: 'a',
    steps: { a: { ...step, actions: { stay: misspelt } } },
  });
  expect(checkCaseType(definition)).toMatchObject([
    { code: 'Schema', path: '/steps/a/actions/stay', en: expect.stringContaining('reson') },
  ]);
});

test('limits name their unit and rule', () => {
  expect(hours(2, '《规范》')).toEqual({ amount: 2, unit: 'hour', rule: '《规范》' });
  expect(workingDays(3)).toEqual({ amount: 3, unit: 'workingDay', rule: exampleRule });
  expect(ladder(0.8, days(1))).toEqual({
    remindAt: 0.8,
    raises: [{ amount: 1, unit: 'calendarDay', rule: exampleRule }],
    again: { amount: 1, unit: 'calendarDay', rule: exampleRule },
  });
});
