// Composition root of the worker: carries the cases, starts those that wait for it, and exports finished histories.
import { NativeConnection, Runtime } from '@temporalio/worker';
import { createActivities } from '../activities/index.ts';
import { openDatabase } from '../db/client.ts';
import { forgetAttempts } from '../db/credentials.ts';
import { forgetLooseFiles } from '../db/forget-files.ts';
import { forgetNews } from '../db/forget-news.ts';
import { forgetNotices } from '../db/forget-notices.ts';
import { forgetLooks } from '../db/looks.ts';
import { forgetAbandoned, forgetEnded } from '../db/request-keys.ts';
import { readConfig } from '../platform/config.ts';
import { loadKeys } from '../platform/keys.ts';
import { announceReady, stopWhenAsked } from '../platform/lifecycle.ts';
import { createLogger, temporalRuntimeOptions } from '../platform/logger.ts';
import { reachTemporal } from '../platform/temporal/connect.ts';
import { createCalendarRound } from './calendars.ts';
import { dispatch } from './dispatcher.ts';
import { createExporter } from './exporter.ts';
import { guardEventLoop } from './guard.ts';
import { sayOnlyWhatIsHeard } from './lean-logs.ts';
import { createProofWorker } from './proofs.ts';
import { createChangedCases } from './reconciler/changed-cases.ts';
import { createReconciler } from './reconciler/reconciler.ts';
import { keepDoing } from './rounds.ts';
import { createCaseWorker } from './run.ts';

const main = async (): Promise<void> => {
  const config = readConfig(process.env);
  const logger = createLogger('worker', config.logLevel);
  sayOnlyWhatIsHeard((level) => logger.isLevelEnabled(level));
  Runtime.install(temporalRuntimeOptions(logger));
  if (!config.appDatabaseUrl || !config.temporal) {
    throw new Error(
      'No database or engine is set. Start everything with "caseloop start", or set APP_DATABASE_URL and TEMPORAL_ADDRESS.',
    );
  }
  const { namespace, taskQueue, buildId, workflowBundle: bundleFile } = config;
  const db = openDatabase(config.appDatabaseUrl, { applicationName: 'caseloop-worker', max: 20 });
  const connection = await NativeConnection.connect({
    ...config.temporal.connection,
    // The engine is near; packing small messages only costs both sides time.
    grpcCompression: { codec: 'none' },
  });
  const { connection: clientConnection, client } = reachTemporal(config);
  const keys = loadKeys(config.keysFile);
  const changed = createChangedCases();
  const activities = changed.noting(createActivities({ db, keys }));
  const worker = await createCaseWorker({ connection, namespace, taskQueue, activities, buildId, bundleFile });
  const proofs = await createProofWorker({ connection, namespace, taskQueue, db, client, keys, bundleFile });
  const reconciler = createReconciler({ db, client, keys, logger, changed: changed.take });
  const rounds = [
    keepDoing('dispatch', () => dispatch({ db, client, taskQueue, logger }), 1_000, logger),
    keepDoing('export', createExporter({ db, client, logger }).round, 10_000, logger),
    keepDoing('reconcile', reconciler.round, 5_000, logger),
    keepDoing('calendars', createCalendarRound({ db, client, logger }), 10_000, logger),
    keepDoing('forget news', () => forgetNews(db), 10 * 60_000, logger),
    keepDoing('forget notices', () => forgetNotices(db), 60 * 60_000, logger),
    keepDoing('forget ended requests', () => forgetEnded(db), 60 * 60_000, logger),
    keepDoing('forget attempts', () => forgetAttempts(db), 60 * 60_000, logger),
    keepDoing('forget looks', () => forgetLooks(db), 60 * 60_000, logger),
    // What an outage of days interrupted is carried on first: its texts and files look forsaken until it is committed.
    keepDoing('forget abandoned requests', () => forgetAbandoned(db), 60 * 60_000, logger, 'after a pause'),
    keepDoing('forget loose files', () => forgetLooseFiles(db), 60 * 60_000, logger, 'after a pause'),
  ];
  const running = Promise.all([worker.run(), proofs.run()]);
  guardEventLoop();

  stopWhenAsked(
    async (why) => {
      logger.info({ why }, 'stopping');
      for (const each of [worker, proofs]) if (each.getState() === 'RUNNING') each.shutdown();
      await Promise.all([running, ...rounds.map((each) => each.stop())]);
      await Promise.all([connection.close(), clientConnection.close(), db.close()]);
      logger.info('stopped');
    },
    (error) => logger.error({ why: String(error) }, 'did not stop cleanly'),
  );
  logger.info({ taskQueue }, 'working');
  announceReady();
  await running;
};

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
