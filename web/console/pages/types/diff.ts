// What changed from one version of a case type to another, in words.
import type { CaseTypeDefinition, StepDefinition } from '../../../../workflows/contract/case-type.ts';
import type { Field } from '../../../../workflows/contract/fields.ts';
import { inParts, listed, text } from '../../../shared/language.ts';
import { limitText, phaseWords } from '../../../shared/words.ts';
import {
  aside,
  categoriesInWords,
  fieldKindWords,
  fieldsOf,
  kindWords,
  ladderInWords,
  limitsInWords,
  ownerInWords,
  relationWords,
  routesInWords,
  type Tongue,
} from './tongue.ts';

export interface Change {
  sign: 'added' | 'removed' | 'changed';
  /** Where: the type itself, a step, an action of a step. */
  where: string;
  what: string;
  /** For what changed: how it was and how it is. */
  from?: string;
  to?: string;
}

const words = {
  type: text('类型', 'Type'),
  step: text('环节「{name}」', 'Step “{name}”'),
  action: text('环节「{step}」的「{name}」', '“{name}” of step “{step}”'),
  name: text('名称', 'Name'),
  summary: text('说明', 'Summary'),
  categories: text('适用类别', 'Categories'),
  initial: text('起始环节', 'First step'),
  reopenAt: text('重启后的环节', 'Step after reopening'),
  limit: text('时限', 'Limit'),
  caseLimit: text('总时限', 'Whole-case limit'),
  ladder: text('提醒与上提', 'Ladder'),
  supervisionReply: text('督办回复时限', 'Time to answer a supervision'),
  reopenWithin: text('可重启期限', 'May be reopened for'),
  phase: text('阶段', 'Phase'),
  owner: text('责任单位', 'Owner'),
  thisStep: text('环节', 'The step'),
  thisAction: text('操作', 'The action'),
  kind: text('性质', 'Kind'),
  by: text('可办理者', 'Who may act'),
  routes: text('去向', 'Where it leads'),
  reason: text('理由', 'Reason'),
  required: text('必填', 'required'),
  optional: text('选填', 'optional'),
  field: text('字段「{name}」', 'Field “{name}”'),
  options: text('选项 {options}', 'options {options}'),
  most: text('最多 {n}', 'at most {n}'),
  none: text('无', 'none'),
  comma: text('，', ', '),
};

const fieldInWords = (field: Field, { say, of }: Tongue): string => {
  const parts = [
    of(field.label),
    say(fieldKindWords[field.kind]),
    say(field.required ? words.required : words.optional),
    ...(field.kind === 'choice'
      ? [
          say(words.options, {
            options: listed(
              field.options.map(({ label }) => of(label)),
              say,
            ),
          }),
        ]
      : []),
    ...('max' in field ? [say(words.most, { n: field.max })] : []),
  ];
  return parts.join(say(words.comma));
};

/** Each named part of a definition as it reads, so that versions are compared by what people read. */
type Reading = [what: string, value: string][];

const limits = (limit: StepDefinition['limit'], tongue: Tongue): string =>
  inParts(
    limitsInWords(limit, tongue).map(
      ({ urgency, limit: time, rule }) =>
        `${urgency === null ? '' : `${urgency} `}${time}${rule === '' ? '' : aside(rule, tongue)}`,
    ),
    tongue.say,
  );

const ladders = (ladder: CaseTypeDefinition['ladder'], tongue: Tongue): string =>
  'emergency' in ladder
    ? Object.values(ladder)
        .map((each) => ladderInWords(each, tongue).join(tongue.say(words.comma)))
        .join(' / ')
    : ladderInWords(ladder, tongue).join(tongue.say(words.comma));

const readType = (definition: CaseTypeDefinition, tongue: Tongue): Reading => {
  const { say, of } = tongue;
  const stepName = (step: string) => {
    const label = definition.steps[step]?.label;
    return label ? of(label) : step;
  };
  return [
    [say(words.name), of(definition.label)],
    [say(words.summary), of(definition.summary)],
    [say(words.categories), categoriesInWords(definition, tongue, true)],
    [say(words.initial), stepName(definition.initial)],
    [say(words.reopenAt), stepName(definition.reopenAt)],
    [say(words.caseLimit), limits(definition.limit, tongue)],
    [say(words.ladder), ladders(definition.ladder, tongue)],
    [say(words.supervisionReply), limitText(definition.supervisionReply, tongue.say)],
    [say(words.reopenWithin), limitText(definition.reopenWithin, tongue.say)],
  ];
};

const readStep = (step: StepDefinition, definition: CaseTypeDefinition, tongue: Tongue): Reading => {
  const { say, of } = tongue;
  return [
    [say(words.name), of(step.label)],
    [say(words.phase), say(phaseWords[step.phase])],
    [say(words.owner), ownerInWords(step.owner, tongue, fieldsOf(definition))],
    [say(words.limit), limits(step.limit, tongue)],
  ];
};

type Action = StepDefinition['actions'][string];

const readAction = (action: Action, definition: CaseTypeDefinition, tongue: Tongue): Reading => {
  const { say, of } = tongue;
  return [
    [say(words.name), of(action.label)],
    [say(words.kind), say(kindWords[action.kind])],
    [
      say(words.by),
      listed(
        action.by.map((relation) => say(relationWords[relation])),
        say,
      ),
    ],
    [say(words.routes), inParts(routesInWords(action, definition, tongue), say)],
    [say(words.reason), say(action.reason === 'required' ? words.required : words.optional)],
    ...Object.entries(action.fields).map(([name, field]): Reading[number] => [
      say(words.field, { name }),
      fieldInWords(field, tongue),
    ]),
  ];
};

const compare = (where: string, before: Reading, after: Reading): Change[] => {
  const [was, is] = [new Map(before), new Map(after)];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((what): Change[] => {
    const [from, to] = [was.get(what), is.get(what)];
    if (from === to) return [];
    if (from === undefined) return [{ sign: 'added', where, what, to: to as string }];
    if (to === undefined) return [{ sign: 'removed', where, what, from }];
    return [{ sign: 'changed', where, what, from, to }];
  });
};

/** Names of both, in the order of the later one and then of the earlier one. */
const namesOf = (before: object, after: object): string[] => [
  ...new Set([...Object.keys(after), ...Object.keys(before)]),
];

const compareActions = (
  step: string,
  [was, before]: [StepDefinition, CaseTypeDefinition],
  [is, after]: [StepDefinition, CaseTypeDefinition],
  tongue: Tongue,
): Change[] =>
  namesOf(was.actions, is.actions).flatMap((name) => {
    const [old, now] = [was.actions[name], is.actions[name]];
    const label = (now ?? old)?.label;
    const where = tongue.say(words.action, { step, name: label ? tongue.of(label) : name });
    const what = tongue.say(words.thisAction);
    if (!now) return [{ sign: 'removed' as const, where, what }];
    if (!old) return [{ sign: 'added' as const, where, what }];
    return compare(where, readAction(old, before, tongue), readAction(now, after, tongue));
  });

/** What differs, from the whole to its parts; none when both read alike. */
export const diffTypes = (before: CaseTypeDefinition, after: CaseTypeDefinition, tongue: Tongue): Change[] => [
  ...compare(tongue.say(words.type), readType(before, tongue), readType(after, tongue)),
  ...namesOf(before.steps, after.steps).flatMap((name): Change[] => {
    const [was, is] = [before.steps[name], after.steps[name]];
    const label = (is ?? was)?.label;
    const step = label ? tongue.of(label) : name;
    const where = tongue.say(words.step, { name: step });
    const what = tongue.say(words.thisStep);
    if (!is) return [{ sign: 'removed', where, what }];
    if (!was) return [{ sign: 'added', where, what }];
    return [
      ...compare(where, readStep(was, before, tongue), readStep(is, after, tongue)),
      ...compareActions(step, [was, before], [is, after], tongue),
    ];
  }),
];
