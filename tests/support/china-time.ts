// Instants as people in China write them, for tests of clocks: `china('2026-10-01 08:30')`, and back.
import type { Instant } from '../../workflows/contract/ids.ts';

const OFFSET = 8 * 3_600_000;

/** The instant of a China time, `2026-10-01 08:30` or with seconds. */
export const china = (time: string): Instant =>
  new Date(Date.parse(`${time.replace(' ', 'T')}Z`) - OFFSET).toISOString();

/** An instant in China time to the minute, `2026-10-01 08:30`; null stays null. */
export const inChina = (instant: Instant | null): string | null =>
  instant && new Date(Date.parse(instant) + OFFSET).toISOString().slice(0, 16).replace('T', ' ');
