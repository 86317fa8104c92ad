// Decides where the embedded PostgreSQL keeps its data, from which copy of the programs, and as which user it runs.
// Under root with a project in a private folder (/root) the server's user reaches neither; then both live under /var.
import { createHash } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Account, accountFor, canEnter, cannotRun } from './account.ts';
import { type Binaries, copyBinaries, findBinaries, makeLinks } from './binaries.ts';

export type Place = {
  /** Where the database is or will be: the wished folder, or the one that stands in for it. */
  dataDir: string;
  binaries: Binaries;
  account: Account;
};

/** Stand-ins under /var: for data that must stay, and for copies that can be made again. */
type StandIns = { data: string; binaries: string };
const STAND_INS: StandIns = { data: '/var/lib/caseloop', binaries: '/var/cache/caseloop' };

/**
 * @param wished the data folder by preference; its parents are made.
 * @throws Error with what to do when neither it nor the stand-in can be used.
 */
export function choosePlace(wished: string, standIns = STAND_INS): Place {
  const account = accountFor(wished);
  return { account, dataDir: chooseData(wished, account, standIns), binaries: chooseBinaries(account, standIns) };
}

/** The same wish always gets the same stand-in, also after the wished folder became reachable. */
export function standInFor(wished: string, standIns = STAND_INS): string {
  return join(standIns.data, createHash('sha256').update(wished).digest('hex').slice(0, 12), 'postgres');
}

function chooseData(wished: string, account: Account, standIns: StandIns): string {
  const standIn = standInFor(wished, standIns);
  if (!holdsDatabase(wished) && holdsDatabase(standIn)) return standIn;
  if (prepare(wished, account)) return wished;
  if (holdsDatabase(wished)) {
    throw new Error(
      `The database in ${wished} can no longer be reached by the user that owns it (uid ${account?.uid}). Let others pass through its parent folders (chmod o+x), or start Caseloop as the user who made it.`,
    );
  }
  if (account !== undefined && prepare(standIn, account)) return standIn;
  throw new Error(
    `PostgreSQL's data folder ${wished} cannot be used${account ? ` by the user it must run as (uid ${account.uid}), and neither can ${standIn}` : ''}. Set CASELOOP_HOME to a folder that this user may write, or set DATABASE_URL.`,
  );
}

/** Makes the folder, gives it to the account, and tells whether the account can really enter it. */
function prepare(folder: string, account: Account): boolean {
  const isNew = !existsSync(folder);
  try {
    mkdirSync(join(folder, '..'), { recursive: true, mode: 0o755 });
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (account && !holdsDatabase(folder)) chownSync(folder, account.uid, account.gid);
  } catch {
    return false;
  }
  if (canEnter(account, folder)) return true;
  if (isNew) rmdirSync(folder);
  return false;
}

function chooseBinaries(account: Account, standIns: StandIns): Binaries {
  const packaged = findBinaries();
  makeLinks(packaged);
  const reason = cannotRun(account, packaged.postgres);
  if (reason === undefined) return packaged;
  if (account !== undefined) {
    const copy = copyBinaries(packaged, standIns.binaries);
    if (cannotRun(account, copy.postgres) === undefined) return copy;
  }
  throw new Error(`PostgreSQL's program ${packaged.postgres} does not run here: ${reason}. Set DATABASE_URL instead.`);
}

export function holdsDatabase(folder: string): boolean {
  return existsSync(join(folder, 'PG_VERSION'));
}
