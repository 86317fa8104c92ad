// For commands that replay: the SDK's own lines are not their output.
import { DefaultLogger, Runtime } from '@temporalio/worker';

/** Installs a runtime that says errors only; call it before anything else of the SDK. */
export const quietRuntime = (): void => {
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    shutdownSignals: [],
    telemetryOptions: { logging: { forward: {}, filter: { core: 'ERROR', other: 'ERROR' } } },
  });
};
