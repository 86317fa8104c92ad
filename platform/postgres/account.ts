// The operating system's user that PostgreSQL runs as. PostgreSQL refuses to run as root, so under root it runs as the
// owner of existing data, or as the user `postgres`, who must be able to reach the programs and the data folder.
import { execFileSync, spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';

/** `undefined` means: as whoever runs Caseloop. */
export type Account = { uid: number; gid: number } | undefined;

const USER = 'postgres';

/**
 * @param dataFolder its owner is kept when it holds a database already.
 * @throws Error under root when there is no user to run as and none can be made.
 */
export function accountFor(dataFolder: string): Account {
  if (process.getuid?.() !== 0) return undefined;
  const existing = statSync(join(dataFolder, 'PG_VERSION'), { throwIfNoEntry: false });
  if (existing && existing.uid !== 0) return { uid: existing.uid, gid: existing.gid };
  return lookUp(USER) ?? create(USER);
}

/** Whether the account can enter `folder`. Asked of the system itself: modes alone miss access lists and mounts. */
export function canEnter(account: Account, folder: string): boolean {
  const probe = spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { ...account, cwd: '/', stdio: 'ignore' });
  return probe.status === 0;
}

/** Whether the account can run `program --version`; the reason when it cannot. */
export function cannotRun(account: Account, program: string): string | undefined {
  const probe = spawnSync(program, ['--version'], { ...account, cwd: '/', encoding: 'utf8' });
  if (probe.status === 0) return undefined;
  return probe.error?.message ?? probe.stderr.trim();
}

function lookUp(name: string): Account {
  const id = (flag: string) => spawnSync('id', [flag, name], { encoding: 'utf8' });
  const uid = id('-u');
  const gid = id('-g');
  return uid.status === 0 && gid.status === 0 ? { uid: Number(uid.stdout), gid: Number(gid.stdout) } : undefined;
}

function create(name: string): Account {
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', name], {
      stdio: 'pipe',
    });
  } catch (error) {
    throw new Error(
      `PostgreSQL does not run as root, there is no user "${name}" and none could be made (${(error as Error).message.trim()}). Make one, start Caseloop as an ordinary user, or set DATABASE_URL.`,
    );
  }
  return lookUp(name);
}
