// The case types page's address: which type, in which version, held against which other.
import { CaseTypeDefinition } from '../../../../workflows/contract/case-type.ts';

export interface TypesSearch {
  type?: string;
  version?: number;
  /** The version that it is held against. */
  against?: number;
  /** A definition is being checked. */
  check?: true;
}

const version = (value: unknown): number | undefined =>
  Number.isInteger(value) && Number(value) > 0 ? Number(value) : undefined;

/** Reads the address; what is not understood is left out. */
export const readTypesSearch = (raw: Record<string, unknown>): TypesSearch => {
  const type = CaseTypeDefinition.shape.name.safeParse(raw.type);
  const search: { [K in keyof TypesSearch]: TypesSearch[K] | undefined } = {
    type: type.success ? type.data : undefined,
    version: version(raw.version),
    against: version(raw.against),
    check: raw.check === true ? true : undefined,
  };
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as TypesSearch;
};
