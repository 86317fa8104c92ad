// Turns on the real engine: who waits for a worker when thousands of cases wake at once.
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { turnOf } from './open-case.ts';

const taskQueue = 'turns-test';
const { temporalAddress: address, namespace } = inject('stack');

let connection: Connection;
let client: Client;
beforeAll(async () => {
  connection = await Connection.connect({ address });
  client = new Client({ connection, namespace });
});
afterAll(() => connection?.close());

const waiting = (workflowId: string, receivedAt: string) =>
  client.workflow.start('nobodyRunsIt', {
    workflowId,
    taskQueue,
    priority: turnOf(receivedAt),
    // A task that was taken does not come again during the test.
    workflowTaskTimeout: '60s',
    workflowExecutionTimeout: '120s',
  });

/** Takes tasks as a worker does; they are left unanswered. */
const takeTasks = async (count: number): Promise<string[]> => {
  const taken: string[] = [];
  while (taken.length < count) {
    const { workflowExecution } = await connection.withDeadline(Date.now() + 30_000, () =>
      client.workflowService.pollWorkflowTaskQueue({
        namespace,
        taskQueue: { name: taskQueue },
        identity: 'turns-test',
      }),
    );
    taken.push(workflowExecution?.workflowId ?? '');
  }
  return taken;
};

it('a case that was received later does not wait behind all that were received before and wake together', async () => {
  const storm = Array.from({ length: 40 }, (_, i) => `storm-${i}`);
  for (const id of storm) await waiting(id, '2026-11-25T09:14:59.000Z');
  await waiting('newcomer', '2026-11-25T09:30:00.000Z');

  const order = await takeTasks(41);

  expect(order.indexOf('newcomer')).toBeLessThan(20);
  expect(order.toSorted()).toEqual([...storm, 'newcomer'].toSorted());
}, 60_000);
