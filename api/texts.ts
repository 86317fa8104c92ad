// Who reads which words and sees which files. Texts are personal data: those who work on a case read all of it, an auditor reads it with the reporter
// masked, an administrator reads none, and a resident reads what was written to them or by them.
import type { CaseEvent, EventType } from '../workflows/contract/event.ts';
import type { CaseState } from '../workflows/contract/state.ts';
import type { AttachmentRef, TextRef } from '../workflows/contract/vault.ts';
import type { Caller } from './caller.ts';

/** Texts by their reference, null for an erased one; see `db/vault.ts`. */
export type ReadTexts = (refs: readonly string[]) => Promise<ReadonlyMap<string, string | null>>;

/** Neither words nor files. */
export const readsNothing = (caller: Caller): boolean => caller.kind === 'person' && caller.role === 'administrator';

/** The reporter is masked for them, and so not to be found by a search either. */
export const readsMasked = (caller: Caller): boolean => caller.kind === 'person' && caller.role === 'auditor';

/** Keeps the first character: enough to tell two reporters apart, not who they are. */
export const mask = (text: string): string => `${[...text][0] ?? ''}＊＊＊`;

/** References of the request's texts, as far as the caller may read them. */
export const intakeRefs = (
  { intake: { description, place, reporter } }: Pick<CaseState, 'intake'>,
  caller: Caller,
): string[] => (readsNothing(caller) ? [] : [description, place, reporter].flatMap((text) => text?.ref ?? []));

/** The reference of the text that a line of a list begins with; null when the caller may not read it. */
export const titleRef = ({ intake }: Pick<CaseState, 'intake'>, caller: Caller): string | null =>
  readsNothing(caller) ? null : (intake.description?.ref ?? null);

/** The texts of the request, as far as the caller may read them; null: not at all. */
export const intakeTexts = (
  { intake }: Pick<CaseState, 'intake'>,
  caller: Caller,
  texts: ReadonlyMap<string, string | null>,
): { description: string | null; place: string | null; reporter: string | null } | null => {
  if (readsNothing(caller)) return null;
  const { description, place, reporter } = intake;
  const textOf = (text: TextRef | null) => (text && texts.get(text.ref)) ?? null;
  const who = textOf(reporter);
  return {
    description: textOf(description),
    place: textOf(place),
    reporter: who !== null && readsMasked(caller) ? mask(who) : who,
  };
};

/** What is said to the resident; notes and reasons between offices are not, nor is what the other side of a dispute said. */
const toResident: readonly EventType[] = ['received', 'replied', 'calledBack', 'closed', 'withdrawn', 'reopened'];

/** Whether the caller may read the texts of an event, and see the files that came with it. */
export const readsEvent = (caller: Caller, event: Pick<CaseEvent, 'type' | 'authority'>): boolean => {
  if (caller.kind === 'person') return !readsNothing(caller);
  return event.authority.basis === 'receipt' || toResident.includes(event.type);
};

/** The vault texts that an event's body names, by field. */
export const textsOf = ({ data }: Pick<CaseEvent, 'data'>): Record<string, TextRef> => {
  const body = data as { input?: Record<string, unknown>; text?: TextRef };
  const named = Object.entries(body.input ?? {}).filter((entry): entry is [string, TextRef] => isTextRef(entry[1]));
  return { ...Object.fromEntries(named), ...(body.text && { text: body.text }) };
};

/** The files that an event brought in. */
export const filesOf = ({ type, data }: Pick<CaseEvent, 'type' | 'data'>): AttachmentRef[] => {
  const body = data as { intake?: { attachments: AttachmentRef[] }; attachments?: AttachmentRef[]; input?: object };
  if (type === 'received') return body.intake?.attachments ?? [];
  return [
    ...(body.attachments ?? []),
    ...Object.values(body.input ?? {}).flatMap((value) => (Array.isArray(value) ? value : [])),
  ];
};

const isTextRef = (value: unknown): value is TextRef =>
  typeof value === 'object' && value !== null && 'digest' in value && 'ref' in value;
