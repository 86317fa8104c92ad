// Who can sign in on a new installation: about a dozen posts, one or two of each role, with random passwords.
import { randomBytes } from 'node:crypto';
import type { Role } from '../workflows/contract/actor.ts';
import type { OrgPath } from '../workflows/contract/org-path.ts';
import type { SeedPerson } from './people.ts';

/** As it stands in `sign-ins.json`. */
export interface SignIn {
  role: Role;
  unit: OrgPath;
  unitName: string;
  name: string;
  username: string;
  password: string;
}

/** Username, role and unit; the first post of that role in the unit gets it. */
const chosen: readonly (readonly [username: string, role: Role, unit: OrgPath])[] = [
  ['city', 'city', 'xx'],
  ['zone', 'county', 'xx.zone'],
  ['wenchang', 'street', 'xx.zone.wenchang'],
  ['yongfu', 'street', 'xx.zone.yongfu'],
  ['biguiyuan', 'community', 'xx.zone.wenchang.biguiyuan'],
  ['cuizhuang', 'community', 'xx.zone.yongfu.cuizhuang'],
  ['grid-biguiyuan', 'gridWorker', 'xx.zone.wenchang.biguiyuan.g03'],
  ['grid-cuizhuang', 'gridWorker', 'xx.zone.yongfu.cuizhuang.g03'],
  ['water', 'department', 'xx.zone.d_water'],
  ['housing', 'department', 'xx.zone.d_zhujian'],
  ['justice', 'department', 'xx.zone.d_sifa'],
  ['auditor', 'auditor', 'xx.zone'],
  ['admin', 'administrator', 'xx.zone'],
  ['city-admin', 'administrator', 'xx'],
  ['yanjin', 'county', 'xx.yanjin'],
];

/** A password of 96 bits: 16 characters of base64url. */
const newPassword = (): string => randomBytes(12).toString('base64url');

/** Sign-ins for the chosen posts, each with its person and a new password. */
export const newSignIns = (
  people: readonly SeedPerson[],
  unitName: (unit: OrgPath) => string,
): { person: SeedPerson; signIn: SignIn }[] =>
  chosen.map(([username, role, unit]) => {
    const person = people.find((each) => each.role === role && each.unit === unit);
    if (!person) throw new Error(`Nobody is ${role} of ${unit}; correct seed/sign-ins.ts.`);
    return {
      person,
      signIn: { role, unit, unitName: unitName(unit), name: person.name, username, password: newPassword() },
    };
  });
