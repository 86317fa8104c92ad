// How many uploads are taken at once: each file stands in memory as a whole. Others wait with their bodies unread, a few of them. Nobody has
// more than one place at a time: who sends slowly, in many pieces or never to the end, holds up only themselves.
import type { FastifyReply } from 'fastify';
import { CaseFailure } from '../workflows/contract/failures.ts';
import { type Caller, identityOf } from './caller.ts';

/** Uploads that wait, for each that is taken. */
const waitingForEach = 5;

/** Of these, those of one caller: as many as a browser sends beside the one that is taken; of a resident, the one that tries again. */
const waitingOfOne = { person: 5, resident: 1 };

interface Waiting {
  who: string;
  enter: () => void;
}

const tooMany = (sentence: string): CaseFailure => new CaseFailure('TooManyRequests', sentence);

/**
 * Takes a place for a caller until the answer is sent or its connection is gone.
 * @returns once there is a place
 * @throws CaseFailure TooManyRequests when too many wait already, of this caller or altogether
 */
export const createUploadPlaces = (places: number): ((reply: FastifyReply, caller: Caller) => Promise<void>) => {
  const uploading = new Set<string>();
  const waiting = new Set<Waiting>();

  const leave = (who: string): void => {
    uploading.delete(who);
    const next = [...waiting].find((each) => !uploading.has(each.who));
    if (!next) return;
    waiting.delete(next);
    uploading.add(next.who);
    next.enter();
  };

  const requireRoomToWait = (caller: Caller): void => {
    const own = [...waiting].filter(({ who }) => who === identityOf(caller));
    if (own.length >= waitingOfOne[caller.kind]) {
      throw tooMany('您还有文件正在上传，请等其传完再试。Others of your files are being uploaded; wait for them.');
    }
    if (waiting.size >= places * waitingForEach) {
      throw tooMany('正在上传的文件过多，请稍后再试。Too many uploads at once; try again soon.');
    }
  };

  return async ({ raw }, caller) => {
    const who = identityOf(caller);
    if (uploading.size < places && !uploading.has(who)) {
      uploading.add(who);
    } else {
      requireRoomToWait(caller);
      await new Promise<void>((enter) => {
        const mine = { who, enter };
        waiting.add(mine);
        // Gone while it waited: there is nobody to take the place.
        raw.once('close', () => waiting.delete(mine));
      });
    }
    if (raw.destroyed) leave(who);
    else raw.once('close', () => leave(who));
  };
};
