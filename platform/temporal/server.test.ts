// The local engine's promise: what it has acknowledged is there after a kill -9, in a folder with any name.
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { startTemporal, type TemporalServer } from './server.ts';

const { engine } = inject('stack');

let dir: string;
let server: TemporalServer | undefined;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'caseloop engine 闭环 %20?#-'));
});
afterEach(async () => {
  await server?.stop();
  server = undefined;
  rmSync(dir, { recursive: true });
});

async function start(ports?: TemporalServer['ports']): Promise<TemporalServer> {
  const logFile = join(dir, 'temporal.log');
  return await startTemporal({ engine, dir, namespace: 'county', logFile, ...(ports ? { ports } : {}) });
}

async function withClient<T>(address: string, use: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address });
  try {
    return await use(new Client({ connection, namespace: 'county' }));
  } finally {
    await connection.close();
  }
}

describe('startTemporal', () => {
  it('finds a started workflow again after kill -9, at the same address', async () => {
    server = await start();
    const { address, ports } = server;
    await withClient(address, (client) => client.workflow.start('case', { workflowId: 'case-1', taskQueue: 'none' }));

    server.child.kill();
    await server.exited;
    server = await start(ports);

    expect(server.address).toBe(address);
    const description = await withClient(address, (client) => client.workflow.getHandle('case-1').describe());
    expect(description.status.name).toBe('RUNNING');
  });

  it('says that the engine ended while it started, and lets its process go on', async () => {
    const path = join(dir, 'engine that ends');
    writeFileSync(path, '#!/bin/sh\nsleep 0.3\nexit 7\n', { mode: 0o755 });
    const options = { engine: { ...engine, path }, dir, namespace: 'county', logFile: join(dir, 'temporal.log') };
    // In a process of its own, which must come to its end without a failure that nobody catches.
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--import',
      'tsx',
      '--input-type=module',
      '--eval',
      `const { startTemporal } = await import(${JSON.stringify(new URL('./server.ts', import.meta.url).href)});
       await startTemporal(${JSON.stringify(options)}).catch((error) => console.log(error.message));`,
    ]);
    expect(stdout).toContain('Temporal did not start (exit code 7)');
  });

  it('puts a half-made store aside instead of running on it', async () => {
    writeFileSync(join(dir, 'temporal.db'), 'cut off while the tables were made');

    server = await start();

    const aside = readdirSync(dir).filter((name) => name.startsWith('before-'));
    expect(aside).toHaveLength(1);
    await withClient(server.address, (client) => client.workflow.start('case', { workflowId: 'x', taskQueue: 'none' }));
  });

  it('says what its log says when it cannot start', async () => {
    writeFileSync(join(dir, 'temporal.db'), 'no database at all');
    writeFileSync(join(dir, 'store-is-complete'), '');

    await expect(start()).rejects.toThrow(/Temporal did not start.*not a database/s);
  });
});
