// Whether the built console is of today's sources: by a hash over the files that it is made from.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('..', import.meta.url));

/** In the built folder: the hash of what it was made from. */
export const stampFile = 'built-from.txt';

/** What the console is made from; the lock file stands for its packages. */
const roots = ['web', 'workflows/contract', 'workflows/case', 'package-lock.json'];

function* filesOf(path: string): Generator<string> {
  const absolute = join(project, path);
  if (/\.\w+$/.test(path)) return yield path;
  for (const entry of readdirSync(absolute, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('dist') || entry.name.endsWith('.test.ts')) continue;
    if (entry.isDirectory()) yield* filesOf(`${path}/${entry.name}`);
    else yield `${path}/${entry.name}`;
  }
}

/** SHA-256 over names and contents of the sources. */
export const sourcesHash = (): string => {
  const hash = createHash('sha256');
  for (const path of roots.flatMap((root) => [...filesOf(root)])) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(project, path)))
      .update('\0');
  }
  return hash.digest('hex');
};

/** How the built console stands to its sources. */
export const consoleState = (): 'fresh' | 'stale' | 'missing' => {
  const stamp = join(project, 'web/dist', stampFile);
  if (!existsSync(stamp)) return 'missing';
  return readFileSync(stamp, 'utf8') === sourcesHash() ? 'fresh' : 'stale';
};
