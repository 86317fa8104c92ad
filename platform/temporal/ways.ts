// The two ways to come by a Temporal server on a machine that has none: download the official CLI, or build with Go.
import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { atLeast } from './engine.ts';

const run = promisify(execFile);

/** Both hold the same server, so that a data folder made with one works with the other. */
export const SERVER_VERSION = '1.32.0';
const CLI_VERSION = '1.9.1';
const GO_VERSION = '1.26.8';

/** A connection that drips slower than this is no better than none. */
const DOWNLOAD_TIMEOUT_MS = 10 * 60_000;

/** One way to make a binary. */
export type Way = {
  /** Name of the file in the cache; carries the version. */
  file: string;
  /** What it does, why, and how long it may take; said before it begins. */
  announcement: string;
  /** Puts the binary somewhere below `folder` and returns its path. @throws Error with the reason. */
  make(folder: string): Promise<string>;
};

export const downloadCli: Way = {
  file: `temporal-cli-${CLI_VERSION}`,
  announcement: `Fetching the Temporal server (official CLI ${CLI_VERSION}, about 60 MB, once).`,
  make: (folder) => downloadFrom('https://temporal.download', folder),
};

export const buildWithGo: Way = {
  file: `temporal-server-${SERVER_VERSION}`,
  announcement: `Building the Temporal server ${SERVER_VERSION} from source with Go, because it could not be downloaded. Once, about 3 to 6 minutes.`,
  make: build,
};

/** @param origin the download site; another one in tests. */
export async function downloadFrom(origin: string, folder: string): Promise<string> {
  const arch = { x64: 'amd64', arm64: 'arm64' }[process.arch as string];
  const platform = { linux: 'linux', darwin: 'darwin' }[process.platform as string];
  if (!arch || !platform) throw new Error(`there is no build for ${process.platform} ${process.arch}`);
  const url = `${origin}/cli/archive/v${CLI_VERSION}?platform=${platform}&arch=${arch}`;
  const connected = new AbortController();
  const giveUp = setTimeout(() => connected.abort(new Error('no answer within 20 s')), 20_000);
  const signal = AbortSignal.any([connected.signal, AbortSignal.timeout(DOWNLOAD_TIMEOUT_MS)]);
  const response = await fetch(url, { signal })
    .catch((error: Error) => {
      throw new Error(`${origin}: ${(error.cause as Error | undefined)?.message ?? error.message}`);
    })
    .finally(() => clearTimeout(giveUp));
  if (!response.ok || !response.body) throw new Error(`${origin} answered ${response.status}`);
  const archive = join(folder, 'temporal.tar.gz');
  await pipeline(
    Readable.fromWeb(response.body as import('node:stream/web').ReadableStream),
    createWriteStream(archive),
  );
  await run('tar', ['-xzf', archive, '-C', folder, 'temporal']);
  return join(folder, 'temporal');
}

async function build(folder: string): Promise<string> {
  const { stdout } = await run('go', ['env', 'GOVERSION', 'GOTOOLCHAIN']).catch(() => {
    throw new Error('Go is not installed');
  });
  const [version = '', toolchain = ''] = stdout.trim().split('\n');
  // Any other setting lets an older Go fetch the version that the module asks for.
  if (toolchain === 'local' && !atLeast(version.replace(/^go/, ''), GO_VERSION)) {
    throw new Error(`Go ${version} is too old: ${GO_VERSION} or newer is needed`);
  }
  // Without the symbol tables: 150 MB instead of 210, same build cache.
  const args = ['install', '-ldflags=-s -w', `go.temporal.io/server/cmd/server@v${SERVER_VERSION}`];
  await run('go', args, { env: { ...process.env, GOBIN: folder }, maxBuffer: 64 * 1024 * 1024 }).catch(
    (error: Error & { stderr?: string }) => {
      const lines = (error.stderr ?? error.message).trim().split('\n');
      throw new Error(`go install failed: ${lines.slice(-3).join(' / ')}`);
    },
  );
  return join(folder, 'server');
}
