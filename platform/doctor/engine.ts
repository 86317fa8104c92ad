// The doctor's look at Temporal: the running engine, or the binary that the next start would use.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Connection, type ConnectionOptions } from '@temporalio/client';
import type { Config } from '../config.ts';
import type { RunningStack } from '../running.ts';
import { canSkipTime, type Engine, inspectEngine, TIME_SKIPPING_SINCE } from '../temporal/engine.ts';
import { bad, type Finding, ok, warn } from './finding.ts';

const ABOUT = '引擎 Temporal';
const TOO_OLD = `Rehearsals need ${TIME_SKIPPING_SINCE} or newer: unset CASELOOP_TEMPORAL_BIN, or update the engine.`;

export async function checkEngine(config: Config, running: RunningStack | undefined): Promise<Finding> {
  if (config.temporal) return await checkServer(config.temporal.connection);
  if (running) return await checkServer({ address: running.temporalAddress });
  const engine = await localEngine(config).catch((error: Error) => error);
  if (engine instanceof Error) return bad(ABOUT, engine.message, 'Correct CASELOOP_TEMPORAL_BIN or unset it.');
  if (!engine) {
    const mend = 'Nothing to do: the first start downloads it, or builds it with Go (3 to 6 minutes, once).';
    return warn(ABOUT, 'no server on this machine yet', mend);
  }
  return judge(engine.serverVersion, engine.path);
}

/** The binary that a start would use now, if there is one. */
async function localEngine(config: Pick<Config, 'temporalBin' | 'cache'>): Promise<Engine | undefined> {
  if (config.temporalBin) return await inspectEngine(config.temporalBin);
  const folder = join(config.cache, 'bin');
  const names = existsSync(folder) ? readdirSync(folder) : [];
  for (const name of names.filter((entry) => entry.startsWith('temporal-'))) {
    const engine = await inspectEngine(join(folder, name)).catch(() => undefined);
    if (engine) return engine;
  }
  return undefined;
}

async function checkServer(options: ConnectionOptions & { address: string }): Promise<Finding> {
  try {
    const connection = await Connection.connect({ ...options, connectTimeout: '5s' });
    try {
      const { serverVersion } = await connection.workflowService.getSystemInfo({});
      return judge(serverVersion, options.address);
    } finally {
      await connection.close();
    }
  } catch (error) {
    const reason = (error as Error).message;
    return bad(ABOUT, `${options.address} does not answer (${reason})`, 'Start it, or correct TEMPORAL_ADDRESS.');
  }
}

function judge(serverVersion: string, where: string): Finding {
  if (canSkipTime({ serverVersion })) return ok(ABOUT, `${serverVersion}, can skip time (${where})`);
  return warn(ABOUT, `${serverVersion}, cannot skip time (${where})`, TOO_OLD);
}
