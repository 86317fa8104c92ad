// `caseloop restore <folder>`: puts a backup, or one part of it, into a stopped installation. Checks everything before it changes
// anything, and deletes nothing: what was there before stays in its place until the backup lies whole beside it, and is then put aside.
import { copyFileSync, existsSync, renameSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Command, Option } from 'commander';
import { type Contents, loadDump, lookInto } from '../db/dump/load.ts';
import { checkPassword } from '../db/passwords.ts';
import { markRestored } from '../db/restoration.ts';
import { type PartsAtRest, withPartsAtRest } from '../platform/at-rest.ts';
import { hasStore, ringForgottenIn, type UnpackedStore, unpackStore } from '../platform/backup/engine-store.ts';
import { checkFiles } from '../platform/backup/files.ts';
import { fingerprintOf } from '../platform/backup/keys-fit.ts';
import { type Manifest, parts, readManifest } from '../platform/backup/manifest.ts';
import { type Config, readConfig } from '../platform/config.ts';
import { type Keys, loadKeys } from '../platform/keys.ts';
import { makeBeside, takeName } from '../platform/postgres/replace.ts';
import { signInsFile } from './given-servers.ts';
import { readSignIns } from './sign-ins.ts';

interface Options {
  only?: 'database' | 'engine';
  replace?: boolean;
  otherKeys?: boolean;
}

export function register(program: Command): void {
  program
    .command('restore')
    .description('恢复 Put a backup into a stopped installation')
    .argument('<folder>', '备份文件夹 the folder that caseloop backup made')
    .addOption(new Option('--only <part>', '只恢复一部分 one part only').choices(['database', 'engine']))
    .option('--replace', '替换现有数据（旧的改名保留）what is there is put aside under another name')
    .option('--other-keys', '没有原来的 keys.json 也恢复 go on without the keys that belong to the backup')
    .action(restore);
}

const restore = async (from: string, { only, replace = false, otherKeys = false }: Options): Promise<void> => {
  const config = readConfig(process.env);
  const folder = resolve(from);
  const manifest = readManifest(folder);
  await checkFiles(folder, manifest.files);
  const job: Job = { config, folder, manifest, replace };
  await withPartsAtRest(config, async (atRest) => {
    const engine = only !== 'database' && mayPutEngineBack(job, only === 'engine');
    const keys = findKeys(job, otherKeys);
    const database = only === 'engine' ? null : await loadDatabase(job, keys, atRest);
    const store = engine ? await unpackEngine(job) : null;
    // The database first: cut off in between, it is compared with the engine that is there.
    await database?.takePlace();
    if (store) putEngineBack(job, store);
  });
  console.log(
    '下一步 Next: npm start — 开门之前先与流程引擎核对，能补的补齐 before it opens, it compares with the engine and refills what it can',
  );
};

interface Job {
  config: Config;
  folder: string;
  manifest: Manifest;
  replace: boolean;
}

const mayPutEngineBack = ({ config, manifest, replace }: Job, asked: boolean): boolean => {
  if (!manifest.engine || config.temporal) {
    const why = manifest.engine
      ? '引擎不在本机，请用它自己的工具恢复。The engine is elsewhere: restore it with its own tools.'
      : '备份中没有引擎的数据。The backup holds no engine’s store.';
    if (asked) throw new Error(why);
    console.log(why);
    return false;
  }
  if (!replace && hasStore(join(config.home, 'temporal'))) {
    throw new Error(
      `${join(config.home, 'temporal')} 已有流程数据。It holds an engine’s store: --only database leaves it alone, --replace puts it aside.`,
    );
  }
  return true;
};

/** @throws Error when the home's keys are not those of the backup, unless that is accepted */
const findKeys = ({ config: { keysFile }, folder, manifest }: Job, otherKeys: boolean): Keys => {
  const kept = join(folder, 'keys.json');
  if (!existsSync(keysFile) && existsSync(kept)) copyFileSync(kept, keysFile);
  const known = existsSync(keysFile) ? loadKeys(keysFile) : null;
  if (known && fingerprintOf(known) === manifest.keys.fingerprint) return known;
  const lost =
    '旧记录的印章、文字摘要和回执都无法再核验 seals, digests of texts and receipts of that time cannot be checked any more';
  if (!otherKeys) {
    const found = known
      ? `${keysFile} 不是这份备份的密钥 does not belong to this backup`
      : `没有 there is no ${keysFile}`;
    throw new Error(
      `${found}。先放回原来的 keys.json。Put back the keys.json of that installation first; without it, ${lost} (--other-keys).`,
    );
  }
  console.error(`！！密钥不符：${lost}。The keys do not fit.`);
  return known ?? loadKeys(keysFile);
};

interface LoadedDatabase {
  takePlace(): Promise<void>;
}

const loadDatabase = async (job: Job, keys: Keys, atRest: PartsAtRest): Promise<LoadedDatabase> => {
  const { config, folder, manifest } = job;
  const { ownerUrl } = await atRest.database(keys);
  const target = await findRoom(job, ownerUrl, await lookInto(ownerUrl));
  const { database } = manifest;
  let signInsFit = true;
  await loadDump(target, join(folder, parts.database), database, {
    ...(!config.databaseUrl && { passwords: { app: keys.databaseApp, reader: keys.databaseReader } }),
    async alongside(client) {
      const { rows } = await client.query(
        'select count(*) filter (where seq = 1)::integer as cases, count(*)::integer as events from case_event',
      );
      if (rows[0].cases !== database.cases || rows[0].events !== database.events) {
        throw new Error(
          `台账为 ${rows[0].events} 条，应为 ${database.events} 条。The ledger is not the one of the manifest.`,
        );
      }
      await markRestored(client, database.at);
      signInsFit = await doSignInsFit(config.home, async (username) => {
        const found = await client.query('select password_hash from person where username = $1', [username]);
        return found.rows[0]?.password_hash ?? null;
      });
    },
  });
  return {
    async takePlace() {
      if (target !== ownerUrl) {
        const aside = await takeName(ownerUrl, target, new Date());
        console.log(`原数据库改名保留 The database before is kept as ${aside} on the same server.`);
      }
      if (!signInsFit) forgetSignIns(config.home);
      console.log(
        `已恢复数据库 Database restored: ${database.cases} 件 cases · ${database.events} 条 events (${database.at})`,
      );
    },
  };
};

/** @returns the address of the database to load into: the one that is there when it holds nothing, else one beside it */
const findRoom = async ({ config, manifest, replace }: Job, ownerUrl: string, found: Contents): Promise<string> => {
  if (found.kind === 'bare') return ownerUrl;
  if (config.databaseUrl) {
    if (found.kind === 'empty' && found.migrations === manifest.database.migrations) return ownerUrl;
    throw new Error(
      '数据库不是空的。The database of DATABASE_URL is not empty: make a new one (create database …) and set DATABASE_URL to it.',
    );
  }
  if (found.kind === 'used' && !replace) {
    throw new Error(
      `数据库里已有数据（${found.cases} 件）。The database holds ${found.cases} cases and more: --replace puts it aside under another name.`,
    );
  }
  return makeBeside(ownerUrl);
};

const unpackEngine = async ({ config, folder, manifest }: Job): Promise<UnpackedStore> => {
  const pauseMs = manifest.engine ? ringForgottenIn(manifest.engine.at, Date.now()) : 0;
  if (pauseMs > 0) {
    console.log(
      `备份刚刚做好：等 ${Math.ceil(pauseMs / 1_000)} 秒，免得恢复的引擎与原来的连成一体。The backup is new: a pause, so that its engine does not join the one that it was taken from.`,
    );
    await delay(pauseMs);
  }
  return unpackStore(join(folder, parts.engine), join(config.home, 'temporal'));
};

const putEngineBack = ({ manifest }: Job, store: UnpackedStore): void => {
  const aside = store.takePlace();
  if (aside) console.log(`原流程数据保留 The engine’s store before is kept: ${aside}`);
  console.log(`已恢复流程引擎 Engine restored (${manifest.engine?.at})`);
};

const doSignInsFit = async (home: string, hashOf: (username: string) => Promise<string | null>): Promise<boolean> => {
  const [first] = existsSync(signInsFile(home)) ? readSignIns(home) : [];
  return !first || checkPassword(first.password, await hashOf(first.username));
};

/** Without the file, the next start gives the posts new passwords. */
const forgetSignIns = (home: string): void => {
  const file = signInsFile(home);
  renameSync(file, `${file}.before`);
  console.log('账号与备份不符，启动时另发新密码 The sign-ins do not fit the backup: the next start gives new ones');
};
