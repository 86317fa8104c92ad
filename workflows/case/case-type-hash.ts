// The identity of a published case type.
import type { CaseTypeDefinition } from '../contract/case-type.ts';
import { memo } from '../contract/memo.ts';
import { canonical, sha256 } from './chain.ts';

/** SHA-256 of the definition's canonical JSON, lower-case hex. */
export const hashCaseType: (definition: CaseTypeDefinition) => string = memo((definition) =>
  sha256(canonical(definition)),
);
