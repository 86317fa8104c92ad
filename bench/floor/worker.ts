// The floor's worker: a process of its own, as Caseloop's worker is, with the same settings.
import '../../worker/lean-vm.ts';
import { fileURLToPath } from 'node:url';
import { NativeConnection, Worker } from '@temporalio/worker';
import { announceReady, stopWhenAsked } from '../../platform/lifecycle.ts';
import { quietRuntime } from '../../worker/quiet.ts';

quietRuntime();
const [address = '', namespace = '', taskQueue = ''] = process.argv.slice(2);
const connection = await NativeConnection.connect({ address, grpcCompression: { codec: 'none' } });
const worker = await Worker.create({
  connection,
  namespace,
  taskQueue,
  workflowsPath: fileURLToPath(new URL('workflows.ts', import.meta.url)),
  maxCachedWorkflows: 500,
  workflowTaskPollerBehavior: { type: 'simple-maximum', maximum: 20 },
  nonStickyToStickyPollRatio: 0.5,
  debugMode: true,
});
const running = worker.run();
stopWhenAsked(
  async () => {
    worker.shutdown();
    await running;
    await connection.close();
  },
  (error) => console.error(error),
);
announceReady();
await running;
