// A case's input as a receipt keeps it: what is the case's own, with type and calendar by name and version. Published versions never
// change, and are ten times as long as the rest. The view `opening` puts them together again; the type's hash, which the receipt keeps as
// well, tells whether it is still the one under which the request was received.
import { hashCaseType } from '../workflows/case/case-type-hash.ts';
import { CaseTypeRef } from '../workflows/contract/case-type.ts';
import type { OpenCase } from '../workflows/contract/command.ts';
import { requirePublished } from './case-types.ts';

/** A row of the view `opening`; a type or calendar that is not published (any more) is what the receipt says of it. */
export interface OpeningRow {
  open_case: OpenCase;
  definition: OpenCase['definition'];
  calendar: OpenCase['calendar'];
}

/** What the column `open_case` holds, as JSON. */
export const storedOpening = (open: OpenCase): string => {
  const type: CaseTypeRef = { ...versionOf(open.definition), hash: hashCaseType(open.definition) };
  return following({ ...open, definition: type }, open.calendar);
};

/** The same of a receipt that follows another calendar from now on. @param stored what the column holds */
export const following = (stored: object, calendar: OpenCase['calendar']): string =>
  JSON.stringify({ ...stored, calendar: versionOf(calendar) });

const versionOf = ({ name, version }: { name: string; version: number }) => ({ name, version });

/**
 * The whole input; its fields keep their order.
 * @throws CaseFailure CaseTypeAltered: the type is not the one under which the request was received
 */
export const wholeOpening = ({ open_case, definition, calendar }: OpeningRow): OpenCase => {
  const type = CaseTypeRef.safeParse(open_case.definition);
  return {
    ...open_case,
    // A receipt of an earlier release does not name the hash, or holds the definition itself.
    definition: type.success ? requirePublished(definition, type.data) : definition,
    calendar,
  };
};
