// The audit page's address: the case that is looked at and at which event, or what is looked for.
import { sources } from '../../../../workflows/contract/case-type.ts';
import { CaseNo } from '../../../../workflows/contract/ids.ts';

export const statuses = ['open', 'closed', 'archived'] as const;

export interface AuditSearch {
  /** The case under audit; without it cases are looked for. */
  case?: string;
  /** As of this event. */
  seq?: number;
  q?: string;
  status?: (typeof statuses)[number];
  type?: string;
  source?: (typeof sources)[number];
  rehearsals?: true;
}

const word = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 100) : undefined;
const oneOf = <T extends string>(values: readonly T[], value: unknown): T | undefined =>
  values.find((each) => each === value);

/** Reads the address; what is not understood is left out. */
export const readAuditSearch = (raw: Record<string, unknown>): AuditSearch => {
  const search: { [K in keyof AuditSearch]: AuditSearch[K] | undefined } = {
    case: CaseNo.safeParse(raw.case).success ? String(raw.case) : undefined,
    seq: Number.isInteger(raw.seq) && Number(raw.seq) > 0 ? Number(raw.seq) : undefined,
    // A search for digits alone comes as a number, one for "true" as a boolean.
    q: word(typeof raw.q === 'number' || typeof raw.q === 'boolean' ? String(raw.q) : raw.q),
    status: oneOf(statuses, raw.status),
    type: word(raw.type),
    source: oneOf(sources, raw.source),
    rehearsals: raw.rehearsals === true ? true : undefined,
  };
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as AuditSearch;
};
