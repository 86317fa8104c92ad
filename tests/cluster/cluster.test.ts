// Where one machine is outgrown: the real Temporal server on PostgreSQL, two APIs behind one address, two workers, one of each killed under
// load; then a new build of the worker takes over while the old one's cases go on. `npm run test:cluster`; needs Go for the schema tool and envsubst (gettext).
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import proto from '@temporalio/proto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../db/client.ts';
import { freePort } from '../../platform/ports.ts';
import { workflowBundle } from '../../worker/bundle.ts';
import { writeBundleFile } from '../../worker/bundle-file.ts';
import { quietRuntime } from '../../worker/quiet.ts';
import { deploymentName } from '../../worker/run.ts';
import { checkCases } from '../../worker/three-way.ts';
import { workflowIdOf } from '../../workflows/contract/ids.ts';
import { liveCases } from '../faults/clients.ts';
import { done, openLedger } from '../faults/operations.ts';
import { streetOfficers } from '../support/officers.ts';
import { newHome, removeHome, sealKeyOf } from '../support/system.ts';
import { type Balancer, balance } from './balancer.ts';
import { type Cluster, namespace, startCluster } from './cluster.ts';

/** How long a step of the engine may take, in ms. */
const patience = { timeout: 30_000, interval: 500 };

let home: string;
let cluster: Cluster;
let connection: Connection;
let client: Client;
let db: Database;
let front: Balancer;

beforeAll(async () => {
  quietRuntime();
  home = newHome();
  cluster = await startCluster(home);
  connection = await Connection.connect({ address: cluster.temporalAddress });
  client = new Client({ connection, namespace });
  db = openDatabase(cluster.ownerUrl, { applicationName: 'observer', max: 4 });
}, 600_000);

afterAll(async () => {
  await front?.close();
  await db?.close();
  await connection?.close();
  await cluster?.stop();
  removeHome(home);
}, 120_000);

it('two APIs behind one address and two workers lose nothing when one of each is killed under load', async () => {
  const ports = [await freePort(), await freePort()];
  const start = (i: number) => cluster.startPart('api', `api-${i}`, { PORT: String(ports[i]), HOST: '127.0.0.1' });
  const [firstWorker, , firstApi] = await Promise.all([
    cluster.startPart('worker', 'worker-0'),
    cluster.startPart('worker', 'worker-1'),
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
  await Promise.all([cluster.startPart('worker', 'worker-0-again'), start(0)]);
  await life;

  const unknown = ledger.operations.filter(({ answer }) => answer === null);
  expect(unknown).toEqual([]);
  const caseNos = done(ledger).flatMap(({ kind, answer }) => (kind === 'receive' ? [String(answer)] : []));
  expect(new Set(caseNos).size).toBe(150);
  const verdicts = await checkCases({ db, client, sealKey: sealKeyOf(home) }, caseNos);
  expect(verdicts.filter(({ agrees }) => !agrees)).toEqual([]);
  const acts = ledger.operations.filter(({ kind }) => kind === 'act').length;
  const { rows } = await db.pool.query('select count(command_id)::integer as n from case_event where seq > 1');
  expect(rows[0].n).toBe(acts);
});

it('a new build of the worker takes over: cases go on where they are, and move to it when they next do something', async () => {
  const taskQueue = 'rolling';
  const bundle = join(home, 'workflow-bundle.js');
  writeBundleFile(bundle, await workflowBundle());
  const versioned = (buildId: string) =>
    cluster.startPart('worker', `worker-${buildId}`, {
      CASELOOP_TASK_QUEUE: taskQueue,
      CASELOOP_BUILD_ID: buildId,
      CASELOOP_WORKFLOW_BUNDLE: bundle,
    });
  const current = async (buildId: string): Promise<void> => {
    await expect
      .poll(
        () =>
          client.workflowService
            .setWorkerDeploymentCurrentVersion({ namespace, deploymentName, buildId, identity: 'operator' })
            .then(() => 'set')
            .catch((error: Error) => error.message),
        patience,
      )
      .toBe('set');
  };
  const buildOf = async (caseNo: string): Promise<string | null | undefined> => {
    const { raw } = await client.workflow.getHandle(workflowIdOf(caseNo)).describe();
    return raw.workflowExecutionInfo?.versioningInfo?.deploymentVersion?.buildId;
  };
  /** The cases that still need a build, as `temporal workflow list --query` tells them. */
  const openOn = async (buildId: string): Promise<string[]> => {
    const query = `TemporalWorkerDeploymentVersion = '${deploymentName}:${buildId}' and ExecutionStatus = 'Running'`;
    const found: string[] = [];
    for await (const { workflowId } of client.workflow.list({ query })) found.push(workflowId);
    return found.sort();
  };
  const isDraining = async (buildId: string): Promise<boolean> => {
    const { workerDeploymentInfo } = await client.workflowService.describeWorkerDeployment({
      namespace,
      deploymentName,
    });
    const version = workerDeploymentInfo?.versionSummaries?.find((each) => each.deploymentVersion?.buildId === buildId);
    return (
      version?.drainageStatus === proto.temporal.api.enums.v1.VersionDrainageStatus.VERSION_DRAINAGE_STATUS_DRAINING
    );
  };
  const port = await freePort();
  await cluster.startPart('api', 'api-rolling', {
    PORT: String(port),
    HOST: '127.0.0.1',
    CASELOOP_TASK_QUEUE: taskQueue,
  });
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

  /** What a case does before the news of a new build has reached its queue leaves it where it is. */
  const actUntilOn = (buildId: string, caseNo: string) =>
    expect.poll(() => act(caseNo).then(() => buildOf(caseNo)), patience).toBe(buildId);

  const nameless = await cluster.startPart('worker', 'worker-nameless', { CASELOOP_TASK_QUEUE: taskQueue });
  const early = await open();
  await nameless.stop();

  const before = await versioned('build-a');
  await current('build-a');
  const old = await open();
  const idle = await open();
  const asleep = await open();
  expect(await buildOf(old)).toBe('build-a');
  // One that began without builds is pinned by the next thing that it does.
  await actUntilOn('build-a', early);

  await versioned('build-b');
  await current('build-b');
  await expect.poll(() => isDraining('build-a'), patience).toBe(true);
  const fresh = await open();
  expect(await buildOf(fresh)).toBe('build-b');
  expect(await buildOf(idle)).toBe('build-a');
  await actUntilOn('build-b', old);
  await Promise.all([actUntilOn('build-b', idle), actUntilOn('build-b', early)]);
  // One that has nothing to do is woken by an update that changes nothing.
  await expect.poll(() => openOn('build-a'), patience).toEqual([workflowIdOf(asleep)]);
  await client.workflow.getHandle(workflowIdOf(asleep)).executeUpdate('catchUp');
  await expect.poll(() => buildOf(asleep), patience).toBe('build-b');
  await expect.poll(() => openOn('build-a'), patience).toEqual([]);
  // Nobody needs the old build any more.
  await before.stop();
  await act(old);

  // Rolled back: the old build is current again, and a case that moves on moves back to it.
  await versioned('build-a');
  await current('build-a');
  await expect.poll(() => isDraining('build-b'), patience).toBe(true);
  await actUntilOn('build-a', fresh);

  const verdicts = await checkCases({ db, client, sealKey: sealKeyOf(home) }, [old, early, idle, asleep, fresh]);
  expect(verdicts.map(({ agrees }) => agrees)).toEqual([true, true, true, true, true]);
  expect(verdicts[0]?.runs).toBe(2);
});
