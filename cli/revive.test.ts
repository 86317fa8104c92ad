// What an operator types when a workflow was terminated, and what the residents' officers see of it: nothing but a case that goes on.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Keys } from '../platform/keys.ts';
import { createLogger } from '../platform/logger.ts';
import { startApi, type TestApi } from '../tests/support/api.ts';
import { createReconciler } from '../worker/reconciler/reconciler.ts';
import { workflowIdOf } from '../workflows/contract/ids.ts';

const bin = fileURLToPath(new URL('./caseloop.js', import.meta.url));
const home = mkdtempSync(join(tmpdir(), 'caseloop-revive-'));

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ worker: true });
  const unused = randomBytes(32).toString('base64url');
  const keys: Keys = { ...api.keys, databaseOwner: unused, databaseApp: unused, databaseReader: unused };
  writeFileSync(join(home, 'keys.json'), JSON.stringify(keys), { mode: 0o600 });
});
afterAll(async () => {
  await api.close();
  rmSync(home, { recursive: true });
});

const caseloop = (...args: string[]): Promise<{ code: number; output: string }> =>
  new Promise((resolve) => {
    const { temporalAddress, namespace } = inject('stack');
    const env = {
      ...process.env,
      CASELOOP_HOME: home,
      APP_DATABASE_URL: api.database.appUrl,
      TEMPORAL_ADDRESS: temporalAddress,
      TEMPORAL_NAMESPACE: namespace,
      CASELOOP_TASK_QUEUE: api.taskQueue,
    };
    const child = execFile(process.execPath, [bin, ...args], { env }, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, output: `${stdout}${stderr}` }),
    );
  });

/** Rounds of the reconciler until so many incidents are open. */
const roundsUntil = async (open: number): Promise<void> => {
  const logger = createLogger('test', 'silent');
  const reconciler = createReconciler({ db: api.database.db, client: api.client, keys: api.keys, logger });
  for (let found: number | null = null; found !== open; ) {
    await reconciler.round();
    const { rowCount } = await api.database.db.pool.query('select from incident where resolved_at is null');
    found = rowCount;
  }
};

const terminated = async (): Promise<string> => {
  const { caseNo } = (await api.receive()).body;
  await api.client.workflow.getHandle(workflowIdOf(caseNo)).terminate('an operator');
  return caseNo;
};

/** As the owner, past the triggers that keep the ledger. */
const breakLedger = async (caseNo: string): Promise<void> => {
  const owner = new pg.Client({ connectionString: api.database.ownerUrl });
  await owner.connect();
  await owner.query('set session_replication_role = replica');
  await owner.query(`update case_event set body = body || ' ' where case_no = $1`, [caseNo]);
  await owner.end();
};

test('the list says what to type, typing it mends the case, and the list is empty again', async () => {
  expect(await caseloop('incidents')).toMatchObject({ code: 0, output: expect.stringContaining('没有') });
  const { caseNo } = (await api.receive()).body;
  await api.act('zone', caseNo, 'verify', { finding: '属实。' });
  await api.client.workflow.getHandle(workflowIdOf(caseNo)).terminate('an operator');
  await roundsUntil(1);

  const listed = await caseloop('incidents');
  expect(listed.code).toBe(1);
  expect(listed.output).toContain('流程中断 WorkflowLost');
  expect(listed.output).toContain(`→ npx caseloop revive ${caseNo}`);

  const revived = await caseloop('revive', caseNo);
  expect(revived).toMatchObject({ code: 0, output: expect.stringContaining('It answers') });

  const dispatched = await api.act('zone', caseNo, 'dispatch', { unit: 'xx.zone.yongfu' });
  expect(dispatched).toMatchObject({ status: 200, body: { seq: 3, responsible: { unit: 'xx.zone.yongfu' } } });
  await roundsUntil(0);
  expect((await caseloop('incidents')).code).toBe(0);
  const [{ kind, resolvedAt }] = JSON.parse((await caseloop('incidents', '--all', '--json')).output);
  expect(kind).toBe('WorkflowLost');
  expect(resolvedAt).not.toBeNull();
  expect(await caseloop('replay', caseNo)).toMatchObject({ code: 0 });
});

test('what was changed by hand is told, rebuilt, and told no more', async () => {
  const { caseNo } = (await api.receive()).body;
  await api.database.db.pool.query(`update case_view set step = 'nowhere' where case_no = $1`, [caseNo]);
  const told = await caseloop('rebuild', '--dry-run');
  expect(told).toMatchObject({ code: 1, output: expect.stringContaining(`${caseNo}  不符 differs: step`) });
  expect(await caseloop('rebuild', '--case', caseNo)).toMatchObject({ code: 0 });
  expect((await caseloop('rebuild', '--dry-run')).output).toContain('0 differ');
});

test('what cannot be done is said with what to do instead', async () => {
  const { caseNo } = (await api.receive()).body;
  expect(await caseloop('revive', caseNo)).toMatchObject({ code: 1, output: expect.stringContaining('--replace') });
  expect(await caseloop('revive')).toMatchObject({ code: 1, output: expect.stringContaining('--all') });
  expect(await caseloop('incidents', 'resolve', '9999')).toMatchObject({ code: 1 });
});

test('a case that needs nothing, or cannot be revived, does not keep the others lost', async () => {
  const [running, broken, lost] = [await terminated(), await terminated(), await terminated()];
  await roundsUntil(3);
  expect(await caseloop('revive', running)).toMatchObject({ code: 0 });
  await breakLedger(broken);

  const { code, output } = await caseloop('revive', '--all');

  expect(code).toBe(1);
  expect(output).toContain(`${running} 的流程正在运行`);
  expect(output).toMatch(new RegExp(`${broken}.*cannot be trusted`));
  expect(output).toContain(`${lost} 已恢复`);
});

test('a refill that finds nothing to replay ends', async () => {
  const { caseNo } = (await api.receive()).body;
  const keep = (history: Buffer | null) =>
    api.database.db.pool.query('update run_history set history = $2 where case_no = $1', [caseNo, history]);
  await keep(Buffer.from([0]));
  expect(await caseloop('refill', '--case', caseNo)).toMatchObject({ code: 0 });
  await keep(null);
});

test('a case that nothing is known of is an error', async () => {
  const nobodys = 'SF-20261128-99999';
  for (const command of ['refill', 'rebuild']) {
    expect(await caseloop(command, '--case', nobodys)).toMatchObject({
      code: 1,
      output: expect.stringContaining(`a case ${nobodys}`),
    });
  }
});
