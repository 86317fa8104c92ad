// Whether a key file belongs to a backup, without the backup knowing the keys.
import { createHash } from 'node:crypto';
import type { Keys } from '../keys.ts';

/** Of the keys that texts, ledger and receipts depend on; passwords of the database may differ. */
export const fingerprintOf = ({ vault, seal, token }: Keys): string =>
  createHash('sha256').update(`caseloop-keys\n${vault}\n${seal}\n${token}`).digest('hex').slice(0, 32);
