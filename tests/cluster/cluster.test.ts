// Where one machine is outgrown: the real Temporal server on PostgreSQL, two APIs behind one address, two workers, one of each killed under
// load; then a new build of the worker takes over while the old one's cases go on. `npm run test:cluster`; needs Go for the schema tool.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../db/client.ts';
import { migrate } from '../../db/migrate.ts';
import { readConfig } from '../../platform/config.ts';
import { startNode } from '../../platform/node-child.ts';
import { freePort, freePorts } from '../../platform/ports.ts';
import { type EmbeddedPostgres, startPostgres } from '../../platform/postgres/embedded.ts';
import type { Running } from '../../platform/supervise.ts';
import { ensureNamespace } from '../../platform/temporal/namespace.ts';
import { provisionEngine } from '../../platform/temporal/provision.ts';
import { seed } from '../../seed/seed.ts';
import { quietRuntime } from '../../worker/quiet.ts';
import { deploymentName } from '../../worker/run.ts';
import { checkCases } from '../../worker/three-way.ts';
import { workflowIdOf } from '../../workflows/contract/ids.ts';
import { liveCases } from '../faults/clients.ts';
import { done, openLedger } from '../faults/operations.ts';
import { streetOfficers } from '../support/officers.ts';
import { newHome, removeHome } from '../support/system.ts';
import { type Balancer, balance } from './balancer.ts';
import { schemaTool } from './schema-tool.ts';

const namespace = 'caseloop-zone';
const deploy = fileURLToPath(new URL('../../deploy/temporal/', import.meta.url));
const script = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

let home: string;
let postgres: EmbeddedPostgres;
let temporal: ChildProcess;
let connection: Connection;
let client: Client;
let db: Database;
let address: string;
let front: Balancer;
const running: Running[] = [];

beforeAll(async () => {
  quietRuntime();
  home = newHome();
  const config = readConfig(process.env);
  const [engine, tool] = await Promise.all([
    provisionEngine({ bin: config.temporalBin, cache: config.cache, say: () => undefined }),
    schemaTool(config.cache),
  ]);
  postgres = await startPostgres({
    dir: join(home, 'postgres'),
    ownerPassword: 'cluster-only',
    logFile: join(home, 'postgres.log'),
  });
  await setUpSchemas(tool);
  await startTemporalOnPostgres(engine.path);
  connection = await Connection.connect({ address });
  await ensureNamespace(connection, namespace);
  client = new Client({ connection, namespace });
  await migrate(postgres.ownerUrl);
  await seed(postgres.ownerUrl);
  db = openDatabase(postgres.ownerUrl, { applicationName: 'observer', max: 4 });
}, 600_000);

afterAll(async () => {
  await front?.close();
  await Promise.all(running.map((each) => each.stop()));
  await db?.close();
  await connection?.close();
  temporal?.kill('SIGTERM');
  await postgres?.stop();
  removeHome(home);
}, 120_000);

/** What docs/deployment.md says to do. */
const setUpSchemas = async (tool: string): Promise<void> => {
  const { hostname, port, username, password } = new URL(postgres.ownerUrl);
  const owner = new pg.Client({ connectionString: postgres.ownerUrl });
  await owner.connect();
  for (const [database, schema] of [
    ['temporal', 'postgresql/v12/temporal'],
    ['temporal_visibility', 'postgresql/v12/visibility'],
  ] as const) {
    await owner.query(`create database ${database}`);
    const flags = [
      '--plugin',
      'postgres12_pgx',
      '--ep',
      hostname,
      '-p',
      port,
      '-u',
      username,
      '--pw',
      password,
      '--db',
      database,
    ];
    execFileSync(tool, [...flags, 'setup-schema', '-v', '0.0'], { stdio: 'ignore' });
    execFileSync(tool, [...flags, 'update-schema', '--schema-name', schema], { stdio: 'ignore' });
  }
  await owner.end();
};

const startTemporalOnPostgres = async (bin: string): Promise<void> => {
  const ports = await freePorts(8);
  const { host, username, password } = new URL(postgres.ownerUrl);
  const values: Record<string, string> = {
    POSTGRES_ADDRESS: host,
    POSTGRES_USER: username,
    POSTGRES_PASSWORD: password,
    BROADCAST_ADDRESS: '127.0.0.1',
    BIND_ON_IP: '127.0.0.1',
    DYNAMIC_CONFIG: join(deploy, 'dynamic.yaml'),
  };
  for (const [i, name] of ['FRONTEND', 'HISTORY', 'MATCHING', 'WORKER'].entries()) {
    values[`${name}_PORT`] = String(ports[2 * i]);
    values[`${name}_RING`] = String(ports[2 * i + 1]);
  }
  const template = readFileSync(join(deploy, 'server.yaml'), 'utf8');
  const file = join(home, 'server.yaml');
  writeFileSync(
    file,
    template.replace(/\$\{(\w+)\}/g, (_, name: string) => values[name] ?? ''),
  );
  address = `127.0.0.1:${values.FRONTEND_PORT}`;
  temporal = spawn(bin, ['--config-file', file, '--allow-no-auth', 'start'], {
    env: { ...process.env, GOGC: '800' },
    stdio: 'ignore',
  });
  const until = Date.now() + 60_000;
  for (;;) {
    const trying = Connection.lazy({ address });
    const answered = await trying
      .withDeadline(Date.now() + 2_000, () => trying.workflowService.getSystemInfo({}))
      .catch(() => null)
      .finally(() => trying.close());
    if (answered) return;
    if (Date.now() > until) throw new Error('Temporal on PostgreSQL does not answer.');
  }
};

const environment = (more: Record<string, string>): Record<string, string | undefined> => ({
  ...process.env,
  CASELOOP_HOME: home,
  APP_DATABASE_URL: `${postgres.ownerUrl}?options=${encodeURIComponent('-c role=caseloop_app')}`,
  TEMPORAL_ADDRESS: address,
  TEMPORAL_NAMESPACE: namespace,
  LOG_LEVEL: 'warn',
  ...more,
});

const startPart = async (part: 'api' | 'worker', name: string, more: Record<string, string> = {}): Promise<Running> => {
  const started = await startNode({
    script: script(`${part}/main.ts`),
    env: environment(more),
    logFile: join(home, `${name}.log`),
  });
  running.push(started);
  return started;
};

it('two APIs behind one address and two workers lose nothing when one of each is killed under load', async () => {
  const ports = [await freePort(), await freePort()];
  const start = (i: number) => startPart('api', `api-${i}`, { PORT: String(ports[i]), HOST: '127.0.0.1' });
  const [firstWorker, , firstApi] = await Promise.all([
    startPart('worker', 'worker-0'),
    startPart('worker', 'worker-1'),
    start(0),
    start(1),
  ]);
  front = await balance(ports);

  const ledger = openLedger();
  const clients = {
    apiUrl: `http://127.0.0.1:${front.port}`,
    seed: 5,
    officers: await streetOfficers(db),
    ledger,
    duplicated: 0.1,
    patienceMs: 90_000,
  };
  const life = liveCases(clients, { cases: 150, atOnce: 8, longest: 3 });
  await new Promise<void>((resolve) => ledger.whenSucceeded(80, resolve));
  firstWorker.kill();
  await new Promise<void>((resolve) => ledger.whenSucceeded(160, resolve));
  firstApi.kill();
  await new Promise<void>((resolve) => ledger.whenSucceeded(220, resolve));
  await Promise.all([startPart('worker', 'worker-0-again'), start(0)]);
  await life;

  const unknown = ledger.operations.filter(({ answer }) => answer === null);
  expect(unknown).toEqual([]);
  const caseNos = done(ledger).flatMap(({ kind, answer }) => (kind === 'receive' ? [String(answer)] : []));
  expect(new Set(caseNos).size).toBe(150);
  const verdicts = await checkCases({ db, client }, caseNos);
  expect(verdicts.filter(({ agrees }) => !agrees)).toEqual([]);
  const acts = ledger.operations.filter(({ kind }) => kind === 'act').length;
  const { rows } = await db.pool.query('select count(command_id)::integer as n from case_event where seq > 1');
  expect(rows[0].n).toBe(acts);
});

it('a new build of the worker takes over: cases go on where they are, and move to it when they next do something', async () => {
  const taskQueue = 'rolling';
  const versioned = (buildId: string) =>
    startPart('worker', `worker-${buildId}`, { CASELOOP_TASK_QUEUE: taskQueue, CASELOOP_BUILD_ID: buildId });
  const current = async (buildId: string): Promise<void> => {
    await expect
      .poll(
        () =>
          client.workflowService
            .setWorkerDeploymentCurrentVersion({ namespace, deploymentName, buildId, identity: 'operator' })
            .then(() => 'set')
            .catch((error: Error) => error.message),
        { timeout: 30_000, interval: 500 },
      )
      .toBe('set');
  };
  const buildOf = async (caseNo: string): Promise<string | null | undefined> => {
    const { raw } = await client.workflow.getHandle(workflowIdOf(caseNo)).describe();
    return raw.workflowExecutionInfo?.versioningInfo?.deploymentVersion?.buildId;
  };
  const port = await freePort();
  await startPart('api', 'api-rolling', { PORT: String(port), HOST: '127.0.0.1', CASELOOP_TASK_QUEUE: taskQueue });
  const [officer] = await streetOfficers(db);
  const post = async <T>(path: string, body: unknown): Promise<T> => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${officer?.token}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      body: JSON.stringify(body),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(JSON.stringify(answer));
    return answer as T;
  };
  const open = async (): Promise<string> =>
    (
      await post<{ caseNo: string }>('/v1/cases', {
        source: 'patrol',
        category: 'cityAppearance',
        area: officer?.area,
        urgency: 'normal',
        description: '路灯不亮。',
      })
    ).caseNo;
  const act = (caseNo: string) => post(`/v1/cases/${caseNo}/actions/note`, { input: { text: '升级前后的备注' } });

  const before = await versioned('build-a');
  await current('build-a');
  const old = await open();
  const idle = await open();
  expect(await buildOf(old)).toBe('build-a');

  await versioned('build-b');
  await current('build-b');
  const fresh = await open();
  expect(await buildOf(fresh)).toBe('build-b');
  expect(await buildOf(idle)).toBe('build-a');
  await act(old);
  await expect.poll(() => buildOf(old), { timeout: 30_000, interval: 500 }).toBe('build-b');
  await act(idle);
  await expect.poll(() => buildOf(idle), { timeout: 30_000, interval: 500 }).toBe('build-b');
  // Nobody needs the old build any more.
  await before.stop();
  await act(old);

  const verdicts = await checkCases({ db, client }, [old, idle, fresh]);
  expect(verdicts.map(({ agrees, runs }) => [agrees, runs])).toEqual([
    [true, 2],
    [true, 1],
    [true, 1],
  ]);
});
