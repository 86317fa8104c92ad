// A case type's parts in words: who owns a step, how long it may take, who may act, what is asked, where it leads.
import type { Relation } from '../../../../workflows/contract/actor.ts';
import type { Ladder, TimeLimit } from '../../../../workflows/contract/calendar.ts';
import {
  type ActionDefinition,
  type ActionKind,
  type ByUrgency,
  type CaseTypeDefinition,
  forUrgency,
  type OwnerRule,
  urgencies,
} from '../../../../workflows/contract/case-type.ts';
import type { Field, Label } from '../../../../workflows/contract/fields.ts';
import { inParts, listed, type Say, text } from '../../../shared/language.ts';
import { categoryText, choiceText, levelWords, limitText, sourceWords, urgencyWords } from '../../../shared/words.ts';

export const kindWords: Readonly<Record<ActionKind, Label>> = {
  verify: text('核实', 'Verify'),
  resolveOnSpot: text('当场办结', 'Resolve on the spot'),
  dispatch: text('交办', 'Dispatch'),
  advance: text('推进', 'Advance'),
  complete: text('处置完成', 'Complete'),
  reply: text('反馈', 'Reply'),
  callBack: text('回访', 'Call back'),
  redo: text('重办', 'Redo'),
  review: text('复盘', 'Review'),
  close: text('办结', 'Close'),
};

export const relationWords: Readonly<Record<Relation, Label>> = {
  responsible: text('责任单位', 'responsible unit'),
  handler: text('协同承办', 'handler'),
  dispatcher: text('交办方', 'dispatcher'),
  superior: text('上级', 'superior'),
  involved: text('经手单位', 'units involved'),
  resident: text('居民', 'resident'),
  system: text('系统', 'system'),
};

export const fieldKindWords: Readonly<Record<Field['kind'], Label>> = {
  choice: text('选择', 'choice'),
  text: text('文字', 'text'),
  unit: text('单位', 'unit'),
  integer: text('整数', 'number'),
  boolean: text('是否', 'yes/no'),
  instant: text('时间', 'time'),
  attachments: text('附件', 'files'),
};

const words = {
  keep: text('不变（仍由原责任单位）', 'unchanged (who has it already)'),
  sender: text('上一交办方', 'who handed it over last'),
  input: text('办理时填写的「{field}」', 'as entered: “{field}”'),
  area: text('发生地的{level}', 'the {level} of its place'),
  department: text('本县（区）部门 {name}', "the county's department {name}"),
  bySource: text('{source}：{owner}', '{source}: {owner}'),
  otherwise: text('其他来源：{owner}', 'other sources: {owner}'),
  remind: text('用去 {n}% 时提醒', 'reminder at {n} % of the time'),
  overdue: text('到期标记超期', 'marked overdue at the deadline'),
  raise: text('超期 {time} 后上提第 {n} 级', 'raised to level {n} after {time} overdue'),
  again: text(
    '此后每 {time} 再上提一级，到顶则提醒',
    'then one level more each {time}; reminded where nobody stands above',
  ),
  no: text('不逐级上提', 'not raised'),
  when: text('{field}为{values}时', 'when {field} is {values}'),
  else: text('其余', 'otherwise'),
  stays: text('留在本环节', 'stays in this step'),
  ends: text('事项办结', 'the case is closed'),
  yes: text('是', 'yes'),
  not: text('否', 'no'),
};

const joints = { aside: text('（{it}）', ' ({it})') };

/** Something said aside. */
export const aside = (it: string, { say }: Pick<Tongue, 'say'>): string => say(joints.aside, { it });

/** The categories that a type takes. @param codes with their names for machines too: an integration asks by these */
export const categoriesInWords = (
  { categories, label }: Pick<CaseTypeDefinition, 'categories' | 'label'>,
  tongue: Tongue,
  codes: boolean,
): string =>
  listed(
    categories.map((category) =>
      codes
        ? `${tongue.of(categoryText(category, label))}${aside(category, tongue)}`
        : tongue.of(choiceText(category, label, categories)),
    ),
    tongue.say,
  );

/** The language that a page speaks, and how it says a `Label`. */
export interface Tongue {
  say: Say;
  of: (label: Label) => string;
}

/** The limits by urgency, those that agree said once. */
export const limitsInWords = (
  limit: ByUrgency<TimeLimit>,
  tongue: Tongue,
): { urgency: string | null; limit: string; rule: string }[] =>
  'emergency' in limit
    ? urgencies.map((urgency) => ({
        urgency: tongue.say(urgencyWords[urgency]),
        limit: limitText(forUrgency<TimeLimit>(limit, urgency), tongue.say),
        rule: forUrgency<TimeLimit>(limit, urgency).rule,
      }))
    : [{ urgency: null, limit: limitText(limit as TimeLimit, tongue.say), rule: (limit as TimeLimit).rule }];

const plainOwnerInWords = (
  rule: Exclude<OwnerRule, { bySource: unknown }>,
  { say, of }: Tongue,
  fields: Readonly<Record<string, Field>>,
): string => {
  if (rule === 'keep') return say(words.keep);
  if (rule === 'sender') return say(words.sender);
  if ('input' in rule) {
    const field = fields[rule.input];
    return say(words.input, { field: field ? of(field.label) : rule.input });
  }
  if ('area' in rule) return say(words.area, { level: say(levelWords[rule.area]) });
  return say(words.department, { name: rule.department });
};

/** Who owns a step, a line for each source that has an owner of its own. */
export const ownerLines = (rule: OwnerRule, tongue: Tongue, fields: Readonly<Record<string, Field>> = {}): string[] => {
  const { say } = tongue;
  if (typeof rule !== 'object' || !('bySource' in rule)) return [plainOwnerInWords(rule, tongue, fields)];
  const bySource = Object.entries(rule.bySource).map(([source, owner]) =>
    say(words.bySource, {
      source: say(sourceWords[source as keyof typeof sourceWords]),
      owner: plainOwnerInWords(owner, tongue, fields),
    }),
  );
  return [...bySource, say(words.otherwise, { owner: plainOwnerInWords(rule.otherwise, tongue, fields) })];
};

export const ownerInWords = (rule: OwnerRule, tongue: Tongue, fields: Readonly<Record<string, Field>> = {}): string =>
  inParts(ownerLines(rule, tongue, fields), tongue.say);

/** All fields that the actions of a type ask for, by name: what an owner rule's field is called. */
export const fieldsOf = ({ steps }: CaseTypeDefinition): Record<string, Field> =>
  Object.assign(
    {},
    ...Object.values(steps).flatMap(({ actions }) => Object.values(actions).map(({ fields }) => fields)),
  );

export const ladderInWords = ({ remindAt, raises, again }: Ladder, tongue: Tongue): string[] => {
  const { say } = tongue;
  return [
    say(words.remind, { n: Math.round(remindAt * 100) }),
    say(words.overdue),
    ...(raises.length === 0
      ? [say(words.no)]
      : raises.map((limit, i) => say(words.raise, { time: limitText(limit, tongue.say), n: i + 1 }))),
    ...(again ? [say(words.again, { time: limitText(again, tongue.say) })] : []),
  ];
};

const optionLabel = (field: Field | undefined, value: string, { of, say }: Tongue): string => {
  if (field?.kind === 'choice') {
    const option = field.options.find((each) => each.value === value);
    return option ? of(option.label) : value;
  }
  return field?.kind === 'boolean' ? say(value === 'true' ? words.yes : words.not) : value;
};

/** When a route is taken; null: always. */
export const conditionInWords = (
  { when }: ActionDefinition['routes'][number],
  fields: ActionDefinition['fields'],
  tongue: Tongue,
): string | null => {
  if (!when) return null;
  const field = fields[when.field];
  return tongue.say(words.when, {
    field: field ? tongue.of(field.label) : when.field,
    values: listed(
      when.is.map((value) => optionLabel(field, value, tongue)),
      tongue.say,
    ),
  });
};

/** Where an action leads, a line for each route. */
export const routesInWords = (action: ActionDefinition, definition: CaseTypeDefinition, tongue: Tongue): string[] => {
  const { say, of } = tongue;
  if (action.kind === 'close') return [`→ ${say(words.ends)}`];
  if (action.routes.length === 0) return [say(words.stays)];
  return action.routes.map((route) => {
    const condition = conditionInWords(route, action.fields, tongue);
    const label = definition.steps[route.to]?.label;
    const to = `→ ${label ? of(label) : route.to}`;
    if (condition !== null) return `${condition} ${to}`;
    return action.routes.length > 1 ? `${say(words.else)} ${to}` : to;
  });
};
