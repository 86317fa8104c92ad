// What a Temporal binary is: the bare server or the CLI with its development server, and of which version.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export type Engine = {
  path: string;
  /** `server` takes configuration files; `cli` takes flags and brings the web UI along. */
  kind: 'server' | 'cli';
  /** Version of the server inside, for example `1.32.0`. */
  serverVersion: string;
};

/** The first server version that can skip time per workflow. */
export const TIME_SKIPPING_SINCE = '1.32.0';

/**
 * Runs `<path> --version` and reads the answer.
 * @throws Error when it cannot be run or is no Temporal binary.
 */
export async function inspectEngine(path: string): Promise<Engine> {
  const { stdout } = await promisify(execFile)(path, ['--version'], { timeout: 30_000 }).catch((error: Error) => {
    throw new Error(`${path} cannot be run (${error.message.split('\n')[0]}).`);
  });
  const engine = parseVersion(stdout);
  if (engine === undefined)
    throw new Error(`${path} is no Temporal server: it calls itself ${JSON.stringify(stdout)}.`);
  return { path, ...engine };
}

/** The CLI answers `temporal version 1.9.1 (Server 1.32.0, UI 2.54.1)`, the server `temporal version 1.32.0`. */
export function parseVersion(answer: string): Pick<Engine, 'kind' | 'serverVersion'> | undefined {
  const cli = /\(Server (\d+\.\d+\.\d+)/.exec(answer);
  if (cli?.[1]) return { kind: 'cli', serverVersion: cli[1] };
  const server = /^temporal version v?(\d+\.\d+\.\d+)/m.exec(answer);
  return server?.[1] ? { kind: 'server', serverVersion: server[1] } : undefined;
}

export function canSkipTime(engine: Pick<Engine, 'serverVersion'>): boolean {
  return atLeast(engine.serverVersion, TIME_SKIPPING_SINCE);
}

/** Compares dotted versions by number: 1.9.1 is older than 1.32.0. */
export function atLeast(version: string, minimum: string): boolean {
  const [have, need] = [version, minimum].map((text) => text.split('.').map(Number));
  for (let part = 0; part < 3; part++) {
    const difference = (have?.[part] ?? 0) - (need?.[part] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
