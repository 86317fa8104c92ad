// Who acts, and in whose name. Temporal keeps no user identity on a message, so each command carries both.
import { z } from 'zod';
import { OrgPath } from './org-path.ts';

export const roles = [
  'gridWorker',
  'community',
  'street',
  'county',
  'city',
  'department',
  'auditor',
  'administrator',
  'resident',
  'system',
] as const;
export const Role = z.enum(roles);
export type Role = z.infer<typeof Role>;

/** The person (an opaque id, never a name) and the unit that they belong to. */
export const Actor = z.strictObject({ person: z.string().min(1).max(80), unit: OrgPath });
export type Actor = z.infer<typeof Actor>;

/** The capacity acted in: a unit's duty, a receipt's secret (the resident), or the system's own rules. */
export const Authority = z.strictObject({
  role: Role,
  unit: OrgPath,
  basis: z.enum(['duty', 'receipt', 'system']),
});
export type Authority = z.infer<typeof Authority>;

/** What a person is to a case. An action names the relations that may take it; see `case/authority.ts`. */
export const relations = [
  'responsible',
  'handler',
  'dispatcher',
  'superior',
  'involved',
  'resident',
  'system',
] as const;
export const Relation = z.enum(relations);
export type Relation = z.infer<typeof Relation>;
