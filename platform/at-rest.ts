// The parts of a stopped installation, started for one command alone: its database, and its engine when that is wanted.
import { join } from 'node:path';
import { processNote } from './children.ts';
import type { Config } from './config.ts';
import type { Keys } from './keys.ts';
import { postgresPart, temporalPart } from './local-stack.ts';
import { tryLock } from './lock.ts';
import { roleUrl } from './postgres/embedded.ts';
import { provisionEngine } from './temporal/provision.ts';

export interface PartsAtRest {
  /** Starts the embedded PostgreSQL, or names the given one. @throws Error without DATABASE_URL when only the app's address is given */
  database(keys: Keys): Promise<{ ownerUrl: string; appUrl: string }>;
  /** Starts the local engine, or names the given one. */
  engine(): Promise<Required<Pick<Config, 'temporal' | 'namespace'>>>;
}

/**
 * Holds the home as long as `work` goes on, and stops afterwards what it started.
 * @throws Error when a Caseloop runs over the home
 */
export const withPartsAtRest = async <T>(config: Config, work: (parts: PartsAtRest) => Promise<T>): Promise<T> => {
  const lock = tryLock(join(config.home, 'start.lock'));
  if (!('release' in lock)) {
    throw new Error(
      `系统正在运行，请先停止（Ctrl-C）。Stop the Caseloop over ${config.home} first (process ${lock.heldBy}).`,
    );
  }
  const note = processNote(join(config.home, 'children.json'));
  const stops: (() => Promise<void>)[] = [];
  try {
    await note.endLeftOvers();
    return await work({
      async database(keys) {
        const { databaseUrl, appDatabaseUrl } = config;
        if (databaseUrl && appDatabaseUrl) return { ownerUrl: databaseUrl, appUrl: appDatabaseUrl };
        if (appDatabaseUrl) throw new Error('请设 DATABASE_URL（库主）。Set DATABASE_URL, the address of the owner.');
        const part = postgresPart(config.home, keys.databaseOwner);
        const child = await part.start(({ pid }) => note.remember('postgres', pid));
        stops.push(child.stop);
        const { ownerUrl } = part.current();
        return { ownerUrl, appUrl: roleUrl(ownerUrl, 'caseloop_app', keys.databaseApp) };
      },
      async engine() {
        const { temporal, namespace } = config;
        if (temporal) return { temporal, namespace };
        const engine = await provisionEngine({ bin: config.temporalBin, cache: config.cache, say: console.log });
        const part = temporalPart(config, engine);
        const child = await part.start(({ pid }) => note.remember('temporal', pid));
        stops.push(child.stop);
        return { temporal: { connection: { address: part.current().address } }, namespace };
      },
    });
  } finally {
    await Promise.all(stops.map((stop) => stop()));
    note.forgetAll();
    lock.release();
  }
};
