// What may be done to a case: the actions of its type in the present step, and the standing actions that every open case has.
// `decide`, the API's forms and the console's buttons all read this table, so what is offered is what is accepted.
import type { Authority, Relation } from '../contract/actor.ts';
import type { ActionDefinition, CaseTypeDefinition, Source } from '../contract/case-type.ts';
import { CaseFailure } from '../contract/failures.ts';
import type { Fields, Label } from '../contract/fields.ts';
import { isSuperior, type OrgPath, parentOf } from '../contract/org-path.ts';
import type { CaseState } from '../contract/state.ts';
import { relationsTo } from './authority.ts';

/** A refusal's sentence, or null when nothing stands against the action. */
type Objection = string | null;

interface StandingAction {
  readonly label: Label;
  readonly by: readonly Relation[];
  readonly reason: 'required' | 'optional';
  readonly fields: Fields;
  /** What stands against it in this state; authority is judged elsewhere. */
  readonly objection: (state: CaseState) => Objection;
  /** What stands against it besides when this unit brings it to the case's door; see {@link Place}. */
  readonly atDoor?: AtDoor;
}

type AtDoor = (state: CaseState, unit: OrgPath) => Objection;

/**
 * Where an action is judged: at the case's door, or inside, when the door has let it in. Rules that came after the first recorded histories
 * are asked at the door only: what a history once let in must be decided alike in every replay.
 */
export type Place = 'door' | 'inside';

/** An action as offered to somebody, with the fields of its form. */
export interface OfferedAction {
  action: string;
  label: Label;
  reason: 'required' | 'optional';
  fields: Fields;
}

const label = (zh: string, en: string): Label => ({ zh, en });

const unitField: Fields = { unit: { kind: 'unit', label: label('单位', 'Unit'), required: true } };

const openOnly = (state: CaseState): Objection =>
  state.status === 'open' ? null : '事项已办结，如需继续请先重启。The case is closed; reopen it first.';

/** Open, not suspended and not waiting for the superior's decision: work may go on. */
export const workable = (state: CaseState): Objection =>
  openOnly(state) ??
  (state.suspension ? '事项挂起中，请先恢复。The case is suspended; resume it first.' : null) ??
  (state.contested ? '多次退回，等待共同上级裁定。Returned too often: the common superior must decide first.' : null);

/** True when who asked has the case no longer: what was asked for would be another's to have. */
const hasLapsed = ({ request, responsible, handler }: CaseState): boolean =>
  request !== null && request.by !== responsible && request.by !== handler;

const nothingPending = (state: CaseState): Objection =>
  workable(state) ??
  (state.request && !hasLapsed(state) ? '已有一项申请待批。A request is waiting for approval already.' : null);

const somebodyAbove = ({ responsible }: CaseState): Objection =>
  parentOf(responsible)
    ? null
    : '已在最高一级，没有上级可批；请直接办理，或改派后由承办单位申请。It is at the highest level, where nobody can approve a request; go on with it, or reassign it to a unit that asks.';

const pending =
  (kind: 'extension' | 'suspension') =>
  (state: CaseState): Objection =>
    openOnly(state) ??
    (state.request?.kind === kind ? null : '没有这样的待批申请。No such request is waiting for approval.');

/** Who asks never approves: a unit that asked, and stands above who has the case now, has handed it on. */
const notLapsed = (state: CaseState): Objection =>
  hasLapsed(state)
    ? '提出申请的单位已不负责此事项，申请随之失效；请不同意这项申请，或由现在负责的单位重新申请。The unit that asked has the case no longer, so its request has lapsed; refuse it, or let the unit that has the case now ask anew.'
    : null;

/** After an escalation the unit below goes on working, but where the case goes is decided by who answers for it now. */
const notByHandler = ({ handler, responsible }: CaseState, unit: OrgPath): Objection =>
  unit !== handler
    ? null
    : `事项已由 ${responsible} 负责，交办由其决定；请继续办理，或请其交办、改派。${responsible} answers for the case now and decides who gets it; go on with it, or ask them to dispatch or reassign it.`;

/** What a grid worker or a patrol found by themselves has no resident: whoever holds its receipt is one of those who are judged. */
const hasResident = ({ intake }: CaseState): Objection =>
  intake.reporter !== null || !foundByStaff.includes(intake.source)
    ? null
    : '巡查发现的事项没有诉求人，不能由居民评价或撤回。What staff found by themselves has no resident to judge or withdraw it.';

const foundByStaff: readonly Source[] = ['grid', 'patrol'];

const notOneself = ({ responsible }: CaseState, unit: OrgPath): Objection =>
  unit === responsible
    ? '事项正由本单位负责，不能催办自己；请直接办理。Your own unit answers for the case; go on with it instead of urging.'
    : null;

/** A reply that is owed to a superior is not put off by those between. */
const notBelowSupervisor = ({ supervision }: CaseState, unit: OrgPath): Objection =>
  supervision && !supervision.replied && isSuperior(supervision.by, unit)
    ? `上级 ${supervision.by} 的督办尚待回复，下级不能另行督办；如需加紧，请用催办。The supervision by ${supervision.by} awaits its reply, and no unit below it can replace it; urge instead.`
    : null;

const returnable = (state: CaseState): Objection => {
  const last = state.handovers.at(-1);
  const holder = last && (last.to === state.responsible || last.to === state.handler);
  if (!holder)
    return '不是交办来的事项，没有可退回的上一手。It was not handed over, so there is nobody to return it to.';
  return state.settled ? '上级已裁定，不得再退回。The superior has decided; it can no longer be returned.' : null;
};

export const standingActions = {
  takeOver: {
    label: label('接管', 'Take over'),
    by: ['superior'],
    reason: 'required',
    fields: {},
    objection: workable,
  },
  return: {
    label: label('退回', 'Return'),
    by: ['responsible', 'handler'],
    reason: 'required',
    fields: {},
    objection: (state) => workable(state) ?? returnable(state),
  },
  arbitrate: {
    label: label('裁定', 'Arbitrate'),
    by: ['responsible'],
    reason: 'required',
    fields: unitField,
    objection: (state) =>
      openOnly(state) ?? (state.contested ? null : '没有待裁定的争议。There is no dispute to decide.'),
  },
  reassign: {
    label: label('改派', 'Reassign'),
    by: ['responsible', 'superior'],
    reason: 'required',
    fields: unitField,
    objection: workable,
  },
  escalate: {
    label: label('提级', 'Escalate'),
    by: ['responsible', 'handler'],
    reason: 'required',
    fields: {},
    objection: (state) =>
      workable(state) ?? (parentOf(state.responsible) ? null : '已在最高一级。It is at the highest level already.'),
  },
  urge: {
    label: label('催办', 'Urge'),
    by: ['superior', 'dispatcher'],
    reason: 'optional',
    fields: {},
    objection: openOnly,
    atDoor: notOneself,
  },
  supervise: {
    label: label('督办', 'Supervise'),
    by: ['superior'],
    reason: 'required',
    fields: {
      card: {
        kind: 'choice',
        label: label('牌', 'Card'),
        required: true,
        options: [
          { value: 'yellow', label: label('黄牌', 'Yellow card') },
          { value: 'red', label: label('红牌', 'Red card') },
        ],
      },
    },
    objection: openOnly,
    atDoor: notBelowSupervisor,
  },
  replySupervision: {
    label: label('督办回复', 'Reply to supervision'),
    by: ['responsible', 'handler'],
    reason: 'required',
    fields: {},
    objection: (state) =>
      openOnly(state) ??
      (state.supervision && !state.supervision.replied ? null : '没有待回复的督办。No supervision awaits a reply.'),
  },
  requestExtension: {
    label: label('申请延期', 'Request an extension'),
    by: ['responsible', 'handler'],
    reason: 'required',
    fields: {
      clock: {
        kind: 'choice',
        label: label('时限', 'Time limit'),
        required: true,
        options: [
          { value: 'step', label: label('环节时限', 'Of the step') },
          { value: 'case', label: label('总时限', 'Of the whole case') },
        ],
      },
      amount: { kind: 'integer', label: label('延长', 'Longer by'), required: true, min: 1, max: 90 },
      unit: {
        kind: 'choice',
        label: label('单位', 'Unit of time'),
        required: true,
        options: [
          { value: 'hour', label: label('小时', 'Hours') },
          { value: 'workingHour', label: label('工作时', 'Working hours') },
          { value: 'workingDay', label: label('工作日', 'Working days') },
          { value: 'calendarDay', label: label('自然日', 'Calendar days') },
        ],
      },
    },
    objection: nothingPending,
    atDoor: somebodyAbove,
  },
  approveExtension: {
    label: label('同意延期', 'Approve the extension'),
    by: ['superior'],
    reason: 'optional',
    fields: {},
    objection: pending('extension'),
    atDoor: notLapsed,
  },
  refuseExtension: {
    label: label('不同意延期', 'Refuse the extension'),
    by: ['superior'],
    reason: 'required',
    fields: {},
    objection: pending('extension'),
  },
  requestSuspension: {
    label: label('申请挂起', 'Request suspension'),
    by: ['responsible', 'handler'],
    reason: 'required',
    fields: { until: { kind: 'instant', label: label('挂起至', 'Until'), required: true } },
    objection: nothingPending,
    atDoor: somebodyAbove,
  },
  approveSuspension: {
    label: label('同意挂起', 'Approve suspension'),
    by: ['superior'],
    reason: 'optional',
    fields: {},
    objection: pending('suspension'),
    atDoor: notLapsed,
  },
  refuseSuspension: {
    label: label('不同意挂起', 'Refuse suspension'),
    by: ['superior'],
    reason: 'required',
    fields: {},
    objection: pending('suspension'),
  },
  resume: {
    label: label('恢复', 'Resume'),
    by: ['responsible', 'handler', 'superior'],
    reason: 'optional',
    fields: {},
    objection: (state) => openOnly(state) ?? (state.suspension ? null : '事项没有挂起。The case is not suspended.'),
  },
  reopen: {
    label: label('重启', 'Reopen'),
    by: ['responsible', 'superior', 'resident'],
    reason: 'required',
    fields: {},
    objection: (state) =>
      state.status === 'closed' ? null : '只有已办结的事项可以重启。Only a closed case can be reopened.',
  },
  withdraw: {
    label: label('撤回', 'Withdraw'),
    by: ['resident'],
    reason: 'required',
    fields: {},
    objection: openOnly,
    atDoor: hasResident,
  },
  note: {
    label: label('备注', 'Note'),
    by: ['involved', 'resident'],
    reason: 'optional',
    fields: { text: { kind: 'text', label: label('内容', 'Text'), required: true, max: 10_000 } },
    objection: (state) => (state.status === 'archived' ? '事项已归档。The case is archived.' : null),
  },
  attach: {
    label: label('补充材料', 'Attach'),
    by: ['involved', 'resident'],
    reason: 'optional',
    fields: { files: { kind: 'attachments', label: label('材料', 'Files'), required: true, max: 20 } },
    objection: (state) => (state.status === 'archived' ? '事项已归档。The case is archived.' : null),
  },
} as const satisfies Record<string, StandingAction>;

export type StandingActionName = keyof typeof standingActions;

const standing: Readonly<Record<string, StandingAction>> = standingActions;

export const isStanding = (action: string): action is StandingActionName => Object.hasOwn(standingActions, action);

/** True when the action is a new request, in place of one that has lapsed. */
export const replacesLapsed = (state: CaseState, action: string): boolean =>
  hasLapsed(state) && (action === 'requestExtension' || action === 'requestSuspension');

/** What stands against an action of the type, by what it means to the loop. */
const objectionToTyped = (state: CaseState, { kind }: ActionDefinition): Objection =>
  workable(state) ??
  (kind === 'redo' && state.satisfaction !== 'dissatisfied'
    ? '只有回访不满意才能重办。It is redone only after a dissatisfied call-back.'
    : null);

const doorOfTyped = ({ kind, by }: ActionDefinition): AtDoor | undefined => {
  if (kind === 'dispatch') return notByHandler;
  return kind === 'callBack' && by.every((relation) => relation === 'resident') ? hasResident : undefined;
};

/** A legal action: its definition in the type, or null for a standing one. */
export interface LegalAction extends OfferedAction {
  typed: ActionDefinition | null;
}

const describe = (
  state: CaseState,
  definition: CaseTypeDefinition,
  { unit }: Authority,
  action: string,
  place: Place,
) => {
  const besides = (atDoor: AtDoor | undefined) => (place === 'door' ? (atDoor?.(state, unit) ?? null) : null);
  const typed = ownAction(definition, state.step, action);
  if (typed) return { typed, ...typed, objection: objectionToTyped(state, typed) ?? besides(doorOfTyped(typed)) };
  const found = isStanding(action) ? standing[action] : undefined;
  return found && { typed: null, ...found, objection: found.objection(state) ?? besides(found.atDoor) };
};

const ownAction = (definition: CaseTypeDefinition, step: string, action: string): ActionDefinition | undefined => {
  const actions = definition.steps[step]?.actions ?? {};
  return Object.hasOwn(actions, action) ? actions[action] : undefined;
};

/**
 * The action, when this authority may take it now.
 * @throws CaseFailure UnknownAction, IllegalAction (another step, or an objection) or NotAuthorised, each with what to do.
 */
export const legalAction = (
  state: CaseState,
  definition: CaseTypeDefinition,
  authority: Authority,
  action: string,
  place: Place = 'door',
): LegalAction => {
  const found = describe(state, definition, authority, action, place);
  if (!found) throw notHere(state, definition, authority, action);
  const mine = relationsTo(state, authority);
  if (!found.by.some((relation) => mine.has(relation))) {
    if (mine.has('responsible')) {
      throw new CaseFailure(
        'NotAuthorised',
        `事项由本单位负责，「${found.label.zh}」不能由本单位自己作出。Your own unit answers for this case; "${action}" is for others.`,
      );
    }
    throw new CaseFailure(
      'NotAuthorised',
      `「${found.label.zh}」不在您的权限内，现由 ${state.responsible} 负责。Your unit may not take "${action}"; ${state.responsible} answers for this case.`,
    );
  }
  if (found.objection) throw new CaseFailure('IllegalAction', found.objection);
  return { action, label: found.label, reason: found.reason, fields: found.fields, typed: found.typed };
};

/** All that this authority may do now, the type's own actions first. */
export const allowedActions = (
  state: CaseState,
  definition: CaseTypeDefinition,
  authority: Authority,
): OfferedAction[] => {
  const mine = relationsTo(state, authority);
  const names = [...Object.keys(definition.steps[state.step]?.actions ?? {}), ...Object.keys(standingActions)];
  return names.flatMap((action) => {
    const found = describe(state, definition, authority, action, 'door');
    if (!found || found.objection || !found.by.some((relation) => mine.has(relation))) return [];
    return [{ action, label: found.label, reason: found.reason, fields: found.fields }];
  });
};

const notHere = (
  state: CaseState,
  definition: CaseTypeDefinition,
  authority: Authority,
  action: string,
): CaseFailure => {
  const offered = allowedActions(state, definition, authority).map((offer) => offer.action);
  const choice = offered.length > 0 ? offered.join(', ') : '无 none';
  const elsewhere = Object.keys(definition.steps).some((step) => ownAction(definition, step, action));
  return elsewhere
    ? new CaseFailure(
        'IllegalAction',
        `当前环节「${definition.steps[state.step]?.label.zh ?? state.step}」没有「${action}」，现在可以：${choice}。Not possible in this step; possible now: ${choice}.`,
      )
    : new CaseFailure(
        'UnknownAction',
        `没有「${action}」这项操作，现在可以：${choice}。No such action; possible now: ${choice}.`,
      );
};
