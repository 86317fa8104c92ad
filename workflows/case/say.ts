// How an event comes to be: what every event carries, filled in once.
import type { Decided, EventBody, EventType } from '../contract/event.ts';
import type { Instant } from '../contract/ids.ts';

/** Makes an event of a type from its body. */
export type Say = <T extends EventType>(type: T, data: EventBody<T>) => Decided;

/** A {@link Say} in somebody's name. */
export const sayAs =
  (envelope: Pick<Decided, 'at' | 'actor' | 'authority' | 'reason' | 'commandId'>): Say =>
  (type, data) =>
    ({ type, ...envelope, data }) as Decided;

/** The later of two instants: no event stands before its predecessor, even when a machine's clock went back. */
export const later = (a: Instant, b: Instant): Instant => (a > b ? a : b);
