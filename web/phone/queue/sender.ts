// Sends what waits, for the person who is signed in. The page and the service worker both run it, at the same time if it so happens;
// it may be killed at any point and begins again where the store stands.
import { type FailureCode, failures } from '../../../workflows/contract/failures.ts';
import { accept, type Report, refuse, seal, uploaded } from './report.ts';

export interface QueueStore {
  list(): Promise<readonly Report[]>;
  /** Changes one report in one step that nobody else comes between. @returns it as it is now, null when it is gone */
  change(id: string, how: (report: Report) => Report): Promise<Report | null>;
}

/**
 * The API as the sender sees it. Each call throws a {@link Told} when it is refused or not answered. What is sent names its owner, and
 * is refused as Unauthenticated when somebody else is signed in: the phone may change hands between any two calls.
 */
export interface Door {
  /** The person signed in, or null. */
  whoIsThere(): Promise<string | null>;
  /** @returns the reference */
  upload(owner: string, file: Blob): Promise<string>;
  receive(owner: string, key: string, body: string): Promise<{ caseNo: string; secret: string }>;
}

/** What the door throws: `ApiError` is one. */
export interface Told extends Error {
  code: FailureCode | 'Offline';
  problems: readonly { pointer: string; message: string }[];
}

/** How a run ended. `signIn`: somebody's reports wait for them to sign in again. */
export type Run = 'done' | 'later' | 'signIn';

const isTold = (error: unknown): error is Told => error instanceof Error && 'code' in error && 'problems' in error;

/** Asking again cannot help: the report must be changed. Of anything else the outcome is open, or it will pass. */
const isRefusal = ({ code }: Told): boolean =>
  code !== 'Offline' && code !== 'Unauthenticated' && !failures[code].retryable && failures[code].status < 500;

export interface Sending {
  store: QueueStore;
  door: Door;
  /** The present. */
  now: () => Date;
  /** Which report is being sent; null: none any more. */
  tell?: (id: string | null) => void;
}

/** Uploads what is not uploaded yet. */
const sendPhotos = async ({ store, door }: Sending, report: Report): Promise<void> => {
  for (const { id, file, ref } of report.photos) {
    if (ref !== null) continue;
    const given = await door.upload(report.owner, file);
    await store.change(report.id, (now) => uploaded(now, id, given));
  }
};

const sendOne = async (sending: Sending, report: Report): Promise<void> => {
  const { store, door, now } = sending;
  try {
    await sendPhotos(sending, report);
    const ready = await store.change(report.id, seal);
    // Taken back or thrown away meanwhile.
    if (ready?.stage !== 'waiting' || ready.sealed === null) return;
    const receipt = await door.receive(ready.owner, ready.key, ready.sealed);
    await store.change(report.id, (last) => accept(last, receipt, now().toISOString()));
  } catch (error) {
    if (!isTold(error) || !isRefusal(error)) throw error;
    const { code, message, problems } = error;
    await store.change(report.id, (last) => refuse(last, { code, message, problems }));
  }
};

/** Sends the reports of whoever is signed in, the oldest first; stops at the first that cannot be sent now. */
export const sendWaiting = async (sending: Sending): Promise<Run> => {
  const { store, door, tell } = sending;
  const waiting = (await store.list())
    .filter(({ stage }) => stage === 'waiting')
    .sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
  try {
    for (const report of waiting) {
      // Only to leave alone what is not theirs to send; what holds them apart is the owner that each call names.
      const person = await door.whoIsThere();
      if (person === null) return 'signIn';
      if (person !== report.owner) continue;
      tell?.(report.id);
      await sendOne(sending, report);
    }
    return 'done';
  } catch (error) {
    if (!isTold(error)) throw error;
    return error.code === 'Unauthenticated' ? 'signIn' : 'later';
  } finally {
    tell?.(null);
  }
};
