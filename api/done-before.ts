// Whether an event of the ledger is what a request asks for. The keys tell it by the request's hash; this is for events whose key they do not
// have: a reception, a calendar's adoption, or an act whose key was lost when an older copy of the database was restored.
import type { StandingActionName } from '../workflows/case/actions.ts';
import type { CaseEvent, EventType } from '../workflows/contract/event.ts';

/** The events of the standing actions that may be asked for without a word. */
const wordless: Partial<Record<StandingActionName, EventType>> = {
  urge: 'urged',
  approveExtension: 'extensionApproved',
  approveSuspension: 'suspended',
  resume: 'resumed',
  attach: 'attached',
};

interface Asked {
  action: string;
  input: Record<string, unknown>;
  reason: string | null;
}

/** Every value inside a value, however deep. */
const leavesOf = (value: unknown): unknown[] =>
  typeof value === 'object' && value !== null ? Object.values(value).flatMap(leavesOf) : [value];

/**
 * @param textPrefix of the references of the request's texts, which names its key and its body (`db/request-keys.ts`): one such reference
 * in the event proves that both are the same
 */
export const isWhatWasAsked = ({ type, reason, data }: CaseEvent, asked: Asked, textPrefix: string): boolean => {
  if (type === 'received' || type === 'calendarAdopted') return false;
  const done = leavesOf(data);
  if ([reason?.ref, ...done].some((leaf) => String(leaf).startsWith(textPrefix))) return true;
  if (reason !== null || asked.reason !== null) return false;
  const action =
    'action' in data ? data.action === asked.action : wordless[asked.action as StandingActionName] === type;
  // A text in the input is none of these: the event holds its reference.
  return action && leavesOf(asked.input).every((leaf) => done.includes(leaf));
};
