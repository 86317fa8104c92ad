// Who a person is to everything that they do here.
import type { Role } from '../workflows/contract/actor.ts';
import type { OrgPath } from '../workflows/contract/org-path.ts';

export interface Person {
  person: string;
  name: string;
  unit: OrgPath;
  role: Role;
}
