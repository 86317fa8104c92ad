// Vitest's global setup: one PostgreSQL and one Temporal server for the whole run, both real, in a temporary folder and
// without syncing to disk. Tests read their addresses with `inject('stack')`; each file makes a database of its own.
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { processNote } from '../../platform/children.ts';
import { readConfig } from '../../platform/config.ts';
import { startPostgres } from '../../platform/postgres/embedded.ts';
import { isRunning, markOf, type ProcessMark } from '../../platform/process.ts';
import type { Engine } from '../../platform/temporal/engine.ts';
import { provisionEngine } from '../../platform/temporal/provision.ts';
import { startTemporal } from '../../platform/temporal/server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    stack: Stack;
  }
}

export type Stack = {
  /** The empty database `caseloop`, as a superuser who may create databases and roles. */
  ownerUrl: string;
  /** host:port of the engine's frontend. */
  temporalAddress: string;
  namespace: string;
  /** The binary that the engine runs from, for tests that start one of their own. */
  engine: Engine;
};

const PREFIX = 'caseloop-tests-';

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await removeLeftOvers();
  const folder = mkdtempSync(join(tmpdir(), PREFIX));
  // Under root PostgreSQL runs as another user, who must be able to pass through.
  chmodSync(folder, 0o755);
  writeFileSync(join(folder, 'run.json'), JSON.stringify(markOf(process.pid)));
  const note = processNote(join(folder, 'children.json'));
  const { cache, temporalBin } = readConfig(process.env);
  const engine = await provisionEngine({ bin: temporalBin, cache, say: console.log });

  const [postgres, temporal] = await Promise.all([
    startPostgres({
      dir: join(folder, 'postgres'),
      ownerPassword: 'tests-only',
      logFile: join(folder, 'logs', 'postgres.log'),
      durable: false,
      spawned: ({ pid }) => note.remember('postgres', pid),
    }),
    startEngine(folder, engine, (pid) => note.remember('temporal', pid)),
  ]);
  const kill = () => {
    postgres.child.kill();
    temporal.child.kill();
  };
  process.once('exit', kill);
  project.provide('stack', {
    ownerUrl: postgres.ownerUrl,
    temporalAddress: temporal.address,
    namespace: temporal.namespace,
    engine,
  });

  return async () => {
    await Promise.all([temporal.stop(), postgres.stop()]);
    process.off('exit', kill);
    rmSync(folder, { recursive: true, force: true });
  };
}

/** Another run may take a port between its being found free and being used; then other ports are tried. */
async function startEngine(folder: string, engine: Engine, spawned: (pid: number) => void, attempt = 1) {
  try {
    return await startTemporal({
      engine,
      dir: join(folder, `temporal-${attempt}`),
      namespace: 'test',
      logFile: join(folder, 'logs', `temporal-${attempt}.log`),
      durable: false,
      spawned: ({ pid }) => spawned(pid),
    });
  } catch (error) {
    if (attempt === 3) throw error;
    return startEngine(folder, engine, spawned, attempt + 1);
  }
}

/** A run that was killed could not clean up behind itself; the next one does. */
async function removeLeftOvers(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = join(tmpdir(), name);
    if (ownerRuns(folder)) continue;
    await processNote(join(folder, 'children.json')).endLeftOvers();
    rmSync(folder, { recursive: true, force: true });
  }
}

function ownerRuns(folder: string): boolean {
  try {
    return isRunning(JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')) as ProcessMark);
  } catch {
    // Made this moment by another run, which has not signed it yet.
    return true;
  }
}
