// A case's input as a receipt keeps it: what is the case's own, with type and calendar by name and version. Published versions never
// change, and are ten times as long as the rest. The view `opening` puts them together again.
import type { OpenCase } from '../workflows/contract/command.ts';

/** A row of the view `opening`; a type or calendar that is not published (any more) is what the receipt says of it. */
export interface OpeningRow {
  open_case: OpenCase;
  definition: OpenCase['definition'];
  calendar: OpenCase['calendar'];
}

/** What the column `open_case` holds, as JSON. */
export const storedOpening = (open: OpenCase): string =>
  JSON.stringify({ ...open, definition: versionOf(open.definition), calendar: versionOf(open.calendar) });

const versionOf = ({ name, version }: { name: string; version: number }) => ({ name, version });

/** The whole input; its fields keep their order. */
export const wholeOpening = ({ open_case, definition, calendar }: OpeningRow): OpenCase => ({
  ...open_case,
  definition,
  calendar,
});
