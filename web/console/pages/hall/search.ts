// What the hall shows, as it stands in the address: a wall is set up by its address alone.
import { OrgPath } from '../../../../workflows/contract/org-path.ts';

export const spans = ['month', 'year', 'all'] as const;
/** From when receptions are added up: this month, this year, or ever. */
export type Span = (typeof spans)[number];

export interface HallSearch {
  /** Whose hall; the viewer's own unit unless told. */
  unit?: string;
  span?: Span;
  /** 演练: shows rehearsals instead of real cases. */
  rehearsals?: true;
  /** Whether views take turns while nobody touches anything; on unless told, off for those who want less motion. */
  rotate?: boolean;
}

/** Reads the address; what is not understood is left out. */
export const readHallSearch = (raw: Record<string, unknown>): HallSearch => {
  const unit = OrgPath.safeParse(raw.unit);
  const span = spans.find((each) => each === raw.span);
  return {
    ...(unit.success && { unit: unit.data }),
    ...(span && { span }),
    ...(raw.rehearsals === true && { rehearsals: true as const }),
    ...(typeof raw.rotate === 'boolean' && { rotate: raw.rotate }),
  };
};

/** China's date from which a span counts, or null. @param now in ms */
export const startOf = (span: Span, now: number): string | null => {
  const today = new Date(now + 8 * 3_600_000).toISOString().slice(0, 10);
  if (span === 'all') return null;
  return span === 'month' ? `${today.slice(0, 7)}-01` : `${today.slice(0, 4)}-01-01`;
};
