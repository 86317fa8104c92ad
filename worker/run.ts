// The worker that carries cases. Called alike by the composition root and by the tests.
import './lean-core.ts';
import './lean-vm.ts';
import { type InjectedSinks, type NativeConnection, Worker } from '@temporalio/worker';
import type { CaseActivities } from '../workflows/runtime/ports.ts';
import type { ReplaySinks } from '../workflows/runtime/replay-report.ts';
import { workflowBundle } from './bundle.ts';
import { readBundleFile } from './bundle-file.ts';

export interface CaseWorkerOptions {
  connection: NativeConnection;
  namespace: string;
  taskQueue: string;
  activities: CaseActivities;
  /** Pins cases to this build until they hand over to a new run (docs/deployment.md); unversioned unless given. */
  buildId?: string | undefined;
  /** A file that `npm run bundle` made; bundled here unless given. */
  bundleFile?: string | undefined;
  /** Runs kept in memory; 0 replays each from its history, as after a restart. 500 unless told: some 0.3 MB each. */
  maxCachedWorkflows?: number;
}

/** All workers of Caseloop are one deployment. */
export const deploymentName = 'caseloop';

export const createCaseWorker = async ({
  connection,
  namespace,
  taskQueue,
  activities,
  buildId,
  bundleFile,
  maxCachedWorkflows = 500,
}: CaseWorkerOptions): Promise<Worker> =>
  Worker.create({
    connection,
    namespace,
    taskQueue,
    activities: { ...activities },
    workflowBundle: bundleFile === undefined ? await workflowBundle() : readBundleFile(bundleFile),
    ...(buildId !== undefined && {
      workerDeploymentOptions: {
        useWorkerVersioning: true,
        version: { deploymentName, buildId },
        defaultVersioningBehavior: 'PINNED',
      },
    }),
    // Workflow code in this thread: a thread of its own costs more in messages than it can win on a small machine.
    debugMode: true,
    // With ten polls, of which two for new cases, these waited in the engine's queue for seconds while 64 clients were at work.
    workflowTaskPollerBehavior: { type: 'simple-maximum', maximum: 20 },
    nonStickyToStickyPollRatio: 0.5,
    // For this long a killed worker's tasks wait for it before another may have them; the SDK's 10 s are as long as a caller waits.
    stickyQueueScheduleToStartTimeout: '5s',
    sinks: unheard,
    maxCachedWorkflows,
    maxConcurrentLocalActivityExecutions: 20,
    // Longer than a commit may take: nothing is cut off in the middle.
    shutdownGraceTime: '15s',
  });

/** A worker that replays after a restart has nobody to tell; see `replay.ts` for who has. */
const unheard: InjectedSinks<ReplaySinks> = {
  replay: {
    restored: { fn: () => undefined, callDuringReplay: false },
    applied: { fn: () => undefined, callDuringReplay: false },
  },
};
