// Time skipping on the real engine: straight through, in exact steps, and the refusal of an engine that cannot.
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { advanceTime, skippingClient, TimeSkippingRefused } from './skip.ts';

const DAY_MS = 24 * 3_600_000;
const taskQueue = 'skip-test';
const { temporalAddress: address, namespace } = inject('stack');

let connection: Connection;
let client: Client;
let worker: Worker;
let workerConnection: NativeConnection;
let running: Promise<void>;

beforeAll(async () => {
  connection = await Connection.connect({ address });
  client = new Client({ connection, namespace });
  workerConnection = await NativeConnection.connect({ address });
  const workflowsPath = fileURLToPath(new URL('./skip.workflows.ts', import.meta.url));
  worker = await Worker.create({ connection: workerConnection, namespace, taskQueue, workflowsPath });
  running = worker.run();
});

afterAll(async () => {
  worker?.shutdown();
  await running;
  await workerConnection?.close();
  await connection?.close();
});

describe('skippingClient', () => {
  it('runs a workflow of ten days to its end at once, and its clock shows the days', async () => {
    const slept = await skippingClient(client).workflow.execute('sleeper', {
      workflowId: 'skip-through',
      taskQueue,
      args: [10 * DAY_MS],
    });

    expect(slept).toBeGreaterThanOrEqual(10 * DAY_MS);
  });

  it('leaves the client that it was made from alone', async () => {
    skippingClient(client);
    const handle = await client.workflow.start('sleeper', { workflowId: 'no-skip', taskQueue, args: [DAY_MS] });

    const { raw } = await handle.describe();
    await handle.terminate();

    expect(raw.workflowExtendedInfo?.timeSkippingInfo).toBeFalsy();
  });
});

describe('advanceTime', () => {
  it('moves on by exactly the asked time: the timer after it has not fired', async () => {
    const handle = await client.workflow.start('sleeper', { workflowId: 'steps', taskQueue, args: [3 * DAY_MS] });

    await advanceTime(client, 'steps', 2 * DAY_MS);
    const early = await handle.describe();
    await advanceTime(client, 'steps', DAY_MS);

    expect(early.status.name).toBe('RUNNING');
    expect(await handle.result()).toBeGreaterThanOrEqual(3 * DAY_MS);
  });

  it('returns when the workflow ends on the way', async () => {
    const handle = await client.workflow.start('sleeper', { workflowId: 'ends', taskQueue, args: [DAY_MS] });

    await advanceTime(client, 'ends', 5 * DAY_MS);

    expect((await handle.describe()).status.name).toBe('COMPLETED');
  });

  it('says that an older engine cannot skip, instead of waiting in real time', async () => {
    const old = Object.create(connection, {
      workflowService: {
        value: Object.assign(Object.create(connection.workflowService), {
          getSystemInfo: async () => ({ serverVersion: '1.29.1' }),
        }),
      },
    }) as Connection;
    const oldClient = new Client({ connection: old, namespace });

    await expect(advanceTime(oldClient, 'none', DAY_MS)).rejects.toThrow(TimeSkippingRefused);
    await expect(
      skippingClient(oldClient).workflow.start('sleeper', { workflowId: 'old', taskQueue, args: [DAY_MS] }),
    ).rejects.toMatchObject({ cause: expect.any(TimeSkippingRefused) });
    await expect(client.workflow.getHandle('old').describe()).rejects.toThrow();
  });
});
