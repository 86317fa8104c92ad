// What of an error reaches the caller, and what the log.
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { ApplicationFailure, WorkflowUpdateFailedError } from '@temporalio/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { vaultText } from '../db/schema.ts';
import { type TestDatabase, testDatabase } from '../tests/support/database.ts';
import { CaseFailure, failures } from '../workflows/contract/failures.ts';
import { toCaseFailure } from './engine.ts';
import { loggable, toFailure } from './errors.ts';
import { answerBrokenRequest } from './problems.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const thrown = (work: () => Promise<unknown>): Promise<unknown> =>
  work().then(
    () => expect.unreachable('it should have failed'),
    (error: unknown) => error,
  );

test('a database error is logged by its names and never by its values', async () => {
  const row = { ref: 'r-1', caseNo: 'SF-20261123-00001', text: '王女士 13800000000', digest: 'x' };
  await database.db.orm.insert(vaultText).values(row);
  const error = await thrown(() => database.db.orm.insert(vaultText).values(row).execute());
  expect(toFailure(error).code).toBe('Internal');
  expect(loggable(error)).toMatchObject({ kind: 'database', code: '23505', table: 'vault_text' });
  expect(JSON.stringify(loggable(error))).not.toMatch(/王女士|1380|r-1/);
});

test('a statement that took too long is the database being away', async () => {
  const error = await thrown(() =>
    database.db.pool.query(`begin; set local statement_timeout = 1; select pg_sleep(5)`),
  );
  expect(toFailure(error).code).toBe('DatabaseUnavailable');
});

test.each([
  [{ code: '53100' }, 'StorageFull'],
  [{ code: '08006' }, 'DatabaseUnavailable'],
  [{ code: 'ECONNREFUSED' }, 'DatabaseUnavailable'],
  [new Error('Connection terminated unexpectedly'), 'DatabaseUnavailable'],
  [new Error('timeout exceeded when trying to connect'), 'DatabaseUnavailable'],
  [Object.assign(new Error('outer'), { cause: { code: '53100' } }), 'StorageFull'],
  [new Error('the password is hunter2'), 'Internal'],
  ['a string', 'Internal'],
  [undefined, 'Internal'],
])('%s is %s, in words of our own', (error, code) => {
  const failure = toFailure(error);
  expect(failure.code).toBe(code);
  expect(failure.message).not.toContain('hunter2');
});

test('what a case refuses comes back as it was said', () => {
  const problems = [{ pointer: '/input/unit', message: 'required' }];
  const cause = ApplicationFailure.create({ type: 'InvalidInput', message: '请更正', details: [problems] });
  const failure = toCaseFailure(new WorkflowUpdateFailedError('refused', cause));
  expect(failure).toBeInstanceOf(CaseFailure);
  expect(failure).toMatchObject({ code: 'InvalidInput', message: '请更正', problems });
});

test('an unknown failure of the engine stays inside', () => {
  const cause = ApplicationFailure.create({ type: 'TypeError', message: 'x is undefined at /home/somebody' });
  expect(toFailure(toCaseFailure(new WorkflowUpdateFailedError('failed', cause))).message).not.toContain('somebody');
});

test('every code has a status that fits its kind', () => {
  for (const [code, { status, retryable }] of Object.entries(failures)) {
    expect(status, code).toBeGreaterThanOrEqual(400);
    if (status === 503) expect(retryable, code).toBe(true);
  }
});

test('a request that does not come to its end is told to come again', async () => {
  const socket = new PassThrough();
  answerBrokenRequest(Object.assign(new Error('too slow'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }), socket as never);
  const answer = await text(socket);
  expect(answer).toMatch(/^HTTP\/1.1 408 Request Timeout\r\n.*"code":"RequestTimeout"/s);
  expect(failures.RequestTimeout.retryable).toBe(true);
});
