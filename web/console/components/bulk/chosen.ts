// A case that was chosen from a list, as far as acting on several looks at it.
export interface Chosen {
  caseNo: string;
  /** What it is about, in a line; null when there is nothing to read. */
  title: string | null;
  area: string;
  responsible: { name: string };
}
