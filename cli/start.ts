// `caseloop start`: brings the whole system up, seeds it, says where everything is, and keeps it running until Ctrl-C.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { processNote } from '../platform/children.ts';
import { asRole, type Config, readConfig } from '../platform/config.ts';
import { type Keys, loadKeys } from '../platform/keys.ts';
import { onStopSignals } from '../platform/lifecycle.ts';
import { nodePart, postgresPart, temporalPart } from '../platform/local-stack.ts';
import { tryLock } from '../platform/lock.ts';
import { freePort } from '../platform/ports.ts';
import { roleUrl } from '../platform/postgres/embedded.ts';
import { readRunning, removeRunning, writeRunning } from '../platform/running.ts';
import { createSupervisor, type Supervisor } from '../platform/supervise.ts';
import { canSkipTime } from '../platform/temporal/engine.ts';
import { migrateGiven, refillFirst, registerNamespace, seedGiven, signInsFile } from './given-servers.ts';
import { readyConsole } from './web-console.ts';
import { readyBundle } from './workflow-bundle.ts';

export function register(program: Command): void {
  program
    .command('start')
    .description('启动整套系统 Start PostgreSQL, Temporal, the worker and the API; Ctrl-C stops them')
    .action(start);
}

/** Where the database is, for each who asks. */
type Databases = { appUrl: string; readerUrl: string; where: string };
/** Where the engine is, and what it can do. */
type EngineSeat = { address: string; description: string };

async function start(): Promise<void> {
  const began = Date.now();
  const config = readConfig(process.env);
  const lock = takeHome(config.home);
  const note = processNote(join(config.home, 'children.json'));
  const leftOver = await note.endLeftOvers();
  if (leftOver.length > 0)
    say(`上次未正常停止，已清理 Ended what a crashed start left behind: ${leftOver.join(', ')}.`);

  const supervisor = createSupervisor({ say: sayWithTime, started: note.remember });
  const cleanUp = () => {
    removeRunning(config.home);
    note.forgetAll();
    lock.release();
  };
  const signals = stopOnSignals(supervisor, cleanUp);
  try {
    await bringUp(config, supervisor, began);
  } catch (error) {
    // What fails because everything is being stopped is no news.
    if (signals.asked()) return;
    await supervisor.stop();
    cleanUp();
    throw error;
  }
}

async function bringUp(config: Config, supervisor: Supervisor, began: number): Promise<void> {
  const keys = loadKeys(config.keysFile);
  const [databases, engine, hasConsole] = await Promise.all([
    bringUpDatabase(config, keys, supervisor),
    bringUpEngine(config, supervisor),
    config.console && readyConsole(say),
  ]);
  const temporal = config.temporal ?? { connection: { address: engine.address } };
  const refilled = await refillFirst({ ...config, temporal }, databases.appUrl);
  if (refilled) say(refilled);
  const port = await freePort(config.port || undefined, config.host);
  if (config.port !== 0 && port !== config.port) {
    say(
      `端口 ${config.port} 已被占用，改用 ${port}。Port ${config.port} is taken; using ${port}. PORT=… chooses another.`,
    );
  }
  const env = childEnvironment(config, databases, engine, port);
  await Promise.all([
    supervisor.run(nodePart(config, 'worker', async () => ({ ...env, ...(await bundleFor(config)) }))),
    supervisor.run(nodePart(config, 'api', async () => env)),
  ]);
  const apiUrl = `http://${config.host}:${port}`;
  writeRunning(config.home, {
    apiUrl,
    temporalAddress: engine.address,
    namespace: config.namespace,
    appDatabaseUrl: databases.appUrl,
    readerDatabaseUrl: databases.readerUrl,
  });
  say(readyBlock(config, databases, engine, apiUrl, hasConsole, Date.now() - began));
}

/** @throws Error when the home cannot be written, or when another start holds it. */
function takeHome(home: string): { release(): void } {
  const lock = tryToLock(home);
  if ('release' in lock) return lock;
  const at = readRunning(home)?.apiUrl;
  throw new Error(
    [
      `这个数据目录已有一个 Caseloop 在运行。A Caseloop already runs over ${home} (process ${lock.heldBy}${at ? `, ${at}` : ''}).`,
      'Stop it with Ctrl-C in its terminal, or start another one over its own folder: CASELOOP_HOME=… PORT=… npm start',
    ].join('\n'),
  );
}

function tryToLock(home: string): ReturnType<typeof tryLock> {
  try {
    return tryLock(join(home, 'start.lock'));
  } catch (error) {
    throw new Error(
      `数据目录不可写。The home ${home} cannot be written (${(error as Error).message}). Give it to this user, or set CASELOOP_HOME.`,
    );
  }
}

async function bringUpDatabase(config: Config, keys: Keys, supervisor: Supervisor): Promise<Databases> {
  if (config.appDatabaseUrl !== undefined) return prepareGivenDatabase(config, config.appDatabaseUrl);
  const part = postgresPart(config.home, keys.databaseOwner);
  await supervisor.run(part);
  const { ownerUrl, dataDir } = part.current();
  const [{ migrate }, { requireWhole }] = await Promise.all([
    import('../db/migrate.ts'),
    import('../db/restoration.ts'),
  ]);
  await requireWhole(ownerUrl);
  await migrate(ownerUrl, { app: keys.databaseApp, reader: keys.databaseReader });
  await seedGiven(config, ownerUrl, seedingOf(config));
  return {
    appUrl: roleUrl(ownerUrl, 'caseloop_app', keys.databaseApp),
    readerUrl: roleUrl(ownerUrl, 'caseloop_reader', keys.databaseReader),
    where: dataDir,
  };
}

async function prepareGivenDatabase(config: Config, appUrl: string): Promise<Databases> {
  const { databaseUrl } = config;
  const where = `PostgreSQL ${new URL(appUrl).host}`;
  if (databaseUrl === undefined) {
    const { requireWhole } = await import('../db/restoration.ts');
    await requireWhole(appUrl);
    say('只有 APP_DATABASE_URL：不做迁移。Only APP_DATABASE_URL is set: the database is taken as it is, not migrated.');
    return { appUrl, readerUrl: appUrl, where };
  }
  await migrateGiven(config, databaseUrl, seedingOf(config));
  return { appUrl, readerUrl: asRole(databaseUrl, 'caseloop_reader'), where };
}

/** A crash between the seed and the file of its sign-ins loses passwords that nobody knows: the demo's posts get new ones. */
function seedingOf({ home }: Config): { renewSignIns: boolean } {
  return { renewSignIns: !existsSync(signInsFile(home)) };
}

async function bringUpEngine(config: Config, supervisor: Supervisor): Promise<EngineSeat> {
  if (config.temporal) {
    await registerNamespace(config);
    const { address } = config.temporal.connection;
    return { address, description: `Temporal ${address} (${config.namespace})` };
  }
  const { provisionEngine } = await import('../platform/temporal/provision.ts');
  const engine = await provisionEngine({ bin: config.temporalBin, cache: config.cache, say });
  const part = temporalPart(config, engine);
  await supervisor.run(part);
  const { address, uiUrl, ports } = part.current();
  if (config.profileDir) {
    say(
      `CPU profiles: api and worker write theirs into ${config.profileDir} when they stop; the engine's:\n  go tool pprof 'http://127.0.0.1:${ports.pprof}/debug/pprof/profile?seconds=30'`,
    );
  }
  const skipping = canSkipTime(engine) ? '可快进 time skipping on' : '不可快进 no time skipping (needs 1.32)';
  const ui = uiUrl ? `界面 UI ${uiUrl}` : '无界面 no UI (the official CLI brings one)';
  return { address, description: `Temporal ${engine.serverVersion} ${address} · ${skipping} · ${ui}` };
}

/** The children know the app role's database address, never the owner's. */
function childEnvironment(
  config: Config,
  databases: Databases,
  engine: EngineSeat,
  port: number,
): Record<string, string | undefined> {
  const { DATABASE_URL: _, DATABASE_URL_FILE: __, APP_DATABASE_URL_FILE: ___, ...inherited } = process.env;
  return {
    ...inherited,
    HOST: config.host,
    PORT: String(port),
    CASELOOP_HOME: config.home,
    CASELOOP_KEYS_FILE: config.keysFile,
    CASELOOP_REHEARSALS: config.rehearsals ? 'on' : 'off',
    CASELOOP_CONSOLE: config.console ? 'on' : 'off',
    APP_DATABASE_URL: databases.appUrl,
    TEMPORAL_ADDRESS: engine.address,
    TEMPORAL_NAMESPACE: config.namespace,
  };
}

/** The worker's bundle, made when it was made of other sources: one that crashed is back sooner, and carries no bundler along. */
async function bundleFor({ home, workflowBundle }: Config): Promise<Record<string, string>> {
  return { CASELOOP_WORKFLOW_BUNDLE: workflowBundle ?? (await readyBundle(join(home, 'workflow-bundle.js'))) };
}

function stopOnSignals(supervisor: Supervisor, cleanUp: () => void): { asked(): boolean } {
  const stop = () => {
    say('\n正在停止 Stopping … (Ctrl-C again forces)');
    supervisor.stop().then(() => {
      cleanUp();
      say('已停止 Stopped.');
      process.exit(0);
    }, console.error);
  };
  const force = () => {
    say('强制停止 Forced to stop.');
    supervisor.kill();
    cleanUp();
    process.exit(1);
  };
  return onStopSignals(stop, force);
}

function readyBlock(
  config: Config,
  databases: Databases,
  engine: EngineSeat,
  apiUrl: string,
  hasConsole: boolean,
  tookMs: number,
): string {
  const pages = hasConsole
    ? `  控制台 console  ${apiUrl}/\n  随手报 phone    ${apiUrl}/report\n  居民 residents  ${apiUrl}/resident\n`
    : '';
  const elsewhere = databases.where.startsWith(config.home) ? '' : ` · 数据库 database ${databases.where}`;
  const signIns = existsSync(signInsFile(config.home)) ? `  账号 sign-ins   ${signInsFile(config.home)}\n` : '';
  return `
闭环 Caseloop 已就绪 is ready (${(tookMs / 1000).toFixed(1)} s)
${pages}  接口 API        ${apiUrl}
  文档 docs       ${apiUrl}/docs
  数据 data       ${config.home}${elsewhere}
${signIns}  引擎 engine     ${engine.description}
  试试 try        npx caseloop demo   (另开终端 in another terminal)
  停止 stop       Ctrl-C
`;
}

function say(line: string): void {
  console.log(line);
}

function sayWithTime(line: string): void {
  console.log(`[${new Date().toTimeString().slice(0, 8)}] ${line}`);
}
