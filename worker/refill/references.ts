// The texts and files that events refer to. References are found by their shape, wherever an action's form put them.
import type { CaseEvent } from '../../workflows/contract/event.ts';
import { AttachmentRef, TextRef } from '../../workflows/contract/vault.ts';

export const referencesIn = (events: readonly CaseEvent[]): { texts: string[]; files: string[] } => {
  const texts: string[] = [];
  const files: string[] = [];
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const text = TextRef.safeParse(value);
    const file = AttachmentRef.safeParse(value);
    if (text.success) texts.push(text.data.ref);
    else if (file.success) files.push(file.data.ref);
    else for (const member of Object.values(value)) look(member);
  };
  for (const { data, reason } of events) look([data, reason]);
  return { texts, files };
};
