// CaseFailure ↔ Temporal's ApplicationFailure. Thrown in a handler it fails that update with its code; any other error in workflow
// code fails the workflow task, which is retried until the code is mended: the case waits, nothing is lost.
import { ActivityFailure, ApplicationFailure } from '@temporalio/workflow';
import { CaseFailure } from '../contract/failures.ts';

/** What an update's caller gets for `error`: type is the failure's code, details[0] its field problems. */
export const toApplicationFailure = (error: unknown): unknown => {
  if (error instanceof CaseFailure) {
    return ApplicationFailure.create({
      type: error.code,
      message: error.message,
      nonRetryable: true,
      details: [error.problems],
    });
  }
  return error instanceof ActivityFailure && error.cause instanceof ApplicationFailure ? error.cause : error;
};

/**
 * True for a failure that a person must look into before the case can go on. A local activity's own failure comes without the
 * ActivityFailure around it; it must be caught as well, since an ApplicationFailure that leaves the workflow ends the workflow.
 */
export const parksTheCase = (error: unknown): boolean =>
  error instanceof CaseFailure || error instanceof ActivityFailure || error instanceof ApplicationFailure;
