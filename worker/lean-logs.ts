// Takes a cost off every step of a case: the SDK says some five things of it at the levels trace and debug. Each is put together, kept for
// 100 ms among all others in the order of their times, with everything that it speaks of, and dropped only then.
import { LoggerWithComposedMetadata } from '@temporalio/common/lib/logger.js';

type Detail = 'trace' | 'debug';

/** From now on the SDK says nothing at levels that nobody listens to. */
export const sayOnlyWhatIsHeard = (isHeard: (level: Detail) => boolean): void => {
  for (const level of ['trace', 'debug'] as const) {
    if (!isHeard(level)) LoggerWithComposedMetadata.prototype[level] = () => undefined;
  }
};
