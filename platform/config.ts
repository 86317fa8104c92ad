// The environment of every Caseloop process, parsed once by its composition root.
// All mistakes are reported together, each with what to do. A secret may come from a file: NAME_FILE instead of NAME.
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TLSConfig } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { z } from 'zod';

/** Where the engine is when it is not the local one that `caseloop start` brings up. */
export type TemporalTarget = {
  /** What both `Connection.connect` (client) and `NativeConnection.connect` (worker) take. */
  connection: {
    /** host:port */
    address: string;
    tls?: TLSConfig | boolean | null;
    apiKey?: string;
    metadata?: Record<string, string>;
  };
};

export type Config = {
  /** Interface the API listens on; loopback unless told otherwise. */
  host: string;
  port: number;
  /** Addresses and networks of the proxies in front of the API, whose word on who asks is believed; nobody's unless told. */
  trustedProxies: string[];
  /** Absolute path of the folder that holds data, keys and logs. */
  home: string;
  /** Absolute path of the folder for what can be fetched or built again (the Temporal server). */
  cache: string;
  /** File of secrets made at the first start (`platform/keys.ts`). */
  keysFile: string;
  /** PostgreSQL as the owner of the schema: migrations and seed only. Absent: the embedded server. */
  databaseUrl: string | undefined;
  /** PostgreSQL as the role `caseloop_app`: what the API and the worker use. */
  appDatabaseUrl: string | undefined;
  /** Absent: the local engine. */
  temporal: TemporalTarget | undefined;
  namespace: string;
  taskQueue: string;
  /** Path of a Temporal server or CLI binary to use for the local engine. */
  temporalBin: string | undefined;
  /** Whether cases whose time is skipped may be started here. */
  rehearsals: boolean;
  /** Whether the web console is served (and, by `caseloop start`, built when needed). */
  console: boolean;
  /** Names the worker's build, when cases are to stay on the build that they began with; none: unversioned. */
  buildId: string | undefined;
  /** Absolute path of a workflow bundle made beforehand; the worker makes its own unless given. */
  workflowBundle: string | undefined;
  /** Folder for CPU profiles; none is made unless given. */
  profileDir: string | undefined;
  logLevel: LogLevel;
};

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** One error for all that is wrong in the environment; `problems` holds a sentence for each. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The environment needs mending:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/** Variables that may hold a secret and therefore may be given as `<NAME>_FILE` (Docker and Kubernetes secrets). */
const MAY_COME_FROM_FILE = ['DATABASE_URL', 'APP_DATABASE_URL', 'TEMPORAL_API_KEY'] as const;

const postgresUrl = z
  .url({ protocol: /^postgres(ql)?$/, error: 'must be an address such as postgres://user:password@host:5432/caseloop' })
  .optional();

/** As Fastify's `trustProxy` takes them: addresses, networks such as 10.1.0.0/16, `loopback`, `uniquelocal`. */
const proxyList = z
  .string()
  .transform((list) => list.split(',').map((each) => each.trim()))
  .refine((list) => list.every(isProxy), {
    error: 'must be addresses or networks with commas between them, such as 10.1.2.3,10.2.0.0/16',
  });

const isProxy = (text: string): boolean => {
  if (text === 'loopback' || text === 'uniquelocal') return true;
  const [address = '', bits = '0', ...rest] = text.split('/');
  const version = isIP(address);
  return version !== 0 && rest.length === 0 && /^\d+$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128);
};

const schema = z.object({
  PORT: z.coerce
    .number({ error: 'must be a number' })
    .int({ error: 'must be a whole number' })
    .min(0, { error: 'must be between 0 (any free port) and 65535' })
    .max(65535, { error: 'must be between 0 (any free port) and 65535' })
    .default(3000),
  HOST: z.string().default('127.0.0.1'),
  CASELOOP_TRUSTED_PROXIES: proxyList.optional(),
  CASELOOP_HOME: z.string().default('.caseloop'),
  CASELOOP_CACHE: z.string().optional(),
  CASELOOP_KEYS_FILE: z.string().optional(),
  CASELOOP_TEMPORAL_BIN: z.string().optional(),
  CASELOOP_TASK_QUEUE: z.string().default('caseloop'),
  CASELOOP_REHEARSALS: z
    .enum(['on', 'off'], { error: 'must be "on" or "off"' })
    .transform((value) => value === 'on')
    .optional(),
  CASELOOP_CONSOLE: z
    .enum(['on', 'off'], { error: 'must be "on" or "off"' })
    .transform((value) => value === 'on')
    .default(true),
  CASELOOP_WORKFLOW_BUNDLE: z.string().optional(),
  CASELOOP_PROFILE: z.string().optional(),
  CASELOOP_BUILD_ID: z
    .string()
    .regex(/^[\w.-]{1,100}$/, { error: 'must be letters, digits, dots and dashes, such as 0.2.0-4f2c1a' })
    .optional(),
  DATABASE_URL: postgresUrl,
  APP_DATABASE_URL: postgresUrl,
  TEMPORAL_ADDRESS: z
    .string()
    .regex(/^[^\s/]+:\d+$/, { error: 'must be host:port, for example 127.0.0.1:7233' })
    .optional(),
  TEMPORAL_NAMESPACE: z.string().optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` }).default('info'),
});

/** Every variable that a Caseloop process reads, by name; Temporal's own (`TEMPORAL_TLS…` and so on) come on top. */
export const variables: readonly string[] = [
  ...Object.keys(schema.shape),
  ...MAY_COME_FROM_FILE.filter((name) => !(name in schema.shape)),
  ...MAY_COME_FROM_FILE.map((name) => `${name}_FILE`),
  'TEMPORAL_PROFILE',
  'TEMPORAL_CONFIG_FILE',
];

/** The namespace of the demonstration zone; a county has a namespace of its own. */
const DEFAULT_NAMESPACE = 'caseloop-zone';

/**
 * Parses the environment.
 * @throws ConfigError with every problem found, not only the first.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const problems: string[] = [];
  const variables = readSecretFiles(withoutEmpty(env), problems);
  const parsed = schema.safeParse(variables);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const name = String(issue.path[0]);
      problems.push(`${name} ${issue.message}${isSecret(name) ? '' : ` (now: ${JSON.stringify(variables[name])})`}.`);
    }
  }
  const engine = readTemporal(variables, problems);
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);

  const values = parsed.data;
  const home = resolve(values.CASELOOP_HOME);
  return {
    host: values.HOST,
    port: values.PORT,
    trustedProxies: values.CASELOOP_TRUSTED_PROXIES ?? [],
    home,
    cache: resolve(values.CASELOOP_CACHE ?? defaultCache(variables)),
    keysFile: values.CASELOOP_KEYS_FILE ? resolve(values.CASELOOP_KEYS_FILE) : join(home, 'keys.json'),
    databaseUrl: values.DATABASE_URL,
    appDatabaseUrl: values.APP_DATABASE_URL ?? (values.DATABASE_URL && asRole(values.DATABASE_URL, 'caseloop_app')),
    temporal: engine.target,
    namespace: engine.namespace ?? DEFAULT_NAMESPACE,
    taskQueue: values.CASELOOP_TASK_QUEUE,
    temporalBin: values.CASELOOP_TEMPORAL_BIN && resolve(values.CASELOOP_TEMPORAL_BIN),
    rehearsals: values.CASELOOP_REHEARSALS ?? engine.target === undefined,
    console: values.CASELOOP_CONSOLE,
    buildId: values.CASELOOP_BUILD_ID,
    workflowBundle: values.CASELOOP_WORKFLOW_BUNDLE && resolve(values.CASELOOP_WORKFLOW_BUNDLE),
    profileDir: values.CASELOOP_PROFILE && resolve(values.CASELOOP_PROFILE),
    logLevel: values.LOG_LEVEL,
  };
}

/**
 * The same database, but every session acts as `role` (PostgreSQL's `-c role=…` start-up option).
 * Used when only the owner's address is known; the owner must be a member of the role.
 */
export function asRole(databaseUrl: string, role: 'caseloop_app' | 'caseloop_reader'): string {
  const url = new URL(databaseUrl);
  const options = [url.searchParams.get('options'), `-c role=${role}`].filter(Boolean).join(' ');
  url.searchParams.delete('options');
  // URLSearchParams would write the spaces as "+", which PostgreSQL clients do not all read as spaces.
  const rest = url.searchParams.toString();
  url.search = `${rest === '' ? '' : `${rest}&`}options=${encodeURIComponent(options)}`;
  return url.href;
}

/** An empty variable counts as absent, as in a Compose file with `NAME=`. */
function withoutEmpty(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const present: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) if (value !== undefined && value !== '') present[name] = value;
  return present;
}

function readSecretFiles(variables: Record<string, string>, problems: string[]): Record<string, string> {
  const merged = { ...variables };
  for (const name of MAY_COME_FROM_FILE) {
    const file = variables[`${name}_FILE`];
    if (file === undefined) continue;
    if (variables[name] !== undefined) {
      problems.push(`${name} and ${name}_FILE are both set. Keep one of them.`);
      continue;
    }
    try {
      merged[name] = readFileSync(file, 'utf8').trim();
    } catch {
      problems.push(`${name}_FILE names ${file}, which cannot be read. Check the path and its permissions.`);
    }
  }
  return merged;
}

function isSecret(name: string): boolean {
  return (MAY_COME_FROM_FILE as readonly string[]).includes(name);
}

/**
 * An engine elsewhere is used only when the environment names it (address, profile or configuration file). A profile
 * that merely lies in its usual place is left alone: it may lead to somebody's production.
 */
function readTemporal(
  variables: Record<string, string>,
  problems: string[],
): { target: TemporalTarget | undefined; namespace: string | undefined } {
  const asked = ['TEMPORAL_ADDRESS', 'TEMPORAL_PROFILE', 'TEMPORAL_CONFIG_FILE'].some((name) => name in variables);
  if (!asked) return { target: undefined, namespace: variables.TEMPORAL_NAMESPACE };
  try {
    const { connectionOptions, namespace } = loadClientConnectConfig({ overrideEnvVars: variables });
    const { address, tls, apiKey, metadata } = connectionOptions;
    if (address === undefined) {
      problems.push('The Temporal profile names no address. Set TEMPORAL_ADDRESS or add "address" to the profile.');
      return { target: undefined, namespace };
    }
    const connection = {
      address,
      ...(tls === undefined ? {} : { tls }),
      ...(typeof apiKey === 'string' ? { apiKey } : {}),
      ...(metadata === undefined ? {} : { metadata: metadata as Record<string, string> }),
    };
    return { target: { connection }, namespace };
  } catch (error) {
    problems.push(`The Temporal profile cannot be read: ${(error as Error).message}. Check TEMPORAL_CONFIG_FILE.`);
    return { target: undefined, namespace: undefined };
  }
}

function defaultCache(variables: Record<string, string>): string {
  return join(variables.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'caseloop');
}
