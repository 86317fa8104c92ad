// The static checks that a case type must pass before it is published: what no type checker sees, and what a type that arrives as
// JSON must be told as well. Pure; the same list at the desk of an author, in the CLI and behind the API.
import { bytesIn } from '../case/chain.ts';
import { CaseTypeDefinition } from '../contract/case-type.ts';
import { checkActions } from './checks/actions.ts';
import type { Finding } from './checks/finding.ts';
import { checkFlow } from './checks/flow.ts';
import { checkLimits } from './checks/limits.ts';
import { checkNames } from './checks/names.ts';
import { checkSchema } from './checks/schema.ts';

/** Bytes of a definition's JSON: it travels with each of its cases, from run to run. The starter types take some 12,000. */
const mostBytes = 256_000;

/** Everything that keeps a definition from being published; empty: it may be. Takes any value, a parsed JSON file included. */
export const checkCaseType = (definition: unknown): Finding[] => {
  const parsed = CaseTypeDefinition.safeParse(definition);
  if (!parsed.success) return checkSchema(definition);
  return [checkSize, checkFlow, checkActions, checkNames, checkLimits].flatMap((check) => check(parsed.data));
};

const checkSize = (definition: CaseTypeDefinition): Finding[] => {
  const length = bytesIn(JSON.stringify(definition));
  if (length <= mostBytes) return [];
  const kilobytes = Math.ceil(length / 1000);
  return [
    {
      code: 'TypeTooLarge',
      path: '',
      zh: `事项类型共 ${kilobytes} KB，不得超过 ${mostBytes / 1000} KB，请缩短文字，或拆成几个类型。`,
      en: `The case type takes ${kilobytes} KB, more than ${mostBytes / 1000} KB; shorten its texts, or make several types of it.`,
    },
  ];
};
