// The overdue board's filters as they stand in the address, so that a view can be kept, sent and reloaded.
import { levels } from '../../../../workflows/contract/org-path.ts';

export const slips = ['overdue', 'today', 'soon', 'red', 'yellow', 'replyOverdue', 'raised'] as const;
export type Slip = (typeof slips)[number];

/** Rungs told apart: none yet, reminded, overdue, raised by one, two, three or more levels. */
export const rungCount = 6;

export const boardLevels = [...levels, 'department'] as const;

export interface OverdueSearch {
  /** The branch that is looked at; my own unit unless told. */
  unit?: string;
  /** Only what somebody beyond my own branch answers for. */
  outside?: true;
  /** Only what that very unit answers for. */
  own?: true;
  slip?: Slip;
  level?: (typeof boardLevels)[number];
  rung?: number;
  rehearsals?: true;
}

const path = /^[a-z][a-z0-9_]*(\.[a-z0-9_]+){0,5}$/;

/** Reads the address; what is not understood is left out. */
export const readOverdueSearch = (raw: Record<string, unknown>): OverdueSearch => {
  const rung = Number(raw.rung);
  const slip = slips.find((each) => each === raw.slip);
  const level = boardLevels.find((each) => each === raw.level);
  return {
    ...(typeof raw.unit === 'string' && path.test(raw.unit) && { unit: raw.unit }),
    ...(raw.own === true && { own: true as const }),
    ...(raw.outside === true && { outside: true as const }),
    ...(slip && { slip }),
    ...(level && { level }),
    ...(raw.rung !== undefined && Number.isInteger(rung) && rung >= 0 && rung < rungCount && { rung }),
    ...(raw.rehearsals === true && { rehearsals: true as const }),
  };
};
