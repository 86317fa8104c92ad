// Commands as somebody types them, over a home that names a test's API as the running system.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writePrivate, writeRunning } from '../../platform/running.ts';
import type { TestApi } from './api.ts';

const bin = fileURLToPath(new URL('../../cli/caseloop.js', import.meta.url));

export interface Commands {
  readonly home: string;
  run(...args: string[]): Promise<{ code: number | null; output: string }>;
  /** Removes the home. */
  close(): void;
}

/** Lets the API listen, and writes down where. */
export const commandsOver = async ({ app, database }: TestApi): Promise<Commands> => {
  await app.listen({ host: '127.0.0.1', port: 0 });
  const home = mkdtempSync(join(tmpdir(), 'caseloop-commands-'));
  writeRunning(home, {
    apiUrl: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`,
    temporalAddress: '127.0.0.1:1',
    namespace: 'none',
    appDatabaseUrl: database.appUrl,
    readerDatabaseUrl: database.readerUrl,
  });
  writePrivate(join(home, 'sign-ins.json'), database.signIns);
  return {
    home,
    run: (...args) =>
      new Promise((resolve) => {
        const env = { ...process.env, CASELOOP_HOME: home };
        const child = execFile(process.execPath, [bin, ...args], { env }, (_error, stdout, stderr) =>
          resolve({ code: child.exitCode, output: `${stdout}${stderr}` }),
        );
      }),
    close: () => rmSync(home, { recursive: true }),
  };
};
