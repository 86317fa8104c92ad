// What an activity's errors mean to the workflow. Anything that passes (a database that is away, slow or full) is thrown as it is, and
// tried again; what a person must look into fails at once, under the failure's own code.
import { ApplicationFailure } from '@temporalio/common';
import { CaseFailure, failures } from '../workflows/contract/failures.ts';

/** PostgreSQL's `disk_full`. */
const diskFull = '53100';

/** @returns what to throw from an activity for `error` */
export const toActivityFailure = (error: unknown): unknown => {
  if ((error as { code?: unknown }).code === diskFull) {
    return toActivityFailure(
      new CaseFailure('StorageFull', '数据库磁盘已满，请扩容。The database’s disk is full; make room.'),
    );
  }
  if (!(error instanceof CaseFailure)) return error;
  return ApplicationFailure.create({
    type: error.code,
    message: error.message,
    nonRetryable: !failures[error.code].retryable,
    details: [error.problems],
  });
};
