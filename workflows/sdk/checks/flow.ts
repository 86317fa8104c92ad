// The course of a case type: every step exists, can be reached and leads to a closing; the loop has all its phases.
import { type CaseTypeDefinition, phases } from '../../contract/case-type.ts';
import { at, type Finding } from './finding.ts';

export const checkFlow = (definition: CaseTypeDefinition): Finding[] => {
  const unknown = unknownSteps(definition);
  return [
    ...unknown,
    ...beginning(definition),
    // Behind a misspelt name nothing is reached and nothing ends: that would only hide the one thing to mend.
    ...(unknown.length > 0 ? [] : [...unreachable(definition), ...withoutEnd(definition), ...unanswered(definition)]),
    ...missingPhases(definition),
  ];
};

/** Steps that one step leads to. */
const nextOf = ({ steps }: CaseTypeDefinition, step: string): string[] =>
  Object.values(steps[step]?.actions ?? {}).flatMap(({ routes }) => routes.map(({ to }) => to));

/** All steps from which `from` is reached by `next`, themselves included. */
const closure = (from: readonly string[], next: (step: string) => Iterable<string>): Set<string> => {
  const found = new Set(from);
  for (const step of found) for (const other of next(step)) found.add(other);
  return found;
};

/** Names of steps that a finding lists at most. */
const namesTold = 40;

const unknownSteps = (definition: CaseTypeDefinition): Finding[] => {
  const named = [
    { step: definition.initial, path: at('initial') },
    { step: definition.reopenAt, path: at('reopenAt') },
    ...Object.entries(definition.steps).flatMap(([step, { actions }]) =>
      Object.entries(actions).flatMap(([action, { routes }]) =>
        routes.map(({ to }, i) => ({ step: to, path: at('steps', step, 'actions', action, 'routes', i, 'to') })),
      ),
    ),
  ];
  const names = Object.keys(definition.steps).slice(0, namesTold);
  const known = (joint: string) => names.join(joint);
  return named
    .filter(({ step }) => !Object.hasOwn(definition.steps, step))
    .map(({ step, path }) => ({
      code: 'UnknownStep',
      path,
      zh: `没有名为「${step}」的环节，请改为已有环节（${known('、')}）或补上该环节。`,
      en: `There is no step "${step}"; name an existing one (${known(', ')}) or add it.`,
    }));
};

const beginning = ({ initial, steps }: CaseTypeDefinition): Finding[] => {
  const first = steps[initial];
  if (!first) return [];
  const found: Finding[] = [];
  if (first.phase !== 'discovery') {
    found.push({
      code: 'InitialPhase',
      path: at('steps', initial, 'phase'),
      zh: '起始环节必须在「发现」阶段，请改阶段或另选起始环节。',
      en: 'A case begins in the phase "discovery"; change the phase or begin with another step.',
    });
  }
  if (JSON.stringify(first.owner).includes('"input"')) {
    found.push({
      code: 'InitialOwner',
      path: at('steps', initial, 'owner'),
      zh: '起始环节由受理进入，没有操作可供取单位，请按地区层级、部门或来源指定负责单位。',
      en: 'The initial step is entered by reception, which has no fields; name its owner by area, department or source.',
    });
  }
  return found;
};

const unreachable = (definition: CaseTypeDefinition): Finding[] => {
  const reached = closure([definition.initial, definition.reopenAt], (step) => nextOf(definition, step));
  return Object.keys(definition.steps)
    .filter((step) => !reached.has(step))
    .map((step) => ({
      code: 'UnreachableStep',
      path: at('steps', step),
      zh: `没有操作通向环节「${step}」，请加一条去向或删除该环节。`,
      en: `No action leads to the step "${step}"; lead one there or remove it.`,
    }));
};

const withoutEnd = (definition: CaseTypeDefinition): Finding[] => {
  const names = Object.keys(definition.steps);
  const closing = names.filter((step) =>
    Object.values(definition.steps[step]?.actions ?? {}).some(({ kind }) => kind === 'close'),
  );
  const before = new Map<string, Set<string>>();
  for (const name of names) {
    for (const next of nextOf(definition, name)) before.set(next, (before.get(next) ?? new Set()).add(name));
  }
  const ending = closure(closing, (step) => before.get(step) ?? []);
  return names
    .filter((step) => !ending.has(step))
    .map((step) => ({
      code: 'NoWayToClose',
      path: at('steps', step),
      zh: `从环节「${step}」走不到办结，请补上通向「办结」（close）操作的去向。`,
      en: `From the step "${step}" no way leads to a "close" action; add one.`,
    }));
};

/** 事事有回音: from reception, and from being reopened, no way leads to a closing past every reply to the resident. */
const unanswered = ({ initial, reopenAt, steps }: CaseTypeDefinition): Finding[] => {
  const actionsOf = (step: string) => Object.entries(steps[step]?.actions ?? {});
  const reached = closure([initial, reopenAt], (step) =>
    actionsOf(step).flatMap(([, { kind, routes }]) => (kind === 'reply' ? [] : routes.map(({ to }) => to))),
  );
  return [...reached].flatMap((step) =>
    actionsOf(step)
      .filter(([, { kind }]) => kind === 'close')
      .map(([action]) => ({
        code: 'ClosesUnanswered',
        path: at('steps', step, 'actions', action),
        zh: `可以不经「答复」（reply）操作就走到这里办结，居民得不到回音；请让每条通向环节「${step}」的去向都先经过答复。`,
        en: `The case can come here and close without a "reply" to the resident; lead every way to the step "${step}" through one.`,
      })),
  );
};

const missingPhases = ({ steps }: CaseTypeDefinition): Finding[] => {
  const present = new Set(Object.values(steps).map(({ phase }) => phase));
  return phases
    .filter((phase) => !present.has(phase))
    .map((phase) => ({
      code: 'PhaseMissing',
      path: at('steps'),
      zh: `缺少「${phaseNames[phase]}」阶段的环节，闭环五个阶段都要有，请补上。`,
      en: `No step is in the phase "${phase}"; the loop needs all five.`,
    }));
};

const phaseNames = { discovery: '发现', transfer: '流转', disposal: '处置', feedback: '反馈', review: '复盘' } as const;
