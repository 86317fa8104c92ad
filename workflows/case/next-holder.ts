// Who answers for a case after an action whose form names no unit: `decide` takes its receivers from here, and whoever is about to act
// is told of them before.
import type { Authority } from '../contract/actor.ts';
import type { ActionDefinition, CaseTypeDefinition } from '../contract/case-type.ts';
import { CaseFailure } from '../contract/failures.ts';
import { commonSuperior, type OrgPath, parentOf } from '../contract/org-path.ts';
import type { CaseState } from '../contract/state.ts';
import { fixedOwner, type Holder, ownerWithout, stepOf } from './transition.ts';

/** Returns that a case takes before the common superior of the two parties must decide. */
const returnsBeforeArbitration = 2;

/** Whether a return now is one too many: the common superior decides. */
export const isContestedReturn = ({ returns }: Pick<CaseState, 'returns'>): boolean =>
  returns >= returnsBeforeArbitration;

/** One level up (提级). */
export const escalatedTo = ({ responsible }: Pick<CaseState, 'responsible'>): OrgPath =>
  parentOf(responsible) ?? responsible;

/** To whom a case goes back, and into which step (退回). @throws CaseFailure IllegalAction: nobody handed it over */
export const returnedTo = (state: CaseState): { unit: OrgPath; step: string } => {
  const last = state.handovers.at(-1);
  if (!last) throw new CaseFailure('IllegalAction', 'There is nobody to return it to.');
  return isContestedReturn(state)
    ? { unit: commonSuperior(last.from, last.to) ?? last.from, step: state.step }
    : { unit: last.from, step: last.step };
};

/** By an action of the type; null: a field of its form decides it, or several routes that differ, or the case ends. */
const afterTyped = (state: CaseState, definition: CaseTypeDefinition, typed: ActionDefinition): OrgPath | null => {
  const owners = typed.routes.map(({ to }) => ownerWithout(stepOf(definition, to).owner, state, typed.fields));
  const [first = null] = owners;
  return owners.every((owner) => owner === first) ? first : null;
};

/**
 * Who answers for the case once this action is done; null when that is not known before the form is filled in, or the action does not
 * change who does. The action must be allowed in this state.
 */
export const nextHolder = (
  state: CaseState,
  definition: CaseTypeDefinition,
  authority: Pick<Authority, 'unit'>,
  action: string,
): OrgPath | null => {
  const actions = definition.steps[state.step]?.actions ?? {};
  const typed = Object.hasOwn(actions, action) ? actions[action] : undefined;
  const found = typed ? afterTyped(state, definition, typed) : afterStanding(state, definition, authority, action);
  return found === state.responsible ? null : found;
};

const afterStanding = (
  state: CaseState,
  definition: CaseTypeDefinition,
  { unit }: Pick<Authority, 'unit'>,
  action: string,
): OrgPath | null => {
  switch (action) {
    case 'escalate':
      return escalatedTo(state);
    case 'return':
      return returnedTo(state).unit;
    case 'takeOver':
      return unit;
    case 'reopen':
      return ownerWithout(stepOf(definition, definition.reopenAt).owner, state, {});
    default:
      return null;
  }
};

/** A case as far as it decides to whom it may come. */
export type Placed = Holder & Pick<CaseState, 'status' | 'handler'>;

/**
 * Who answers for a case, works on it, or may come to do so without being chosen in a form: an open one may be returned, redone, or enter a
 * step of a unit of its own; a closed one may be reopened.
 * @param definition null: it is not known; then only what the case itself says
 */
export const mayComeTo = (placed: Placed, definition: CaseTypeDefinition | null): OrgPath[] => {
  const { status, responsible, handler, handovers } = placed;
  if (status === 'archived') return [];
  const own =
    status === 'open' || definition === null
      ? [responsible, handler, ...handovers.flatMap(({ from, to }) => [from, to])]
      : [ownerWithout(stepOf(definition, definition.reopenAt).owner, placed, {})];
  const named = Object.values(definition?.steps ?? {}).map(({ owner }) => fixedOwner(owner, placed));
  return [...own, ...named].filter((unit) => unit !== null);
};
