// The settings of the local Temporal engine: its store, its ports, and what it allows.
import { LOOPBACK } from '../ports.ts';

/** Every port of the engine. The bare server has no UI, the CLI chooses its inner ports by itself. */
export const PORT_NAMES = [
  'frontend',
  'http',
  'ui',
  'history',
  'matching',
  'worker',
  'frontendRing',
  'historyRing',
  'matchingRing',
  'workerRing',
  'pprof',
] as const;
export type EnginePorts = Record<(typeof PORT_NAMES)[number], number>;

/** Name of the SQLite file in the engine's folder; the server runs in that folder, whose path may hold any character. */
export const DATABASE_FILE = 'temporal.db';

/** Marks a store whose tables are all there: written after the first healthy start. */
export const COMPLETE = 'store-is-complete';

/**
 * Dynamic configuration (`docs/operations.md` explains each): time skipping and its speed, and one partition per
 * task queue, which takes a fifth off the CPU of a case on a small machine.
 */
export function dynamicSettings(httpPort: number): Record<string, unknown> {
  return {
    'frontend.WorkflowTimeSkippingEnabled': true,
    // A rehearsed case may run through years of reminders.
    'frontend.WorkflowTimeSkippingMaxSkipPerSession': 10_000,
    // Cases in memory; others are read from the store when they act. The engine's own 128,000 take gigabytes.
    'history.hostLevelCacheMaxSize': 4_096,
    'history.timerProcessorMaxTimeShift': '10ms',
    'history.timerProcessorMaxPollRPS': 200,
    // Timers that ring together are let through about as fast as a worker takes them. The engine's own 512 at a time stand before the
    // store's one connection, with every act behind them (docs/performance.md).
    'history.timerProcessorSchedulerWorkerCount': 2,
    'matching.numTaskqueueReadPartitions': 1,
    'matching.numTaskqueueWritePartitions': 1,
    // Cases take turns by when they were received (`open-case.ts`).
    'matching.enableFairness': true,
    'frontend.namespaceRPS.visibility': 100,
    // A namespace that was just registered is usable at once.
    'system.namespaceCacheRefreshInterval': '500ms',
    'component.nexusoperations.callback.endpoint.template': `http://${LOOPBACK}:${httpPort}/namespaces/{{.NamespaceName}}/nexus/callback`,
    'callback.allowedAddresses': [{ Pattern: `${LOOPBACK}:${httpPort}`, AllowInsecure: true }],
  };
}

/** The dynamic configuration file of the bare server. JSON is YAML. */
export function dynamicSettingsFile(httpPort: number): string {
  const settings = Object.entries(dynamicSettings(httpPort)).map(([name, value]) => [name, [{ value }]]);
  return JSON.stringify(Object.fromEntries(settings), null, 2);
}

export interface ServerConfigOptions {
  /** Whether to make the tables first (a new file). */
  setup: boolean;
  /** `false` leaves syncing to the operating system: for tests. */
  durable: boolean;
  /** Whether it answers pprof (Go's profiler) on `ports.pprof`. */
  profiled: boolean;
}

/**
 * The bare server's configuration: all four services in one process on the loopback interface, metrics off, and one
 * SQLite file that is synced fully at every commit (WAL, synchronous 2 = FULL): a kill -9 or a power cut loses nothing
 * that was acknowledged.
 */
export function serverConfigFile(ports: EnginePorts, { setup, durable, profiled }: ServerConfigOptions): string {
  const store = {
    sql: {
      pluginName: 'sqlite',
      databaseName: DATABASE_FILE,
      connectAddr: 'localhost',
      connectProtocol: 'tcp',
      connectAttributes: {
        cache: 'private',
        journal_mode: 'wal',
        synchronous: durable ? '2' : '0',
        setup: String(setup),
      },
      // SQLite has one writer at a time; more connections only meet locks.
      maxConns: 1,
      maxIdleConns: 1,
    },
  };
  const service = (grpcPort: number, membershipPort: number, httpPort?: number) => ({
    rpc: { grpcPort, membershipPort, bindOnIP: LOOPBACK, ...(httpPort ? { httpPort } : {}) },
  });
  const rpcAddress = `${LOOPBACK}:${ports.frontend}`;
  return JSON.stringify(
    {
      log: { stdout: true, level: 'warn' },
      persistence: {
        defaultStore: 'sqlite',
        visibilityStore: 'sqlite',
        numHistoryShards: 4,
        datastores: { sqlite: store },
      },
      global: {
        membership: { maxJoinDuration: '30s', broadcastAddress: LOOPBACK },
        ...(profiled && { pprof: { port: ports.pprof, host: LOOPBACK } }),
      },
      services: {
        frontend: service(ports.frontend, ports.frontendRing, ports.http),
        history: service(ports.history, ports.historyRing),
        matching: service(ports.matching, ports.matchingRing),
        worker: service(ports.worker, ports.workerRing),
      },
      clusterMetadata: {
        enableGlobalNamespace: false,
        failoverVersionIncrement: 10,
        masterClusterName: 'active',
        currentClusterName: 'active',
        clusterInformation: {
          active: {
            enabled: true,
            initialFailoverVersion: 1,
            rpcName: 'frontend',
            rpcAddress,
            httpAddress: `${LOOPBACK}:${ports.http}`,
          },
        },
      },
      dcRedirectionPolicy: { policy: 'noop' },
      archival: {
        history: { state: 'disabled', enableRead: false },
        visibility: { state: 'disabled', enableRead: false },
      },
      dynamicConfigClient: { filepath: 'dynamic.yaml', pollInterval: '60s' },
    },
    null,
    2,
  );
}
