// Work that is done again and again beside the cases: one round after the other, never two at once, until it is stopped.
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '../platform/logger.ts';

export interface Rounds {
  stop(): Promise<void>;
}

/**
 * @param round one round; a positive answer means that there may be more to do at once
 * @param pauseMs between rounds that found nothing, and after one that failed
 * @param begins with its first round, or with a pause
 */
export const keepDoing = (
  name: string,
  round: () => Promise<number>,
  pauseMs: number,
  logger: Logger,
  begins: 'at once' | 'after a pause' = 'at once',
): Rounds => {
  const stopping = new AbortController();
  const pause = () => delay(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined);
  const loop = async (): Promise<void> => {
    if (begins === 'after a pause') await pause();
    while (!stopping.signal.aborted) {
      const found = await round().catch((error: Error) => {
        logger.warn({ round: name, why: error.message }, 'a round failed; it is tried again');
        return 0;
      });
      if (found === 0) await pause();
    }
  };
  const done = loop();
  return {
    async stop() {
      stopping.abort();
      await done;
    },
  };
};
