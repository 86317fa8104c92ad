// Fills a new database: org units, people with their duties, calendars, case types, and a dozen sign-ins. Run at every start; what
// is there stays as it is, so an administrator's changes are never undone.
import { eq, isNotNull, sql } from 'drizzle-orm';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import { missingDepartments } from '../db/case-type-publication.ts';
import { inTransaction, openDatabase } from '../db/client.ts';
import { hashPassword } from '../db/passwords.ts';
import { calendar, caseTypeVersion, duty, orgUnit, person } from '../db/schema.ts';
import { caseTypes } from '../workflows/case-types/index.ts';
import type { CaseTypeDefinition } from '../workflows/contract/case-type.ts';
import { atLevel, type OrgPath } from '../workflows/contract/org-path.ts';
import { checkCaseType, hashCaseType } from '../workflows/sdk/index.ts';
import { seedCalendars } from './calendars.ts';
import { seedOrg } from './org.ts';
import { type SeedPerson, seedPeople } from './people.ts';
import { newSignIns, type SignIn } from './sign-ins.ts';

/** Written as the publisher of what no person published. */
const publishedBy = 'seed';

/** Rows of one insert: far below PostgreSQL's 65,535 parameters. */
const batch = 500;

type Transaction = Pick<NodePgDatabase, 'insert' | 'select' | 'update'>;

export interface Seeded {
  /** All of them at the first run (and when renewed), none at a later one. */
  signIns: SignIn[];
  /** Case types that are not published, with what to do about each: a sentence for people. */
  unpublished: string[];
}

/**
 * Seeds the database in one transaction; two at once wait for each other.
 * @param databaseUrl of the owner
 * @param options `renewSignIns`: gives the demo's posts new passwords, when the file with the old ones is lost; `types`: those that are
 * registered, unless told
 * @throws Error when a case type fails its checks, or differs from what was published under the same version
 */
export const seed = async (
  databaseUrl: string,
  { renewSignIns = false, types = caseTypes }: { renewSignIns?: boolean; types?: readonly CaseTypeDefinition[] } = {},
): Promise<Seeded> => {
  requireSoundTypes(types);
  const units = seedOrg();
  const people = seedPeople(units);
  const names = new Map(units.map(({ path, name }) => [path, name]));
  const db = openDatabase(databaseUrl, { applicationName: 'caseloop-seed', max: 1 });
  try {
    return await inTransaction(db, async (client) => {
      const tx = drizzle(client);
      await tx.execute(sql`select pg_advisory_xact_lock(7310444)`);
      for (const rows of batches(units)) {
        await tx
          .insert(orgUnit)
          .values(rows.map(({ path, name, code, grid }) => ({ path, name, code, gridClass: grid })))
          .onConflictDoNothing();
      }
      await enterPeople(tx, people);
      await tx
        .insert(calendar)
        .values(seedCalendars().map((definition) => ({ ...refOf(definition), definition, publishedBy })))
        .onConflictDoNothing();
      const unpublished = await publishTypes({ tx, client }, types, atLevel(units[0]?.path ?? '', 'city'));
      const known = !renewSignIns && (await somebodySignsIn(tx));
      const made = known ? [] : newSignIns(people, (unit) => names.get(unit) ?? unit);
      return { signIns: await allowSignIns(tx, made), unpublished };
    });
  } finally {
    await db.close();
  }
};

const refOf = ({ name, version }: { name: string; version: number }) => ({ name, version });

const batches = <T>(rows: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(rows.length / batch) }, (_, i) => rows.slice(i * batch, (i + 1) * batch));

const requireSoundTypes = (types: readonly CaseTypeDefinition[]): void => {
  const findings = types.flatMap((type) =>
    checkCaseType(type).map(({ path, zh, en }) => `${type.name}${path}: ${zh} ${en}`),
  );
  if (findings.length > 0) throw new Error(`事项类型未通过检查。A case type fails its checks:\n${findings.join('\n')}`);
};

/** Enters who is not there yet, each on duty at their unit from now on; onlookers (审计, 管理) have no duty. */
const enterPeople = async (tx: Transaction, people: readonly SeedPerson[]): Promise<void> => {
  const entered = new Set<string>();
  for (const rows of batches(people)) {
    const added = await tx.insert(person).values(rows).onConflictDoNothing().returning({ id: person.id });
    for (const { id } of added) entered.add(id);
  }
  const onDuty = people.filter(({ id, role }) => entered.has(id) && role !== 'auditor' && role !== 'administrator');
  const from = new Date();
  for (const rows of batches(onDuty)) {
    await tx.insert(duty).values(rows.map(({ id, unit }) => ({ personId: id, unit, from })));
  }
};

/**
 * New types are the city's: all its counties are offered them. One whose cases would come to a department that is not there stays
 * unpublished, and the system starts without it.
 * @returns a sentence for each that stays unpublished
 */
const publishTypes = async (
  { tx, client }: { tx: Transaction; client: pg.ClientBase },
  types: readonly CaseTypeDefinition[],
  city: OrgPath,
): Promise<string[]> => {
  const published = await tx.select().from(caseTypeVersion);
  const unpublished: string[] = [];
  for (const definition of types) {
    const hash = hashCaseType(definition);
    const known = published.find(({ name, version }) => name === definition.name && version === definition.version);
    if (known && known.hash !== hash) {
      const free =
        1 + Math.max(...published.filter(({ name }) => name === definition.name).map(({ version }) => version));
      throw new Error(
        `「${definition.name}」第 ${definition.version} 版已发布，内容不同；请把 version 改为 ${free}。` +
          `${definition.name} v${definition.version} was published with another content; raise its version to ${free}.`,
      );
    }
    if (known) continue;
    const owner = published.find(({ name }) => name === definition.name)?.owner ?? city;
    const missing = await missingDepartments(client, definition, owner);
    if (missing.length > 0) {
      unpublished.push(notPublished(definition, missing));
      continue;
    }
    await tx.insert(caseTypeVersion).values({ ...refOf(definition), hash, definition, publishedBy, owner });
  }
  return unpublished;
};

const notPublished = (
  { name, version }: CaseTypeDefinition,
  missing: Awaited<ReturnType<typeof missingDepartments>>,
): string =>
  `事项类型 ${name} 第 ${version} 版未发布。The case type ${name} v${version} is not published:\n` +
  missing.map(({ path, zh, en }) => `  ${path}: ${zh} ${en}`).join('\n');

const somebodySignsIn = async (tx: Transaction): Promise<boolean> => {
  const found = await tx.select({ id: person.id }).from(person).where(isNotNull(person.username)).limit(1);
  return found.length > 0;
};

const allowSignIns = async (tx: Transaction, made: ReturnType<typeof newSignIns>): Promise<SignIn[]> => {
  for (const { person: post, signIn } of made) {
    const set = { username: signIn.username, passwordHash: await hashPassword(signIn.password) };
    await tx.update(person).set(set).where(eq(person.id, post.id));
  }
  return made.map(({ signIn }) => signIn);
};
