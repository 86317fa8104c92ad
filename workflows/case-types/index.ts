// The registry of case types, one line each. A new installation publishes them; a running case carries its own definition.
import type { CaseTypeDefinition } from '../contract/case-type.ts';
import { generalRequest } from './general-request/index.ts';
import { neighbourDispute } from './neighbour-dispute/index.ts';
import { utilityRepair } from './utility-repair/index.ts';

export const caseTypes: readonly CaseTypeDefinition[] = [generalRequest, neighbourDispute, utilityRepair];

/** The type that takes a category of request when the caller names none; the general request when no type claims it. */
export const typeFor = (category: string): CaseTypeDefinition =>
  caseTypes.find(({ categories }) => categories.includes(category)) ?? generalRequest;
