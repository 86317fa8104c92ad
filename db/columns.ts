// PostgreSQL types that Drizzle has no column for.
import { customType } from 'drizzle-orm/pg-core';

/** A path in the org tree; `a @> b`: a stands above b or is b. */
export const ltree = customType<{ data: string }>({ dataType: () => 'ltree' });

/** Several paths; `paths <@ any(units)`: one of them lies within one of the units. */
export const ltreeArray = customType<{ data: string[] }>({ dataType: () => 'ltree[]' });

export const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

/** `timestamptz(3)`: events carry milliseconds. */
export const instant = customType<{ data: Date }>({ dataType: () => 'timestamptz(3)' });

/** The number of a transaction, which never comes again (unlike `xid`). */
export const transactionNumber = customType<{ data: string }>({ dataType: () => 'xid8' });
