// Tells news of cases to whoever listens at this process: one look at the ledger for all of them, when a bell rings and every few seconds
// in case one was missed. A listener is told each event once from its position on, and is let go when its session ends: from the bell that
// tells of an end until all sessions were checked, nobody is told any news.
import { setTimeout as delay } from 'node:timers/promises';
import { hearBells } from '../db/bells.ts';
import type { Database } from '../db/client.ts';
import { type NewsRead, newsPosition, readNews } from '../db/news.ts';
import { goingOn } from '../db/sessions.ts';
import type { Logger } from '../platform/logger.ts';
import { type Caller, identityOf } from './caller.ts';
import { loggable } from './errors.ts';

export interface Listener {
  caller: Caller;
  token: string;
  /** Where it left off; null: from now on. */
  since: string | null;
  /** Told at once when it joins, whenever there are news of anybody's cases, and at every beat without any. */
  hear(read: NewsRead): void;
  /** It will hear nothing more. */
  end(): void;
}

export interface Newsroom {
  /** @returns how to leave */
  join(listener: Listener): () => void;
  /** How many listen; as one caller (a person, or the resident of a case), or all. */
  count(caller?: Caller): number;
  close(): void;
}

export interface NewsTiming {
  /** Between looks when no bell rings, in ms. */
  lookMs: number;
  /** Between beats, in ms: listeners are told that there is nothing, and their sessions are checked. */
  beatMs: number;
}

const usual: NewsTiming = { lookMs: 5_000, beatMs: 20_000 };

/** After a look that failed, in ms. */
const retryMs = 1_000;

export const createNewsroom = (
  { db, logger }: { db: Database; logger: Logger },
  { lookMs, beatMs }: NewsTiming = usual,
): Newsroom => {
  const listeners = new Set<Listener>();
  const newcomers = new Set<Listener>();
  /** What all listeners have been told; null while nobody listens. */
  let position: string | null = null;
  const leaving = new AbortController();
  /** How many times there was a reason to check the sessions, and how many of these had come when they were last checked. */
  let doubts = 0;
  let checked = 0;

  const everybody = (): Listener[] => [...listeners, ...newcomers];

  const look = async (): Promise<void> => {
    // Those who come while this look goes on are for the next one: it must be later than what they have been told elsewhere.
    const arrived = [...newcomers];
    // Their sessions may have ended since their requests were let in.
    if (arrived.length > 0) doubts += 1;
    if (position === null) position = await newsPosition(db);
    else {
      const read = await readNews(db, position);
      await checkSessions();
      position = read.position;
      if (read.news.length > 0 || !read.complete) for (const listener of listeners) listener.hear(read);
    }
    for (const listener of arrived) {
      const read = await readFor(listener, position);
      await checkSessions();
      // It may have left meanwhile.
      if (!newcomers.delete(listener)) continue;
      listeners.add(listener);
      listener.hear(read);
    }
    if (listeners.size + newcomers.size === 0) position = null;
  };

  /** What a newcomer is told, up to where the others are. Its position, which anybody may have made up, keeps nobody else from joining. */
  const readFor = async ({ since }: Listener, until: string): Promise<NewsRead> => {
    if (since === null) return { news: [], position: until, complete: true };
    return readNews(db, since, until).catch((error: unknown) => {
      logger.warn({ why: loggable(error) }, 'the news since a position could not be read');
      return { news: [], position: until, complete: false };
    });
  };

  const checkSessions = async (): Promise<void> => {
    for (let asked = everybody(); checked < doubts && asked.length > 0; asked = everybody()) {
      const upTo = doubts;
      const going = await goingOn(
        db,
        asked.map(({ token, caller }) => ({
          token,
          unit: caller.kind === 'person' ? caller.unit : null,
          role: caller.kind === 'person' ? caller.role : null,
        })),
      );
      for (const listener of asked) if (!going.has(listener.token)) letGo(listener);
      checked = upTo;
    }
  };

  let wanted = false;
  let looking = false;
  /** Looks when asked to, once more when it was asked for meanwhile, and again after a failure. */
  const lookOnDemand = async (): Promise<void> => {
    looking = true;
    while (wanted && !leaving.signal.aborted) {
      wanted = false;
      try {
        await checkSessions();
        if (listeners.size + newcomers.size > 0) await look();
      } catch (error) {
        wanted = true;
        logger.warn({ why: loggable(error) }, 'no news could be read');
        await delay(retryMs, undefined, { signal: leaving.signal, ref: false }).catch(() => undefined);
      }
    }
    looking = false;
  };
  const wantLook = (): void => {
    wanted = true;
    if (!looking) void lookOnDemand();
  };
  const wantCheck = (): void => {
    doubts += 1;
    wantLook();
  };

  const letGo = (listener: Listener): void => {
    listeners.delete(listener);
    newcomers.delete(listener);
    listener.end();
  };

  const everyLook = setInterval(wantLook, lookMs).unref();
  const everyBeat = setInterval(() => {
    wantCheck();
    if (position !== null) for (const each of listeners) each.hear({ news: [], position, complete: true });
  }, beatMs).unref();
  // Nobody listens at most processes that only tests start: the connection waits for the first one.
  let stopHearing: (() => void) | undefined;

  return {
    join(listener) {
      stopHearing ??= hearBells(db, { news: wantLook, sessions: wantCheck });
      newcomers.add(listener);
      wantLook();
      return () => {
        listeners.delete(listener);
        newcomers.delete(listener);
      };
    },
    count: (asked) =>
      asked === undefined
        ? listeners.size + newcomers.size
        : everybody().filter(({ caller }) => identityOf(caller) === identityOf(asked)).length,
    close() {
      leaving.abort();
      clearInterval(everyLook);
      clearInterval(everyBeat);
      stopHearing?.();
      for (const listener of everybody()) letGo(listener);
    },
  };
};
