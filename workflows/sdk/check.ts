// The static checks that a case type must pass before it is published: what no type checker sees, and what a type that arrives as
// JSON must be told as well. Pure; the same list at the desk of an author, in the CLI and behind the API.
import { CaseTypeDefinition } from '../contract/case-type.ts';
import { checkActions } from './checks/actions.ts';
import { checkBounds } from './checks/bounds.ts';
import type { Finding } from './checks/finding.ts';
import { checkFlow } from './checks/flow.ts';
import { checkLimits } from './checks/limits.ts';
import { checkNames } from './checks/names.ts';
import { checkSchema } from './checks/schema.ts';

/** Everything that keeps a definition from being published; empty: it may be. Takes any value, a parsed JSON file included. */
export const checkCaseType = (definition: unknown): Finding[] => {
  const parsed = CaseTypeDefinition.safeParse(definition);
  if (!parsed.success) return checkSchema(definition);
  return [checkBounds, checkFlow, checkActions, checkNames, checkLimits].flatMap((check) => check(parsed.data));
};
