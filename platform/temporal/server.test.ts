// The local engine's promise: what it has acknowledged is there after a kill -9, in a folder with any name.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
