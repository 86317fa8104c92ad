// If-Match: the caller's picture of a case is older than the case.
import { CaseFailure, staleSentence } from '../workflows/contract/failures.ts';

/** Carries the number of the case's last event, so that the caller can fetch what happened since. */
export class StaleVersion extends CaseFailure {
  readonly seq: number;
  constructor(seq: number) {
    super('StaleVersion', staleSentence(seq));
    this.seq = seq;
  }
}

/** The entity tag of a case: its last event's number. */
export const etagOf = (seq: number): string => `"${seq}"`;

/**
 * @returns the version that the case must still have when it decides; undefined: whichever
 * @throws CaseFailure Malformed, or StaleVersion when `If-Match` names another version
 */
export const requireMatch = (ifMatch: string | undefined, seq: number): number | undefined => {
  if (ifMatch === undefined || ifMatch.trim() === '*') return undefined;
  const tags = ifMatch.split(',').map((tag) => tag.trim());
  if (!tags.every((tag) => /^"\d{1,9}"$/.test(tag))) {
    throw new CaseFailure(
      'Malformed',
      'If-Match 应为事项的 ETag，如 "7"。If-Match is the ETag of the case, such as "7".',
    );
  }
  if (!tags.includes(etagOf(seq))) throw new StaleVersion(seq);
  return seq;
};
