// How the actions open to somebody are laid out: those of the step first, then the standing ones by what they are for, each with the
// key that starts it.

import { isStanding, type StandingActionName } from '../../../../workflows/case/actions.ts';
import type { CaseTypeDefinition } from '../../../../workflows/contract/case-type.ts';
import type { Label } from '../../../../workflows/contract/fields.ts';
import type { Schemas } from '../../../shared/api-types.ts';
import { text } from '../../../shared/language.ts';

type Offered = Schemas['OfferedAction'];

/** What a standing action is for. */
const groups = ['who', 'time', 'press', 'record', 'end'] as const;
export type ActionGroup = (typeof groups)[number];

export const groupWords: Readonly<Record<ActionGroup, Label>> = {
  who: text('责任调整', 'Who does it'),
  time: text('时限', 'Time'),
  press: text('督促', 'Press'),
  record: text('记录', 'Record'),
  end: text('办结之后', 'Ending'),
};

/** The key starts the action from anywhere on the page; approvals have none, they stand in their own box. */
const standing: Readonly<Record<StandingActionName, { group: ActionGroup; key: string | null; danger: boolean }>> = {
  escalate: { group: 'who', key: 'e', danger: false },
  reassign: { group: 'who', key: 'r', danger: true },
  return: { group: 'who', key: 'b', danger: true },
  takeOver: { group: 'who', key: 'g', danger: true },
  arbitrate: { group: 'who', key: 'j', danger: false },
  requestExtension: { group: 'time', key: 'x', danger: false },
  approveExtension: { group: 'time', key: null, danger: false },
  refuseExtension: { group: 'time', key: null, danger: false },
  requestSuspension: { group: 'time', key: 'p', danger: false },
  approveSuspension: { group: 'time', key: null, danger: false },
  refuseSuspension: { group: 'time', key: null, danger: false },
  resume: { group: 'time', key: 'h', danger: false },
  urge: { group: 'press', key: 'u', danger: false },
  supervise: { group: 'press', key: 's', danger: false },
  replySupervision: { group: 'press', key: 'd', danger: false },
  note: { group: 'record', key: 'n', danger: false },
  attach: { group: 'record', key: 'f', danger: false },
  reopen: { group: 'end', key: 'o', danger: false },
  withdraw: { group: 'end', key: 'w', danger: true },
};

export interface LaidOut {
  offered: Offered;
  key: string | null;
  /** It takes the case from somebody, or ends it. */
  danger: boolean;
}

export interface Layout {
  /** Of the step; keys 1 to 9. */
  main: LaidOut[];
  groups: { group: ActionGroup; actions: LaidOut[] }[];
}

/** Approvals are answered in the box of what is asked for. */
const inBoxes: readonly string[] = ['approveExtension', 'refuseExtension', 'approveSuspension', 'refuseSuspension'];

/** @param step its own actions come first, in the order of the type; while the type is on the way, whatever is no standing action */
export const layOut = (
  allowed: readonly Offered[],
  step: string,
  definition: CaseTypeDefinition | undefined,
): Layout => {
  const own = definition?.steps[step]?.actions;
  const isOwn = ({ action }: Offered): boolean => (own ? Object.hasOwn(own, action) : !isStanding(action));
  const main = allowed.filter(isOwn).map((offered, i) => ({
    offered,
    key: i < 9 ? String(i + 1) : null,
    danger: own?.[offered.action]?.kind === 'close',
  }));
  const others = allowed.filter((offered) => !isOwn(offered) && !inBoxes.includes(offered.action));
  return {
    main,
    groups: groups.flatMap((group) => {
      const actions = others.flatMap((offered): LaidOut[] => {
        const place = isStanding(offered.action) ? standing[offered.action] : null;
        if (place?.group !== group) return [];
        return [{ offered, key: place.key, danger: place.danger }];
      });
      return actions.length > 0 ? [{ group, actions }] : [];
    }),
  };
};

/** For where there is room for few: the step's own, then what presses, then the rest; last what takes the case from somebody. */
export const foremost = ({ main, groups: rest }: Layout): LaidOut[] => {
  const isPress = ({ group }: Layout['groups'][number]) => group === 'press';
  const others = [...rest.filter(isPress), ...rest.filter((each) => !isPress(each))].flatMap(({ actions }) => actions);
  return [...main, ...others.filter(({ danger }) => !danger), ...others.filter(({ danger }) => danger)];
};

/** The action that a key starts. */
export const actionOfKey = ({ main, groups: rest }: Layout, key: string): string | null =>
  [...main, ...rest.flatMap(({ actions }) => actions)].find((each) => each.key === key)?.offered.action ?? null;
