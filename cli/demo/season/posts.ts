// The posts that act in a season. Those without a sign-in get one from the county's administrator, when they are first needed; it is
// handed to `keep`, so that the user can sign in as them, too. Asks no faster than the API lets anybody sign in.
import { setTimeout as pause } from 'node:timers/promises';
import type { SignIn } from '../../../seed/sign-ins.ts';
import { isDepartment, levelOf, type OrgPath } from '../../../workflows/contract/org-path.ts';
import type { Client } from '../../client.ts';
import type { PlanUnit } from './plan.ts';

interface Listed {
  person: string;
  name: string;
  unit: OrgPath;
  role: SignIn['role'];
  post: string;
  active: boolean;
  username: string | null;
}

export interface PostsOptions {
  client: Client;
  county: OrgPath;
  units: readonly PlanUnit[];
  signIns: readonly SignIn[];
  keep(signIn: SignIn): void;
}

/** Of the 60 attempts a minute that the API takes from one address. */
const aMinute = 50;

/** Posts at work in a unit: the county's centre has two desks. */
const desks = (unit: OrgPath): number => (levelOf(unit) === 'county' ? 2 : 1);

const roleAt = (unit: OrgPath): SignIn['role'] => {
  if (isDepartment(unit)) return 'department';
  const level = levelOf(unit);
  return level === 'grid' ? 'gridWorker' : level;
};

/** @throws Error when no administrator of the county is among the sign-ins */
export const createPosts = ({ client, county, units, signIns, keep }: PostsOptions) => {
  const administrator = signIns.find(({ role, unit }) => role === 'administrator' && unit === county);
  if (!administrator) throw new Error(`sign-ins.json 没有 ${county} 的管理员。It has no administrator of ${county}.`);
  const known = new Map<string, SignIn>();
  for (const signIn of signIns) {
    const turn = [0, 1].find((each) => !known.has(deskOf(signIn.unit, each)));
    if (signIn.role === roleAt(signIn.unit) && turn !== undefined) known.set(deskOf(signIn.unit, turn), signIn);
  }
  const seated = new Map<string, Promise<SignIn>>();
  const giving = createTurnstile();
  const signingIn = createTurnstile();
  let listed: Promise<Listed[]> | undefined;

  const people = (): Promise<Listed[]> => {
    listed ??= client.get<{ items: Listed[] }>(administrator, `/v1/people?under=${county}`).then(({ items }) => items);
    return listed;
  };

  const give = async (unit: OrgPath, turn: number): Promise<SignIn> => {
    const taken = new Set([...known.values()].map(({ name }) => name));
    const free = (await people()).filter(
      (each) => each.unit === unit && each.role === roleAt(unit) && each.active && !taken.has(each.name),
    );
    const wished = nameOf(county, unit, turn);
    // One that a season gave before, whose password is lost, is given anew; another person's sign-in is not touched.
    const person = free.find(({ username }) => username === wished) ?? free.find(({ username }) => username === null);
    if (!person) {
      throw new Error(
        `${unit} 没有可用的岗位，或其密码不在 sign-ins.json。No post of ${unit} can be used: each has a sign-in that is not in sign-ins.json.`,
      );
    }
    const path = `/v1/people/${person.person}/sign-in`;
    const { username, password } = await giving(() =>
      client.put<{ username: string; password: string }>(administrator, path, { username: wished }),
    );
    const unitName = units.find(({ path: each }) => each === unit)?.name ?? unit;
    const signIn: SignIn = { role: person.role, unit, unitName, name: person.name, username, password };
    keep(signIn);
    return signIn;
  };

  /** Takes the seat: signs in once, through the turnstile. */
  const seat = async (unit: OrgPath, turn: number): Promise<SignIn> => {
    const signIn = known.get(deskOf(unit, turn)) ?? (await give(unit, turn));
    await signingIn(() => client.get(signIn, '/v1/me'));
    return signIn;
  };

  return {
    /** The sign-in of a post of this unit, given and signed in when it is first asked for. */
    of(unit: OrgPath, turn: number): Promise<SignIn> {
      const key = deskOf(unit, turn % desks(unit));
      const found = seated.get(key) ?? seat(unit, turn % desks(unit));
      seated.set(key, found);
      found.catch(() => seated.delete(key));
      return found;
    },
  };
};

const deskOf = (unit: OrgPath, turn: number): string => `${unit}#${turn}`;

/** `xx.zone.longyuan.binhe` → `longyuan-binhe`, `xx.zone.d_power` → `power`, the county's second desk → `zone-2`. */
const nameOf = (county: OrgPath, unit: OrgPath, turn: number): string => {
  const below = unit === county ? (county.split('.').at(-1) as string) : unit.slice(county.length + 1);
  const name = below.replaceAll('.', '-').replaceAll('d_', '').replaceAll('_', '-');
  return turn === 0 ? name : `${name}-${turn + 1}`;
};

/** Lets through one after another, and no more than {@link aMinute} in any minute. */
const createTurnstile = () => {
  const passed: number[] = [];
  let last: Promise<unknown> = Promise.resolve();
  const pass = async <T>(call: () => Promise<T>): Promise<T> => {
    const since = passed.at(-aMinute);
    if (since !== undefined) await pause(Math.max(0, since + 61_000 - Date.now()));
    passed.push(Date.now());
    return call();
  };
  return <T>(call: () => Promise<T>): Promise<T> => {
    const next = last.then(() => pass(call));
    last = next.catch(() => undefined);
    return next;
  };
};
