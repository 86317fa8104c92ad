// Finds or makes the Temporal server of the local stack: CASELOOP_TEMPORAL_BIN, then the cache, then the ways to make
// one (download, Go). Each is checked by its version. Of two processes, one makes it and the other waits.
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { tryLock } from '../lock.ts';
import { canSkipTime, type Engine, inspectEngine, TIME_SKIPPING_SINCE } from './engine.ts';
import { buildWithGo, downloadCli, type Way } from './ways.ts';

export type ProvisionOptions = {
  /** CASELOOP_TEMPORAL_BIN: used as it is, and an error when it does not work. */
  bin: string | undefined;
  /** Folder that keeps what was fetched or built. */
  cache: string;
  /** Receives progress lines. */
  say(line: string): void;
  ways?: readonly Way[];
};

/** Folders of unfinished work; one that is there before we begin was left by a crash. */
const DRAFT = '.making-';

/** How often a long wait says that it goes on, in ms. */
const STILL_AT_IT_MS = 30_000;

/** @throws Error that lists every way and why it failed. */
export async function provisionEngine(options: ProvisionOptions): Promise<Engine> {
  const { bin, cache, say, ways = [downloadCli, buildWithGo] } = options;
  if (bin !== undefined) {
    const engine = await inspectEngine(bin).catch((error: Error) => {
      throw new Error(`CASELOOP_TEMPORAL_BIN: ${error.message} Correct the variable or unset it.`);
    });
    if (!canSkipTime(engine)) say(`${tooOld(engine)} Rehearsals will be refused.`);
    return engine;
  }
  const folder = join(cache, 'bin');
  mkdirSync(folder, { recursive: true });
  const cached = await fromCache(folder, ways);
  if (cached) return cached;
  return await withLock(join(folder, 'temporal.lock'), say, async () => {
    return (await fromCache(folder, ways)) ?? (await make(folder, ways, say));
  });
}

async function fromCache(folder: string, ways: readonly Way[]): Promise<Engine | undefined> {
  for (const { file } of ways) {
    const path = join(folder, file);
    if (!existsSync(path)) continue;
    // A file that no longer runs (another machine's cache, a full disk) is made anew.
    const engine = await inspectEngine(path).catch(() => undefined);
    if (engine && canSkipTime(engine)) return engine;
  }
  return undefined;
}

async function make(folder: string, ways: readonly Way[], say: (line: string) => void): Promise<Engine> {
  const failures: string[] = [];
  for (const left of readdirSync(folder).filter((name) => name.startsWith(DRAFT)))
    rmSync(join(folder, left), { recursive: true });
  for (const way of ways) {
    const draft = mkdtempSync(join(folder, DRAFT));
    say(way.announcement);
    const since = Date.now();
    const ticker = setInterval(
      () => say(`  … still at it (${Math.round((Date.now() - since) / 1000)} s)`),
      STILL_AT_IT_MS,
    );
    try {
      const made = await way.make(draft);
      chmodSync(made, 0o755);
      const engine = await inspectEngine(made);
      if (!canSkipTime(engine)) throw new Error(tooOld(engine));
      const path = join(folder, way.file);
      renameSync(made, path);
      say(`Temporal server ${engine.serverVersion} is ready (kept in ${path}).`);
      return { ...engine, path };
    } catch (error) {
      failures.push(`${way.file}: ${(error as Error).message}`);
      say(`  That did not work: ${(error as Error).message}.`);
    } finally {
      clearInterval(ticker);
      rmSync(draft, { recursive: true, force: true });
    }
  }
  throw new Error(howToGetOne(folder, failures));
}

function tooOld(engine: Engine): string {
  return `${engine.path} holds Temporal server ${engine.serverVersion}, which cannot skip time (${TIME_SKIPPING_SINCE} or newer can).`;
}

function howToGetOne(folder: string, failures: readonly string[]): string {
  return [
    'No Temporal server could be had:',
    ...failures.map((failure) => `  - ${failure}`),
    'Any one of these mends it:',
    '  - point to a running server: TEMPORAL_ADDRESS=host:7233',
    `  - point to a binary (server ${TIME_SKIPPING_SINCE} or newer, or the CLI that holds it): CASELOOP_TEMPORAL_BIN=/path/to/temporal`,
    '  - let this machine reach https://temporal.download, and start again',
    '  - install Go (https://go.dev/dl/, 1.26.8 or newer), and start again; in mainland China first: go env -w GOPROXY=https://goproxy.cn,direct',
    `  - copy the file from another machine of the same kind into ${folder}`,
  ].join('\n');
}

/** Runs `work` while holding `file`; waits while another living process holds it. */
async function withLock<T>(file: string, say: (line: string) => void, work: () => Promise<T>): Promise<T> {
  let lock = tryLock(file);
  if ('heldBy' in lock) say(`Process ${lock.heldBy} is fetching or building the Temporal server; waiting for it.`);
  while ('heldBy' in lock) {
    await delay(250);
    lock = tryLock(file);
  }
  try {
    return await work();
  } finally {
    lock.release();
  }
}
