// The hall's data, for weeks on end: asked for again when something happened, from time to time anyway, and with patience when nothing
// answers. Of all answers only the last one is kept.
import { useEffect, useRef, useState } from 'react';
import { ApiError, api, ask } from '../../../shared/api.ts';
import type { Schemas } from '../../../shared/api-types.ts';
import { useStream } from '../../../shared/stream.ts';

/** What is shown, of which unit, and how old it is. */
export interface Shown {
  unit: string;
  hall: Schemas['Hall'];
  /** By this browser's clock, in ms. */
  loadedAt: number;
  /** The server's clock minus this browser's, in ms: a wall's own clock may be wrong. */
  ahead: number;
}

export interface HallData {
  /** The last answer, perhaps still of the unit before; null until there is one. */
  shown: Shown | null;
  /** Why the last question had no answer. */
  trouble: ApiError | null;
  /** Whether news arrive by themselves. */
  streaming: boolean;
}

/** While news arrive: for what changes by time alone. */
const quietMs = 15_000;
/** While none arrive. */
export const pollMs = 5_000;
/** Between two questions at least, however much happens. */
const leastMs = 2_000;
const longestWaitMs = 30_000;
const answerWithinMs = 15_000;

const askFor = (query: { unit: string; from?: string; rehearsals: boolean }, signal: AbortSignal) =>
  ask(
    api.GET('/v1/stats/hall', {
      params: {
        query: { unit: query.unit, ...(query.from && { from: query.from }), rehearsals: String(query.rehearsals) },
      },
      signal,
    }),
  );

export const useHall = (unit: string, from: string | null, rehearsals: boolean): HallData => {
  const [shown, setShown] = useState<Shown | null>(null);
  const [trouble, setTrouble] = useState<ApiError | null>(null);
  const nudge = useRef<() => void>(() => undefined);
  const streaming = useStream({
    news: ({ rehearsal }) => {
      if (rehearsal === rehearsals) nudge.current();
    },
    missed: () => nudge.current(),
  });
  const usualWait = useRef(pollMs);
  usualWait.current = streaming ? quietMs : pollMs;

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let asking: AbortController | null = null;
    let newsMeanwhile = false;
    let failures = 0;
    let askedAt = 0;
    let over = false;

    const next = (ms: number): void => {
      clearTimeout(timer);
      timer = setTimeout(load, ms);
    };
    const load = async (): Promise<void> => {
      const controller = new AbortController();
      const giveUp = setTimeout(() => controller.abort(), answerWithinMs);
      asking = controller;
      newsMeanwhile = false;
      askedAt = Date.now();
      try {
        const hall = await askFor({ unit, rehearsals, ...(from !== null && { from }) }, controller.signal);
        if (over) return;
        failures = 0;
        const loadedAt = Date.now();
        setShown({ unit, hall, loadedAt, ahead: Date.parse(hall.at) - loadedAt });
        setTrouble(null);
      } catch (error) {
        if (over) return;
        failures += 1;
        setTrouble(error instanceof ApiError ? error : null);
        if (!(error instanceof ApiError)) console.error(error);
      } finally {
        clearTimeout(giveUp);
        asking = null;
      }
      if (failures > 0) next(Math.min(longestWaitMs, 1_000 * 2 ** failures));
      else next(newsMeanwhile ? leastMs : usualWait.current);
    };
    nudge.current = () => {
      if (asking) newsMeanwhile = true;
      else if (failures === 0) next(Math.max(200, askedAt + leastMs - Date.now()));
    };
    void load();
    return () => {
      over = true;
      nudge.current = () => undefined;
      clearTimeout(timer);
      asking?.abort();
    };
  }, [unit, from, rehearsals]);

  return { shown, trouble, streaming };
};
