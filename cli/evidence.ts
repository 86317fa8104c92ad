// Where a command finds the evidence of a case: the running system's database and engine, or those that the environment names.
import { existsSync } from 'node:fs';
import { type Database, openDatabase } from '../db/client.ts';
import { type Config, readConfig } from '../platform/config.ts';
import { type Keys, loadKeys } from '../platform/keys.ts';
import { type RunningStack, readRunning } from '../platform/running.ts';
import { connectTemporal, type TemporalClient } from '../platform/temporal/connect.ts';
import type { Evidence, VaultEvidence } from '../worker/three-way.ts';

/** Opens the evidence, hands it over, and closes it. @throws Error when no database is known */
export const withEvidence = async (work: (evidence: Evidence) => Promise<void>): Promise<void> => {
  const config = readConfig(process.env);
  const running = readRunning(config.home);
  const db = openReader(running?.readerDatabaseUrl ?? config.appDatabaseUrl);
  const keys = readKeys(config);
  const vault = openVault(config, running, keys);
  const engine = await reachEngine(config, running);
  try {
    await work({ db, client: engine?.client ?? null, sealKey: keys?.seal ?? null, vault });
  } finally {
    await Promise.all([db.close(), vault?.db.close(), engine?.connection.close()]);
  }
};

const openReader = (url: string | undefined): Database => {
  if (url) return openDatabase(url, { applicationName: 'caseloop-evidence', max: 2 });
  throw new Error(
    '系统没有运行，也没有 DATABASE_URL。Nothing runs here: start it with npm start, or set DATABASE_URL and TEMPORAL_ADDRESS.',
  );
};

/** This installation's keys; null where they are not to be had: new ones would prove nothing. */
const readKeys = ({ keysFile }: Config): Keys | null => {
  if (!existsSync(keysFile)) return null;
  try {
    return loadKeys(keysFile);
  } catch (error) {
    console.error((error as Error).message);
    return null;
  }
};

/** Texts and files, which the reader may not see, with the key of their digests. */
const openVault = (
  { appDatabaseUrl }: Config,
  running: RunningStack | undefined,
  keys: Keys | null,
): VaultEvidence | null => {
  const url = running?.appDatabaseUrl ?? appDatabaseUrl;
  if (url === undefined || keys === null) return null;
  return { db: openDatabase(url, { applicationName: 'caseloop-evidence-vault', max: 1 }), key: keys.vault };
};

/** The engine that the environment names, else the running one. Without an engine, the exported histories still speak. */
const reachEngine = async (config: Config, running: RunningStack | undefined): Promise<TemporalClient | null> => {
  const seat = engineSeat(config, running);
  if (!seat) return null;
  return connectTemporal(seat).catch((error: Error) => {
    console.error(`${error.message} 只用已导出的历史。Going on with exported histories only.`);
    return null;
  });
};

/** Where the engine is: what the environment names, else the running system's; undefined when nothing is known. */
export const engineSeat = (
  { temporal, namespace }: Config,
  running: RunningStack | undefined,
): Pick<Config, 'temporal' | 'namespace'> | undefined =>
  temporal
    ? { temporal, namespace }
    : running && { temporal: { connection: { address: running.temporalAddress } }, namespace: running.namespace };
