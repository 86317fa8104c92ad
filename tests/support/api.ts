// The API over real parts: a database of its own, the run's engine, and (when asked for) a worker on a task queue of its own.
import { randomBytes, randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Runtime, type Worker } from '@temporalio/worker';
import { inject } from 'vitest';
import { createActivities } from '../../activities/index.ts';
import { buildApp } from '../../api/app.ts';
import type { ApiDeps } from '../../api/deps.ts';
import { createEngine } from '../../api/engine.ts';
import type { CaseAnswer } from '../../api/schemas.ts';
import type { App } from '../../api/typed-app.ts';
import { createLogger, temporalRuntimeOptions } from '../../platform/logger.ts';
import { createProofWorker } from '../../worker/proofs.ts';
import { createCaseWorker } from '../../worker/run.ts';
import { type TestDatabase, testDatabase } from './database.ts';

const newKey = (): string => randomBytes(32).toString('base64url');

export interface Answer<T> {
  status: number;
  headers: Record<string, unknown>;
  body: T;
}

export interface Ask {
  as?: string | undefined;
  body?: unknown;
  headers?: Record<string, string>;
}

export interface TestApi {
  app: App;
  database: TestDatabase;
  client: Client;
  taskQueue: string;
  keys: ApiDeps['keys'];
  /** A token of one of the seeded sign-ins, by user name; signed in once. */
  token(username: string): Promise<string>;
  /** One request. `as` is a user name of the seed, or a token. Strings and buffers are sent as they are. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  call<T = any>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, ask?: Ask): Promise<Answer<T>>;
  /** Receives a request as the county's centre; `body` replaces parts of an ordinary one. */
  receive(
    body?: Record<string, unknown>,
    as?: string,
  ): Promise<Answer<{ caseNo: string; receipt: { secret: string }; state: CaseAnswer }>>;
  /** Starts a worker, when none was asked for at the start. */
  work(): Promise<void>;
  /** Acts with a new key. */
  act(as: string, caseNo: string, action: string, input?: object, reason?: string): Promise<Answer<CaseAnswer>>;
  close(): Promise<void>;
}

export interface TestApiOptions
  extends Partial<
    Pick<ApiDeps, 'rehearsals' | 'limits' | 'newsTiming' | 'logger' | 'trustedProxies' | 'consoleFolder'>
  > {
  /** Carries the cases, too. */
  worker?: boolean;
  /** The worker also proves cases for whoever asks. */
  proofs?: boolean;
  /** How long a call to the engine may take, in ms. */
  deadlineMs?: number;
  /** Another address than the run's engine. */
  temporalAddress?: string;
}

/** An ordinary request of the seeded zone. */
export const ordinary = {
  source: 'hotline',
  category: 'environment',
  area: 'xx.zone.yongfu.cuizhuang',
  description: '村南排水沟堵了半个月。',
  reporter: '王女士 13800000000',
  place: '崔庄村南头',
};

export const startApi = async (options: TestApiOptions = {}): Promise<TestApi> => {
  const { temporalAddress, namespace } = inject('stack');
  const database = await testDatabase();
  const connection = Connection.lazy({ address: options.temporalAddress ?? temporalAddress });
  const client = new Client({ connection, namespace });
  const taskQueue = `test-${randomUUID()}`;
  const keys = { vault: newKey(), seal: newKey(), token: newKey() };
  const engine = createEngine({ client, taskQueue, ...(options.deadlineMs && { deadlineMs: options.deadlineMs }) });
  const app = await buildApp({
    db: database.db,
    engine,
    keys,
    logger: options.logger ?? createLogger('api', 'silent'),
    rehearsals: options.rehearsals ?? true,
    ...(options.limits && { limits: options.limits }),
    ...(options.newsTiming && { newsTiming: options.newsTiming }),
    ...(options.trustedProxies && { trustedProxies: options.trustedProxies }),
    ...(options.consoleFolder && { consoleFolder: options.consoleFolder }),
  });
  await app.ready();
  const prover = options.proofs ? client : null;
  let worker = options.worker ? await startWorker(database, keys, taskQueue, prover) : null;
  const tokens = new Map<string, Promise<string>>();

  const api: TestApi = {
    app,
    database,
    client,
    taskQueue,
    keys,
    token(username) {
      const known = tokens.get(username);
      if (known !== undefined) return known;
      const found = database.signIns.find((signIn) => signIn.username === username);
      if (!found) return Promise.resolve(username);
      const token = api
        .call('POST', '/v1/sign-in', { body: { username, password: found.password } })
        .then(({ body }) => body.token as string);
      tokens.set(username, token);
      return token;
    },
    async call(method, url, { as, body, headers = {} } = {}) {
      const asItIs = typeof body === 'string' || Buffer.isBuffer(body);
      const response = await app.inject({
        method,
        url,
        headers: {
          ...(as !== undefined && { authorization: `Bearer ${await api.token(as)}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { payload: asItIs ? body : JSON.stringify(body) }),
      });
      const isJson = /[/+]json/.test(String(response.headers['content-type']));
      return {
        status: response.statusCode,
        headers: response.headers,
        body: (isJson ? response.json() : response.rawPayload) as never,
      };
    },
    receive: (body = {}, as = 'zone') =>
      api.call('POST', '/v1/cases', {
        as,
        body: { ...ordinary, ...body },
        headers: { 'idempotency-key': randomUUID() },
      }),
    act: (as, caseNo, action, input = {}, reason) =>
      api.call('POST', `/v1/cases/${caseNo}/actions/${action}`, {
        as,
        body: { input, ...(reason !== undefined && { reason }) },
        headers: { 'idempotency-key': randomUUID() },
      }),
    async work() {
      worker ??= await startWorker(database, keys, taskQueue, prover);
    },
    async close() {
      await app.close();
      await worker?.stop();
      await connection.close();
      await database.drop();
    },
  };
  return api;
};

const startWorker = async (
  { db }: TestDatabase,
  keys: ApiDeps['keys'],
  taskQueue: string,
  prover: Client | null,
): Promise<{ stop(): Promise<void> }> => {
  const { temporalAddress, namespace } = inject('stack');
  installRuntime();
  const connection = await NativeConnection.connect({ address: temporalAddress });
  const worker: Worker = await createCaseWorker({
    connection,
    namespace,
    taskQueue,
    activities: createActivities({ db, keys }),
  });
  const workers = [worker];
  if (prover) workers.push(await createProofWorker({ connection, namespace, taskQueue, db, client: prover, keys }));
  const running = Promise.all(workers.map((each) => each.run()));
  return {
    async stop() {
      for (const each of workers) each.shutdown();
      await running;
      await connection.close();
    },
  };
};

let installed = false;

/** The SDK's own logger would write into the tests' output. */
const installRuntime = (): void => {
  if (installed) return;
  installed = true;
  Runtime.install(temporalRuntimeOptions(createLogger('worker', 'error')));
};
