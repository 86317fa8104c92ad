// What an activity's errors mean to the workflow. Anything that passes (a database that is away, slow or full) is thrown as it is, and
// tried again; what a person must look into fails at once, under the failure's own code.
import { ApplicationFailure } from '@temporalio/common';
import { CaseFailure, failures } from '../workflows/contract/failures.ts';

/** PostgreSQL's `disk_full`. */
const diskFull = '53100';

/** PostgreSQL's class of data that it cannot hold (a NUL in a text, a number out of range), however often it is asked. */
const dataException = /^22...$/;

/** @returns what to throw from an activity for `error` */
export const toActivityFailure = (error: unknown): unknown => {
  const { code } = error as { code?: unknown };
  if (code === diskFull) {
    return toActivityFailure(
      new CaseFailure('StorageFull', '数据库磁盘已满，请扩容。The database’s disk is full; make room.'),
    );
  }
  if (typeof code === 'string' && dataException.test(code)) {
    return toActivityFailure(
      new CaseFailure(
        'Unstorable',
        `数据库无法保存这一步的内容（SQLSTATE ${code}），未作任何更改，重试无用，请告知管理员。The database cannot hold what this step says (SQLSTATE ${code}); nothing was changed, and repeating does not help. Tell the operator.`,
      ),
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
