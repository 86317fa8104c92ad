// The worker that carries cases. Called alike by the composition root and by the tests.
import { type NativeConnection, Worker } from '@temporalio/worker';
import type { CaseActivities } from '../workflows/runtime/ports.ts';
import { workflowBundle } from './bundle.ts';

export interface CaseWorkerOptions {
  connection: NativeConnection;
  namespace: string;
  taskQueue: string;
  activities: CaseActivities;
  /** Runs kept in memory; 0 replays each from its history, as after a restart. 2,000 unless told. */
  maxCachedWorkflows?: number;
}

export const createCaseWorker = async ({
  connection,
  namespace,
  taskQueue,
  activities,
  maxCachedWorkflows = 2_000,
}: CaseWorkerOptions): Promise<Worker> =>
  Worker.create({
    connection,
    namespace,
    taskQueue,
    activities: { ...activities },
    workflowBundle: await workflowBundle(),
    maxCachedWorkflows,
    maxConcurrentLocalActivityExecutions: 20,
    // Longer than a commit may take: nothing is cut off in the middle.
    shutdownGraceTime: '15s',
  });
