// The worker that proves cases for whoever asks through the API. Apart from the one that carries them: a task queue of its own, one
// check at a time, so that auditors never hold up a case.
import type { Client } from '@temporalio/client';
import { type NativeConnection, Worker } from '@temporalio/worker';
import type { Database } from '../db/client.ts';
import type { Keys } from '../platform/keys.ts';
import { type ProofActivities, proofQueueOf } from '../platform/temporal/proof.ts';
import { workflowBundle } from './bundle.ts';
import { readBundleFile } from './bundle-file.ts';
import { checkCase } from './three-way.ts';

export interface ProofWorkerOptions {
  connection: NativeConnection;
  namespace: string;
  /** The cases' task queue; this one stands beside it. */
  taskQueue: string;
  db: Database;
  client: Client;
  keys: Pick<Keys, 'seal' | 'vault'>;
  /** A file that `npm run bundle` made; bundled here unless given. */
  bundleFile?: string | undefined;
}

export const createProofWorker = async ({
  connection,
  namespace,
  taskQueue,
  db,
  client,
  keys,
  bundleFile,
}: ProofWorkerOptions): Promise<Worker> => {
  const bundle = bundleFile === undefined ? await workflowBundle() : readBundleFile(bundleFile);
  const evidence = { db, client, bundle, sealKey: keys.seal, vault: { db, key: keys.vault } };
  const activities: ProofActivities = { proveCase: (caseNo) => checkCase(evidence, caseNo) };
  return Worker.create({
    connection,
    namespace,
    taskQueue: proofQueueOf(taskQueue),
    activities: { ...activities },
    maxConcurrentActivityTaskExecutions: 1,
    maxConcurrentActivityTaskPolls: 1,
    shutdownGraceTime: '15s',
  });
};
