// What an activity's errors mean to the workflow. Anything that passes (a database that is away, slow or full) is thrown as it is, and
// tried again; what a person must look into fails at once, under the failure's own code.
import { ApplicationFailure } from '@temporalio/common';
import { CaseFailure, failures } from '../workflows/contract/failures.ts';

/** @returns what to throw from an activity for `error` */
export const toActivityFailure = (error: unknown): unknown => {
  if (!(error instanceof CaseFailure)) return error;
  return ApplicationFailure.create({
    type: error.code,
    message: error.message,
    nonRetryable: !failures[error.code].retryable,
    details: [error.problems],
  });
};
