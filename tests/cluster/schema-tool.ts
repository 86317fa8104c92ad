// Temporal's own tool for its schema on PostgreSQL, built once into the cache.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const version = 'v1.32.0';

/** @param cache see `platform/config.ts`. @throws Error when it is not there and Go cannot build it */
export const schemaTool = async (cache: string): Promise<string> => {
  const folder = join(cache, 'bin');
  const tool = join(folder, 'sql');
  if (existsSync(tool)) return tool;
  await promisify(execFile)('go', ['install', `go.temporal.io/server/cmd/tools/sql@${version}`], {
    env: { ...process.env, GOBIN: folder, GOTOOLCHAIN: 'auto' },
  });
  return tool;
};
