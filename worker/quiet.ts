// For commands that replay: the SDK's own lines are not their output.
import './lean-core.ts';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { sayOnlyWhatIsHeard } from './lean-logs.ts';

/**
 * Installs a runtime that says errors only; call it before anything else of the SDK.
 * @returns ends it: one that was never used would keep the process. Harmless where the SDK has ended it itself
 */
export const quietRuntime = (): (() => Promise<void>) => {
  sayOnlyWhatIsHeard(() => false);
  const runtime = Runtime.install({
    logger: new DefaultLogger('ERROR'),
    shutdownSignals: [],
    telemetryOptions: { logging: { forward: {}, filter: { core: 'ERROR', other: 'ERROR' } } },
  });
  return () => runtime.shutdown();
};
