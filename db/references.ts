// The texts and files that events refer to. References are found by their shape, wherever an action's form put them.
import type { CaseEvent } from '../workflows/contract/event.ts';
import { AttachmentRef, TextRef } from '../workflows/contract/vault.ts';

/** A reference, and the first event that holds it. */
type Referred<T> = T & { seq: number };

/** Each reference once; the same text with another digest is another one. */
export const referencesIn = (
  events: readonly CaseEvent[],
): { texts: Referred<TextRef>[]; files: Referred<AttachmentRef>[] } => {
  const texts = new Map<string, Referred<TextRef>>();
  const files = new Map<string, Referred<AttachmentRef>>();
  const look = (value: unknown, seq: number): void => {
    if (typeof value !== 'object' || value === null) return;
    const text = TextRef.safeParse(value);
    const file = AttachmentRef.safeParse(value);
    if (text.success) keep(texts, `${text.data.ref}\n${text.data.digest}`, { ...text.data, seq });
    else if (file.success) keep(files, `${file.data.ref}\n${file.data.sha256}`, { ...file.data, seq });
    else for (const member of Object.values(value)) look(member, seq);
  };
  for (const { data, reason, seq } of events) look([data, reason], seq);
  return { texts: [...texts.values()], files: [...files.values()] };
};

const keep = <T>(found: Map<string, T>, key: string, value: T): void => {
  if (!found.has(key)) found.set(key, value);
};
