// The registry of case types, one line each. A new installation publishes them; a running case carries its own definition.
import type { CaseTypeDefinition } from '../contract/case-type.ts';
import { generalRequest } from './general-request/index.ts';
import { neighbourDispute } from './neighbour-dispute/index.ts';
import { utilityRepair } from './utility-repair/index.ts';

export const caseTypes: readonly CaseTypeDefinition[] = [generalRequest, neighbourDispute, utilityRepair];

/** The registered type that claims a category; the general request when none does (the API refuses such a request). */
export const typeFor = (category: string): CaseTypeDefinition =>
  caseTypes.find(({ categories }) => categories.includes(category)) ?? generalRequest;
