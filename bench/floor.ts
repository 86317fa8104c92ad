// (a) The floor: bare workflows on the same engine, with as many updates and armed timers as a case has, no ledger and no HTTP.
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Client, Connection, WithStartWorkflowOperation } from '@temporalio/client';
import { startNode } from '../platform/node-child.ts';
import type { System } from '../tests/support/system.ts';
import { crowd, warmUp } from './crowd.ts';
import { quantiles, rounded } from './numbers.ts';
import { cpuMeter } from './processes.ts';

/** Updates after the start, as in `lifecycle`. */
const steps = 5;

export interface Load {
  clients: number;
  cases: number;
}

export const floor = async (system: System, { clients, cases }: Load): Promise<Record<string, unknown>> => {
  const { temporalAddress, namespace } = system.running();
  const taskQueue = `floor-${randomUUID()}`;
  const worker = await startNode({
    script: fileURLToPath(new URL('floor/worker.ts', import.meta.url)),
    args: [temporalAddress, namespace, taskQueue],
    env: process.env,
    logFile: `${system.home}/logs/floor-worker.log`,
  });
  const connection = await Connection.connect({ address: temporalAddress });
  const client = new Client({ connection, namespace });
  const calls: number[] = [];
  const timed = async (call: () => Promise<unknown>): Promise<void> => {
    const began = performance.now();
    await call();
    calls.push(performance.now() - began);
  };
  const live = async (): Promise<void> => {
    const workflowId = `floor/${randomUUID()}`;
    const startWorkflowOperation = new WithStartWorkflowOperation('bareCase', {
      workflowId,
      taskQueue,
      args: [steps],
      workflowIdConflictPolicy: 'FAIL',
    });
    startWorkflowOperation.workflowHandle().catch(() => undefined);
    await timed(() =>
      client.workflow.executeUpdateWithStart('received', { startWorkflowOperation: startWorkflowOperation as never }),
    );
    const handle = client.workflow.getHandle(workflowId);
    for (let i = 0; i < steps; i += 1) await timed(() => handle.executeUpdate('step'));
  };
  try {
    await crowd(clients, warmUp(clients), live);
    calls.length = 0;
    const used = cpuMeter({ engine: system.parts().temporal.pid, worker: worker.pid });
    const { tookMs } = await crowd(clients, cases, live);
    const cpu = used();
    return {
      clients,
      cases,
      casesPerSecond: rounded((cases * 1000) / tookMs),
      callMs: quantiles(calls),
      cpuMsPerCase: Object.fromEntries(Object.entries(cpu).map(([name, ms]) => [name, rounded(ms / cases)])),
      cpuMsPerCaseTotal: rounded(Object.values(cpu).reduce((a, b) => a + b, 0) / cases),
    };
  } finally {
    await connection.close();
    await worker.stop();
  }
};
