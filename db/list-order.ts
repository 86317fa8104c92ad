// The orders of the work list, each with the index that has it.
import { z } from 'zod';
import { CaseNo } from '../workflows/contract/ids.ts';
import type { Conditions } from './conditions.ts';
import { OwnInstant } from './storable.ts';

export type Sort = 'slack' | '-received';

/** Where a page ended. */
export const CasePosition = z.strictObject({ key: OwnInstant.nullable(), caseNo: CaseNo });
export type CasePosition = z.infer<typeof CasePosition>;

/** The key of the order by slack: cases without a running deadline come last. As its index has it. */
const slack = `coalesce(due_at, 'infinity')`;

export interface Order {
  by: string;
  /** Holds for what comes after a position. */
  beyond(value: Conditions['value'], position: CasePosition): string;
}

export const orderOf = (sort: Sort, status: string | undefined): Order => {
  if (sort === '-received') {
    return {
      by: 'received_at desc, case_no desc',
      beyond: (value, { key, caseNo }) => `(received_at, case_no) < (${value(key)}, ${value(caseNo)})`,
    };
  }
  // No deadline runs once a case is closed.
  if (status !== 'open') return { by: 'case_no', beyond: (value, { caseNo }) => `case_no > ${value(caseNo)}` };
  return {
    by: `${slack}, case_no`,
    beyond: (value, { key, caseNo }) => `(${slack}, case_no) > (${value(key ?? 'infinity')}, ${value(caseNo)})`,
  };
};
