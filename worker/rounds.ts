// Work that is done again and again beside the cases: one round after the other, never two at once, until it is stopped.
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '../platform/logger.ts';

export interface Rounds {
  stop(): Promise<void>;
}

/**
 * @param round one round; a positive answer means that there may be more to do at once
 * @param pauseMs between rounds that found nothing, and after one that failed
 */
export const keepDoing = (name: string, round: () => Promise<number>, pauseMs: number, logger: Logger): Rounds => {
  const stopping = new AbortController();
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const found = await round().catch((error: Error) => {
        logger.warn({ round: name, why: error.message }, 'a round failed; it is tried again');
        return 0;
      });
      if (found === 0) await delay(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined);
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
