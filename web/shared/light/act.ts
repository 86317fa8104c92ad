// What is written for one action of a case, from the first letter until it went through. Pure.
//
// The key is there from the beginning, and photos keep their references: a try whose answer was lost is repeated as the same request.
import { newKey } from '../api.ts';
import type { Case, Told } from './case.ts';
import { isBlank, type Offered, photosIn, type Values } from './form-values.ts';
import { type Photo, withoutRefs, withRef } from './photo.ts';

export interface Act {
  /** The idempotency key. */
  key: string;
  /** The case as its writer knew it: what rests on that is not done unasked when the case has moved on. */
  known: Pick<Case, 'seq' | 'etag'>;
  values: Values;
  /** As typed; blank: none. */
  reason: string;
}

/** What happened to the case since an act was begun. */
export interface Meanwhile {
  now: Case;
  events: readonly Told[];
  /** The action may still be taken. */
  stillPossible: boolean;
}

export const newAct = ({ seq, etag }: Act['known'], values: Values = {}): Act => ({
  key: newKey(),
  known: { seq, etag },
  values,
  reason: '',
});

/** Nothing was typed or chosen. */
export const isEmptyAct = ({ values, reason }: Act): boolean =>
  reason.trim() === '' && Object.values(values).every(isBlank);

/** The words of it, as far as they are people's own. */
export const typedIn = (fields: Offered['fields'], { values, reason }: Act): string =>
  [
    ...Object.keys(fields)
      .filter((name) => fields[name]?.kind === 'text')
      .map((name) => values[name]),
    reason,
  ]
    .filter((each) => typeof each === 'string' && each.trim() !== '')
    .join('\n');

/** An earlier try came through after all: what is sent now is another act. */
export const another = (act: Act): Act => ({ ...act, key: newKey() });

export const photosOf = ({ values }: Pick<Act, 'values'>): Photo[] =>
  Object.values(values).flatMap((value) => photosIn(value));

const isPhotos = (value: Values[string]): value is readonly Photo[] => Array.isArray(value);

const eachPhotos = (act: Act, how: (photos: readonly Photo[]) => readonly Photo[]): Act => ({
  ...act,
  values: Object.fromEntries(
    Object.entries(act.values).map(([name, value]) => [name, isPhotos(value) ? how(value) : value]),
  ),
});

export const uploadedOf = (act: Act, photo: string, ref: string): Act =>
  eachPhotos(act, (photos) => withRef(photos, photo, ref));

/** The API does not know its photos any more. */
export const unuploaded = (act: Act): Act => eachPhotos(act, withoutRefs);

/** Also when its answer was lost. */
export const wentThrough = ({ key }: Act, story: readonly Told[]): boolean =>
  story.some(({ commandId }) => commandId === key);

/** What adds to a case and decides nothing: it may be sent whatever happened meanwhile. */
const additions: readonly string[] = ['note', 'attach'];

export const isAddition = (action: string): boolean => additions.includes(action);

/** @param knownSeq the last event that its writer knows of */
export const since = (knownSeq: number, action: string, now: Case, story: readonly Told[]): Meanwhile => ({
  now,
  events: story.filter(({ seq }) => seq > knownSeq),
  stillPossible: now.allowed.some((offered) => offered.action === action),
});

/** What stands against sending an act that was begun a while ago as it is; null: nothing. */
export const overtaken = ({ known }: Act, action: string, now: Case, story: readonly Told[]): Meanwhile | null => {
  const found = since(known.seq, action, now, story);
  return found.stillPossible && (isAddition(action) || now.seq === known.seq) ? null : found;
};
