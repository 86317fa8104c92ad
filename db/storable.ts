// What comes from outside and goes into a query as it is: instants and numbers that PostgreSQL's columns hold. The one place that says how
// far they go, for queries, bodies and cursors alike.
import { z } from 'zod';

/** PostgreSQL's `integer`. */
const largest = 2_147_483_647;

/** After the offset: the years that are written with four digits, from the first one of the clock on. */
const isStorable = (instant: string): boolean => {
  const ms = Date.parse(instant);
  return ms >= 0 && ms <= Date.parse('9999-12-31T23:59:59.999Z');
};

const range = '须在 1970 至 9999 年之间 must lie in the years 1970 to 9999';

/** An instant with any offset; comes out in UTC. */
export const AnyInstant = z.iso
  .datetime({ offset: true })
  .refine(isStorable, range)
  .transform((instant) => new Date(instant).toISOString());

/** An instant as we write it, in UTC. */
export const OwnInstant = z.iso.datetime({ precision: 3 }).refine(isStorable, range);

/** A date without a time. */
export const AnyDate = z.iso.date().refine(isStorable, range);

/** A number that counts from 1: of an event, a version, a row. */
export const Ordinal = z.int().positive().max(largest);

/** The same in an address. */
export const OrdinalInPath = z.coerce.number().int().positive().max(largest);
