// One JSON line an event, with personal and secret fields blotted out wherever they turn up.
// The Temporal SDK writes through the same logger, so that one file tells the whole story of a process.
import type { Logger as TemporalLogger } from '@temporalio/common';
import type { RuntimeOptions } from '@temporalio/worker';
import { type DestinationStream, type Logger, pino } from 'pino';
import type { LogLevel } from './config.ts';

export type { Logger } from 'pino';

/** Fields whose value never reaches a log: secrets, and what residents or staff wrote or are called. */
const BLOTTED = [
  'address',
  'apiKey',
  'authorization',
  'body',
  'cookie',
  'description',
  'idNumber',
  'input',
  'name',
  'note',
  'password',
  'phone',
  'place',
  'reason',
  'reporter',
  'secret',
  'text',
  'token',
];

/** Path patterns know no "any depth"; three levels cover a request, its headers and a payload's parts. */
const BLOTTED_PATHS = BLOTTED.flatMap((field) => [field, `*.${field}`, `*.*.${field}`, `*.*.*.${field}`]);

/**
 * @param part which process speaks: `api`, `worker` …
 * @param destination standard output unless given (tests).
 */
export function createLogger(part: string, level: LogLevel, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { part, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: BLOTTED_PATHS, censor: '[redacted]' },
  };
  return destination ? pino(options, destination) : pino(options);
}

/**
 * Options for `Runtime.install`: the SDK's lines go to `logger`, those of its native core included, and signals stay
 * with the composition root (`shutdownSignals: []`), which alone knows the order in which to stop.
 */
export function temporalRuntimeOptions(logger: Logger): RuntimeOptions {
  return {
    logger: temporalLogger(logger),
    shutdownSignals: [],
    telemetryOptions: { logging: { forward: {}, filter: { core: 'WARN', other: 'ERROR' } } },
  };
}

function temporalLogger(logger: Logger): TemporalLogger {
  const at =
    (level: 'trace' | 'debug' | 'info' | 'warn' | 'error') =>
    (message: string, meta: Record<string | symbol, unknown> = {}): void => {
      const { error, ...rest } = meta;
      logger[level](error === undefined ? rest : { ...rest, err: error }, message);
    };
  const write = { trace: at('trace'), debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  return {
    ...write,
    log: (level, message, meta) => write[level.toLowerCase() as keyof typeof write](message, meta),
  };
}
