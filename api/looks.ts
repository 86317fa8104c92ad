// 查看留痕: notes who was shown a case's words, or handed files of it. What the caller did to a case stands in its ledger and is not noted
// again; lists, which begin each line with some words of the request, are not noted either.
//
// Views are kept in memory and written within a second, so that no page waits for them: a process that is killed loses that second. Files
// are noted before they are handed out, so that none leaves without a trace.
import { type LookKind, type NewLook, writeLooks } from '../db/looks.ts';
import type { Instant } from '../workflows/contract/ids.ts';
import type { CaseState } from '../workflows/contract/state.ts';
import { actingOn, type Caller } from './caller.ts';
import type { ApiDeps } from './deps.ts';
import { readsNothing } from './texts.ts';

type LookedAt = Pick<CaseState, 'caseNo' | 'intake'>;

export interface Looks {
  /** Notes that the caller is shown something of a case; written soon. */
  show(caller: Caller, state: LookedAt, kind: LookKind): void;
  /** Notes that the caller is about to be handed a file. @throws when it cannot be written: then nothing may be handed out */
  handOut(caller: Caller, state: LookedAt, kind: LookKind, part?: string): Promise<void>;
  /** Writes what is still in memory; what could not be written stays there. */
  settle(): Promise<void>;
  /** Writes what is still in memory, for the last time. */
  close(): Promise<void>;
}

/** How long, in ms, further looks of one caller at the same are part of the first: a page that is open asks again with all news. */
const oneLookMs = 10 * 60_000;

/** Looks that are remembered as written lately. Beyond them the oldest are forgotten: the next such look is a row again. */
const remembered = 20_000;

/** How long views stay in memory, in ms. */
const soonMs = 1_000;

/** Views that are kept while the database takes none; beyond them the oldest go to the log. */
const kept = 10_000;

export const createLooks = ({ db, logger }: Pick<ApiDeps, 'db' | 'logger'>): Looks => {
  /** When the last row of each was noted, the oldest first. */
  const noted = new Map<string, number>();
  let waiting: NewLook[] = [];
  let timer: NodeJS.Timeout | null = null;
  let writing = Promise.resolve();

  const lookOf = (caller: Caller, { caseNo, intake }: LookedAt, kind: LookKind, part: string | null): NewLook => {
    const { actor, authority } = actingOn(caller, { intake });
    const at = new Date().toISOString() as Instant;
    return { caseNo, kind, part, person: actor.person, unit: actor.unit, role: authority.role, at };
  };
  const keyOf = ({ at: _, ...look }: NewLook): string => Object.values(look).join(' ');
  const isNoted = (look: NewLook): boolean => (noted.get(keyOf(look)) ?? 0) > Date.now() - oneLookMs;
  const note = (look: NewLook): void => {
    const key = keyOf(look);
    noted.delete(key);
    noted.set(key, Date.now());
    const [oldest] = noted.keys();
    if (noted.size > remembered && oldest !== undefined) noted.delete(oldest);
  };

  const giveUp = (looks: readonly NewLook[]): void => {
    if (looks.length > 0) logger.error({ looks }, 'looks at cases could not be recorded');
  };
  const write = async (): Promise<void> => {
    const batch = waiting;
    waiting = [];
    if (batch.length === 0) return;
    try {
      await writeLooks(db, batch);
    } catch (error) {
      logger.warn({ why: String(error), looks: batch.length }, 'looks at cases are recorded later');
      waiting = [...batch, ...waiting];
      giveUp(waiting.splice(0, Math.max(0, waiting.length - kept)));
      writeSoon();
    }
  };
  const settle = (): Promise<void> => {
    writing = writing.then(write);
    return writing;
  };
  const writeSoon = (): void => {
    timer ??= setTimeout(() => {
      timer = null;
      void settle();
    }, soonMs).unref();
  };

  return {
    show(caller, state, kind) {
      if (readsNothing(caller)) return;
      const look = lookOf(caller, state, kind, null);
      if (isNoted(look)) return;
      note(look);
      waiting.push(look);
      writeSoon();
    },
    async handOut(caller, state, kind, part) {
      const look = lookOf(caller, state, kind, part ?? null);
      if (isNoted(look)) return;
      await writeLooks(db, [look]);
      note(look);
    },
    settle,
    async close() {
      await settle();
      if (timer !== null) clearTimeout(timer);
      giveUp(waiting);
    },
  };
};
