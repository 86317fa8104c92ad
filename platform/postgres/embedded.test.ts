// The embedded PostgreSQL: what it promises after a clean stop, a kill -9 and a start that was cut off.
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EmbeddedPostgres, roleUrl, startPostgres } from './embedded.ts';
import { choosePlace, standInFor } from './place.ts';

let folder: string;
let server: EmbeddedPostgres | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'caseloop pg 闭环-'));
  // Under root the server runs as another user, who must be able to pass through.
  chmodSync(folder, 0o755);
});
afterEach(async () => {
  await server?.stop();
  server = undefined;
  rmSync(folder, { recursive: true, force: true });
});

function start(ownerPassword = 'secret'): Promise<EmbeddedPostgres> {
  return startPostgres({ dir: join(folder, 'postgres'), ownerPassword, logFile: join(folder, 'postgres.log') });
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('startPostgres', () => {
  it('keeps what was committed through kill -9', async () => {
    server = await start();
    await query(server.ownerUrl, 'create table kept as select 1 as row');
    server.child.kill();
    await server.exited;

    server = await start();

    expect(await query(server.ownerUrl, 'select row from kept')).toEqual([{ row: 1 }]);
  });

  it('syncs to disk, listens on the loopback interface only, and sees letters in Chinese text', async () => {
    server = await start();

    const settings = await query(
      server.ownerUrl,
      `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
         current_setting('listen_addresses') as listen, current_setting('unix_socket_directories') as sockets`,
    );
    await query(server.ownerUrl, 'create extension pg_trgm');
    const [trigrams] = await query(server.ownerUrl, `select cardinality(show_trgm('碧桂园社区')) > 0 as found`);

    expect(settings).toEqual([{ fsync: 'on', commit: 'on', listen: '127.0.0.1', sockets: '' }]);
    expect(trigrams).toEqual({ found: true });
  });

  it('lets nobody in without the password', async () => {
    server = await start();

    await expect(query(roleUrl(server.ownerUrl, 'caseloop_owner', 'guess'), 'select 1')).rejects.toThrow(/password/);
  });

  it('begins again after an initialisation that was cut off', async () => {
    mkdirSync(join(folder, 'postgres.new'));
    writeFileSync(join(folder, 'postgres.new', 'PG_VERSION'), '18\n');

    server = await start();

    expect(await query(server.ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(existsSync(join(folder, 'postgres.new'))).toBe(false);
  });

  it('says so when the key file does not belong to the data', async () => {
    server = await start();
    await server.stop();

    await expect(start('another')).rejects.toThrow(/keys\.json/);
  });
});

describe.runIf(process.getuid?.() === 0)('choosePlace as root', () => {
  it('moves to a stand-in when the server user cannot enter the home, and stays there', () => {
    const closed = join(folder, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    const standIns = { data: join(folder, 'var-lib'), binaries: join(folder, 'var-cache') };
    const wished = join(closed, 'postgres');

    const place = choosePlace(wished, standIns);
    writeFileSync(join(place.dataDir, 'PG_VERSION'), '18\n');
    rmSync(closed, { recursive: true });
    mkdirSync(closed, { mode: 0o755 });

    expect(place.dataDir).toBe(standInFor(wished, standIns));
    expect(place.account).not.toBeUndefined();
    expect(choosePlace(wished, standIns).dataDir).toBe(place.dataDir);
  });
});
