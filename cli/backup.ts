// `caseloop backup [folder]`: the engine's store first, then one snapshot of the database, so that the ledger is never behind the engine
// in it. Works while the system runs, and when it is stopped.
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { dumpDatabase } from '../db/dump/dump.ts';
import { requireWhole } from '../db/restoration.ts';
import { withPartsAtRest } from '../platform/at-rest.ts';
import { copyStore, hasStore } from '../platform/backup/engine-store.ts';
import { hashFolder } from '../platform/backup/files.ts';
import { fingerprintOf } from '../platform/backup/keys-fit.ts';
import { type Manifest, parts, writeManifest } from '../platform/backup/manifest.ts';
import { processNote } from '../platform/children.ts';
import { type Config, readConfig } from '../platform/config.ts';
import { loadKeys } from '../platform/keys.ts';
import { tryLock } from '../platform/lock.ts';
import type { ProcessMark } from '../platform/process.ts';
import { type RunningStack, readRunning } from '../platform/running.ts';
import { COMPLETE } from '../platform/temporal/settings.ts';

interface Options {
  withKeys?: boolean;
}

export function register(program: Command): void {
  program
    .command('backup')
    .description('备份 Back up the database and the local engine’s store, while the system runs or when it is stopped')
    .argument('[folder]', '目标文件夹 where to; a folder named by the time unless told')
    .option('--with-keys', '连同 keys.json；否则请另行保管 keys.json as well; keep it apart unless you mean this')
    .action(backup);
}

const backup = async (folder = nameByTime(new Date()), { withKeys = false }: Options): Promise<void> => {
  const began = performance.now();
  const config = readConfig(process.env);
  if (!existsSync(config.keysFile)) {
    throw new Error(`没有可备份的数据：缺 ${config.keysFile}。There is nothing to back up: no ${config.keysFile}.`);
  }
  const target = resolve(folder);
  if (existsSync(target)) throw new Error(`${target} 已存在，请换一个。It exists already; name another folder.`);
  // The first of two would let the engine go on while the second still copies its store.
  const lock = tryLock(join(config.home, 'backup.lock'));
  if (!('release' in lock)) {
    throw new Error(
      `另一个备份正在进行（进程 ${lock.heldBy}），请等它完成。Another backup of ${config.home} is under way (process ${lock.heldBy}); wait until it has ended.`,
    );
  }
  const manifest = await backUp(config, target, withKeys).finally(() => lock.release());
  console.log(inWords(target, manifest, performance.now() - began));
};

const backUp = async (config: Config, target: string, withKeys: boolean): Promise<Manifest> => {
  // Takes its name when it is whole.
  const draft = `${target}.partial`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  const running = readRunning(config.home);
  const manifest = running ? await backUpRunning(config, running, draft) : await backUpStopped(config, draft);
  if (withKeys) copyFileSync(config.keysFile, join(draft, 'keys.json'));
  const files = await hashFolder(draft);
  const whole: Manifest = {
    ...manifest,
    keys: { fingerprint: fingerprintOf(loadKeys(config.keysFile)), included: withKeys },
    files,
  };
  writeManifest(draft, whole);
  renameSync(draft, target);
  return whole;
};

type Parts = Omit<Manifest, 'keys' | 'files'>;

const backUpRunning = (config: Config, running: RunningStack, draft: string): Promise<Parts> => {
  const engine = processNote(join(config.home, 'children.json')).running('temporal');
  return backUpBoth(
    config,
    running.namespace,
    draft,
    { local: engine !== undefined, engine },
    async () => running.appDatabaseUrl,
  );
};

const backUpStopped = (config: Config, draft: string): Promise<Parts> =>
  withPartsAtRest(config, ({ database }) => {
    const local = !config.temporal && hasStore(engineFolder(config));
    const url = async () => {
      const { ownerUrl, appUrl } = await database(loadKeys(config.keysFile));
      await requireWhole(ownerUrl);
      return appUrl;
    };
    return backUpBoth(config, config.namespace, draft, { local, engine: undefined }, url);
  });

const engineFolder = ({ home }: Config): string => join(home, 'temporal');

/** The engine first and the database right after it: what happens in between is in the ledger, and the engine takes it over from there. */
const backUpBoth = async (
  config: Config,
  namespace: string,
  draft: string,
  { local, engine }: { local: boolean; engine: ProcessMark | undefined },
  databaseUrl: () => Promise<string>,
): Promise<Parts> => {
  const dir = engineFolder(config);
  const store = local ? await copyStore(dir, engine, join(draft, parts.engine)) : null;
  const database = await dumpDatabase(await databaseUrl(), join(draft, parts.database));
  await store?.pack();
  return {
    format: 'caseloop-backup',
    version: 1,
    caseloop: JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version,
    namespace,
    takenAt: new Date().toISOString(),
    database,
    engine: store && {
      at: store.at,
      pausedMs: store.pausedMs,
      server: readFileSync(join(dir, COMPLETE), 'utf8').trim(),
    },
  };
};

const nameByTime = (now: Date): string => `caseloop-backup-${now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;

const inWords = (folder: string, { database, engine, keys, files }: Manifest, tookMs: number): string => {
  const sizeOf = (part: string): string => {
    const bytes = files.filter(({ path }) => path.startsWith(`${part}/`)).reduce((sum, file) => sum + file.bytes, 0);
    return `${(bytes / 1e6).toFixed(1)} MB`;
  };
  const pause = engine?.pausedMs ? `停顿 stood still ${engine.pausedMs} ms` : '已停止 was stopped';
  return [
    `备份完成 Backed up in ${(tookMs / 1000).toFixed(1)} s: ${folder}`,
    `  数据库 database  ${database.cases} 件 cases · ${database.events} 条 events · ${sizeOf(parts.database)}`,
    engine
      ? `  流程引擎 engine  ${sizeOf(parts.engine)} · ${pause}`
      : '  流程引擎 engine  不在内：引擎不在本机，请用它自己的工具备份 not included: it is elsewhere, back it up with its own tools',
    keys.included
      ? '  密钥 keys  在内，请严加保管 included: whoever has this folder can forge seals and open receipts'
      : '  密钥 keys  不在内：请另行保管 keys.json not included: keep keys.json apart, nothing can be proven without it',
  ].join('\n');
};
