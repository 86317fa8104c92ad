// `caseloop prepare`: once for each version, before its processes start over servers of your own (docs/deployment.md). Safe to repeat,
// and by two at once; processes of the version before go on meanwhile.
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { readConfig } from '../platform/config.ts';
import { loadKeys } from '../platform/keys.ts';
import { migrateGiven, refillFirst, registerNamespace, signInsFile } from './given-servers.ts';

export function register(program: Command): void {
  program
    .command('prepare')
    .description(
      '准备自有服务器 Migrate and seed DATABASE_URL, register the namespace: before a version’s processes start',
    )
    .action(prepare);
}

const prepare = async (): Promise<void> => {
  const config = readConfig(process.env);
  const { databaseUrl, appDatabaseUrl, temporal, namespace } = config;
  if (!databaseUrl || !appDatabaseUrl || !temporal) {
    throw new Error(
      '请设置 DATABASE_URL（库主）和 TEMPORAL_ADDRESS。Set DATABASE_URL (the owner) and TEMPORAL_ADDRESS: this prepares servers of your own; "caseloop start" brings its own.',
    );
  }
  loadKeys(config.keysFile);
  console.log(`密钥 keys        ${config.keysFile}`);
  await migrateGiven(config, databaseUrl, { renewSignIns: false });
  console.log(`数据库 database  ${new URL(databaseUrl).host}`);
  if (existsSync(signInsFile(config.home))) console.log(`账号 sign-ins    ${signInsFile(config.home)}`);
  await registerNamespace(config);
  console.log(`命名空间 namespace ${namespace} (${temporal.connection.address})`);
  const refilled = await refillFirst(config, appDatabaseUrl);
  if (refilled) console.log(refilled);
};
