// How many uploads are taken at once: each file stands in memory as a whole. Others wait with their bodies unread, a few of them.
import type { FastifyReply } from 'fastify';
import { CaseFailure } from '../workflows/contract/failures.ts';

/** Uploads that wait, for each that is taken. */
const waitingForEach = 5;

/**
 * Takes a place until the answer is sent or its connection is gone.
 * @returns once there is a place
 * @throws CaseFailure TooManyRequests when too many wait already
 */
export const createUploadPlaces = (places: number): ((reply: FastifyReply) => Promise<void>) => {
  let taken = 0;
  const waiting = new Set<() => void>();
  const leave = (): void => {
    const [next] = waiting;
    if (!next) {
      taken -= 1;
      return;
    }
    waiting.delete(next);
    next();
  };
  return async ({ raw }) => {
    if (taken >= places) {
      if (waiting.size >= places * waitingForEach) {
        throw new CaseFailure(
          'TooManyRequests',
          '正在上传的文件过多，请稍后再试。Too many uploads at once; try again soon.',
        );
      }
      await new Promise<void>((resolve) => {
        waiting.add(resolve);
        // Gone while it waited: there is nobody to take the place.
        raw.once('close', () => waiting.delete(resolve));
      });
    } else {
      taken += 1;
    }
    if (raw.destroyed) leave();
    else raw.once('close', leave);
  };
};
