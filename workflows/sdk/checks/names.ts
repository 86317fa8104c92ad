// Names: none that the engine or the language has taken, none twice.
import { standingActions } from '../../case/actions.ts';
import type { ActionDefinition, CaseTypeDefinition } from '../../contract/case-type.ts';
import { at, type Finding } from './finding.ts';

/** Names of an action's envelope. A field of the same name would be mistaken for it in a ledger, an export or a form. */
const taken = ['action', 'actor', 'authority', 'commandId', 'input', 'reason'];

export const checkNames = (definition: CaseTypeDefinition): Finding[] => [
  // The engine looks a case's code up under its type's name: under an inherited one it finds something else, and no case begins.
  ...inherited(definition.name, at('name')),
  ...definition.categories.flatMap((category, i) => inherited(category, at('categories', i))),
  ...repeated(definition.categories).map(
    (category): Finding => ({
      code: 'DuplicateCategory',
      path: at('categories'),
      zh: `类别「${category}」写了两次，请删去一个。`,
      en: `The category "${category}" is listed twice; remove one.`,
    }),
  ),
  ...Object.entries(definition.steps).flatMap(([step, { actions }]) => [
    ...inherited(step, at('steps', step)),
    ...Object.entries(actions).flatMap(([name, action]) =>
      namesOfAction(name, action, at('steps', step, 'actions', name)),
    ),
  ]),
];

const namesOfAction = (name: string, { fields }: ActionDefinition, path: string): Finding[] => [
  ...(Object.hasOwn(standingActions, name)
    ? [
        {
          code: 'StandingName',
          path,
          zh: `「${name}」是每个事项都有的通用操作，请给本操作另取名称。`,
          en: `"${name}" is an action that every case has; give this one another name.`,
        } satisfies Finding,
      ]
    : inherited(name, path)),
  ...Object.entries(fields).flatMap(([fieldName, field]) => [
    ...(taken.includes(fieldName)
      ? [reserved(fieldName, `${path}/fields/${fieldName}`)]
      : inherited(fieldName, `${path}/fields/${fieldName}`)),
    ...(field.kind === 'choice' ? repeated(field.options.map(({ value }) => value)) : []).map(
      (value): Finding => ({
        code: 'DuplicateOption',
        path: `${path}/fields/${fieldName}/options`,
        zh: `选项「${value}」重复，请保留一个。`,
        en: `The option "${value}" appears twice; keep one.`,
      }),
    ),
    ...(field.kind === 'integer' && field.min > field.max
      ? [
          {
            code: 'IntegerBounds',
            path: `${path}/fields/${fieldName}`,
            zh: `最小值 ${field.min} 大于最大值 ${field.max}，请对调或改正。`,
            en: `The least value ${field.min} is above the greatest ${field.max}; correct them.`,
          } satisfies Finding,
        ]
      : []),
  ]),
];

/** Names that every JavaScript object answers to, such as `constructor`. */
const inherited = (name: string, path: string): Finding[] => (name in Object.prototype ? [reserved(name, path)] : []);

const reserved = (name: string, path: string): Finding => ({
  code: 'ReservedName',
  path,
  zh: `名称「${name}」已被系统占用，请换一个。`,
  en: `The name "${name}" is taken by the system; choose another.`,
});

const repeated = (values: readonly string[]): string[] => {
  const seen = new Set<string>();
  return [...new Set(values.filter((value) => seen.has(value) || !seen.add(value)))];
};
