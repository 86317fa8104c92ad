// Actions: each kind in a phase where it makes sense, with the fields that the engine reads, and routes that always lead somewhere.
import type { ActionDefinition, ActionKind, CaseTypeDefinition, Phase } from '../../contract/case-type.ts';
import type { Field } from '../../contract/fields.ts';
import { satisfactions } from '../../contract/state.ts';
import { at, type Finding } from './finding.ts';

const phasesOf: Record<ActionKind, readonly Phase[]> = {
  verify: ['discovery', 'transfer'],
  resolveOnSpot: ['discovery', 'transfer'],
  dispatch: ['discovery', 'transfer', 'disposal'],
  advance: ['discovery', 'transfer', 'disposal', 'feedback', 'review'],
  complete: ['disposal'],
  reply: ['disposal', 'feedback'],
  callBack: ['feedback', 'review'],
  redo: ['feedback', 'review'],
  review: ['review'],
  close: ['review'],
};

/** Kinds that say that something is over: the case must go on to another step. */
const leading: readonly ActionKind[] = ['resolveOnSpot', 'dispatch', 'complete', 'redo'];

/** An action in its place. */
interface Placed {
  definition: CaseTypeDefinition;
  phase: Phase;
  action: ActionDefinition;
  path: string;
}

export const checkActions = (definition: CaseTypeDefinition): Finding[] =>
  Object.entries(definition.steps).flatMap(([step, { phase, actions }]) =>
    Object.entries(actions).flatMap(([name, action]): Finding[] => {
      const placed: Placed = { definition, phase, action, path: at('steps', step, 'actions', name) };
      return [
        kindInPhase,
        leadsOn,
        dispatchesToUnit,
        callsBack,
        routesInOrder,
        routesOnFields,
        ownersFromInput,
      ].flatMap((check) => check(placed));
    }),
  );

const kindInPhase = ({ phase, action: { kind }, path }: Placed): Finding[] =>
  phasesOf[kind].includes(phase)
    ? []
    : [
        {
          code: 'KindOutOfPhase',
          path: `${path}/kind`,
          zh: `「${kind}」类操作不能放在 ${phase} 阶段，可用阶段：${phasesOf[kind].join('、')}。`,
          en: `A "${kind}" action has no place in the phase ${phase}; it belongs to ${phasesOf[kind].join(', ')}.`,
        },
      ];

const leadsOn = ({ action: { kind, routes }, path }: Placed): Finding[] => {
  if (kind === 'close' && routes.length > 0) {
    return [
      {
        code: 'CloseLeadsOn',
        path: `${path}/routes`,
        zh: '「办结」操作结束事项，不能再有去向，请删去。',
        en: 'A "close" action ends the case and leads nowhere; remove its routes.',
      },
    ];
  }
  if (leading.includes(kind) && routes.length === 0) {
    return [
      {
        code: 'MustLeadOn',
        path: `${path}/routes`,
        zh: `「${kind}」类操作必须有去向，请指定下一环节；只报进展请用 advance。`,
        en: `A "${kind}" action must lead to a step; name it (a mere progress report is an "advance").`,
      },
    ];
  }
  return [];
};

const dispatchesToUnit = ({ definition, action: { kind, fields, routes }, path }: Placed): Finding[] => {
  if (kind !== 'dispatch') return [];
  if (fields.unit?.kind !== 'unit' || !fields.unit.required) {
    return [
      {
        code: 'DispatchUnit',
        path: `${path}/fields`,
        zh: '「交办」必须有名为 unit 的必填单位字段，请补上 unit(…)。',
        en: 'A dispatch needs a required field "unit" of kind unit; add unit(…).',
      },
    ];
  }
  return routes.flatMap(({ to }, i): Finding[] => {
    const owner = definition.steps[to]?.owner;
    if (!owner || (typeof owner === 'object' && 'input' in owner && owner.input === 'unit')) return [];
    return [
      {
        code: 'DispatchOwner',
        path: `${path}/routes/${i}`,
        zh: `交办通向的环节「${to}」须由接收单位负责，请把它的 owner 设为 { input: 'unit' }。`,
        en: `A dispatch leads to a step that its receiver owns; give "${to}" the owner { input: 'unit' }.`,
      },
    ];
  });
};

const callsBack = ({ action: { kind, fields }, path }: Placed): Finding[] => {
  if (kind !== 'callBack') return [];
  const wanted = { result: ['reached', 'unreached'], satisfaction: satisfactions };
  return Object.entries(wanted)
    .filter(([name, values]) => !sameValues(fields[name], values))
    .map(([name, values]) => ({
      code: 'CallBackFields',
      path: `${path}/fields/${name}`,
      zh: `「回访」须有选择字段 ${name}，选项恰为 ${values.join('、')}，请补上。`,
      en: `A call-back needs the choice field "${name}" with exactly the options ${values.join(', ')}; add it.`,
    }));
};

const sameValues = (field: Field | undefined, values: readonly string[]): boolean =>
  field?.kind === 'choice' &&
  field.options.length === values.length &&
  values.every((value) => field.options.some((option) => option.value === value));

const routesInOrder = ({ action: { routes }, path }: Placed): Finding[] => {
  const otherwise = routes.findIndex(({ when }) => !when);
  if (routes.length > 0 && otherwise === -1) {
    return [
      {
        code: 'NoOtherwise',
        path: `${path}/routes`,
        zh: '所有条件都不成立时无处可去，请在最后加一条无条件去向。',
        en: 'When no condition holds the case has nowhere to go; end with a route without condition.',
      },
    ];
  }
  if (otherwise !== -1 && otherwise < routes.length - 1) {
    return [
      {
        code: 'RouteAfterOtherwise',
        path: `${path}/routes/${otherwise + 1}`,
        zh: '无条件去向之后的去向永远不会走到，请把无条件去向放到最后。',
        en: 'Routes after one without condition are never taken; put that one last.',
      },
    ];
  }
  return [];
};

const routesOnFields = ({ action: { fields, routes }, path }: Placed): Finding[] =>
  routes.flatMap(({ when }, i): Finding[] => {
    if (!when) return [];
    const values = comparable(Object.hasOwn(fields, when.field) ? fields[when.field] : undefined);
    if (!values) {
      return [
        {
          code: 'RouteField',
          path: `${path}/routes/${i}/when/field`,
          zh: `去向条件用到的「${when.field}」须是本操作的选择或是否字段，请改正。`,
          en: `"${when.field}" is no choice or yes/no field of this action; ask for one that is.`,
        },
      ];
    }
    return when.is
      .filter((value) => !values.includes(value))
      .map(
        (value): Finding => ({
          code: 'RouteValue',
          path: `${path}/routes/${i}/when/is`,
          zh: `字段「${when.field}」没有选项「${value}」，可用：${values.join('、')}。`,
          en: `The field "${when.field}" has no option "${value}"; it has ${values.join(', ')}.`,
        }),
      );
  });

const comparable = (field: Field | undefined): string[] | null => {
  if (field?.kind === 'choice') return field.options.map(({ value }) => value);
  return field?.kind === 'boolean' ? ['true', 'false'] : null;
};

/** A step owned by `{ input }` gets its unit from the action that leads there; only a redo may rely on who had it before. */
const ownersFromInput = ({ definition, action: { kind, fields, routes }, path }: Placed): Finding[] =>
  routes.flatMap(({ to }, i): Finding[] => {
    const owner = definition.steps[to]?.owner;
    if (typeof owner !== 'object' || kind === 'redo') return [];
    const rules = 'bySource' in owner ? [owner.otherwise, ...Object.values(owner.bySource)] : [owner];
    return rules.flatMap((rule): Finding[] => {
      if (typeof rule !== 'object' || !('input' in rule)) return [];
      const field = Object.hasOwn(fields, rule.input) ? fields[rule.input] : undefined;
      if (field?.kind === 'unit' && field.required) return [];
      return [
        {
          code: 'OwnerInput',
          path: `${path}/routes/${i}`,
          zh: `环节「${to}」由字段「${rule.input}」定负责单位，本操作须有同名的必填单位字段。`,
          en: `The step "${to}" takes its owner from "${rule.input}"; this action needs a required unit field of that name.`,
        },
      ];
    });
  });
