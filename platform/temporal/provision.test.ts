// The order in which a Temporal server is looked for, with small scripts that answer `--version` like one.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { inspectEngine } from './engine.ts';
import { provisionEngine } from './provision.ts';
import { downloadFrom, type Way } from './ways.ts';

const NEW = 'temporal version 1.32.0';
const OLD = 'temporal version 1.29.1';

let folder: string;
let said: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'caseloop provision-'));
  said = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

function script(path: string, answer: string): string {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, `#!/bin/sh\necho '${answer}'\n`, { mode: 0o755 });
  return path;
}

function way(file: string, answer: string | Error): Way & { make: ReturnType<typeof vi.fn> } {
  const make = vi.fn(async (draft: string) => {
    if (answer instanceof Error) throw answer;
    return script(join(draft, 'made'), answer);
  });
  return { file, announcement: `making ${file}`, make };
}

function provision(ways: Way[], bin?: string) {
  return provisionEngine({ bin, cache: folder, say: (line) => said.push(line), ways });
}

describe('provisionEngine', () => {
  it('uses the binary that the environment names and makes nothing', async () => {
    const made = way('a', NEW);

    const engine = await provision([made], script(join(folder, 'mine'), OLD));

    expect(engine).toMatchObject({ path: join(folder, 'mine'), serverVersion: '1.29.1' });
    expect(said.join()).toContain('cannot skip time');
    expect(made.make).not.toHaveBeenCalled();
  });

  it('refuses a named binary that does not work, by the name of its variable', async () => {
    await expect(provision([way('a', NEW)], join(folder, 'nothing'))).rejects.toThrow(/CASELOOP_TEMPORAL_BIN/);
  });

  it('tries the ways in their order, keeps what worked, and makes it only once', async () => {
    const first = way('a', new Error('no network'));
    const second = way('b', NEW);

    const engine = await provision([first, second]);
    const again = await provision([first, second]);

    expect(engine.path).toBe(join(folder, 'bin', 'b'));
    expect(again).toEqual(engine);
    expect(first.make).toHaveBeenCalledOnce();
    expect(second.make).toHaveBeenCalledOnce();
    expect(said).toContain('making a');
    expect(readdirSync(join(folder, 'bin'))).toEqual(['b']);
  });

  it('does not keep a server that is too old to skip time', async () => {
    await expect(provision([way('a', OLD)])).rejects.toThrow(/cannot skip time/);

    expect(existsSync(join(folder, 'bin', 'a'))).toBe(false);
  });

  it('makes a cached file anew that no longer runs', async () => {
    script(join(folder, 'bin', 'a'), 'Segmentation fault');

    await expect(provision([way('a', NEW)])).resolves.toMatchObject({ serverVersion: '1.32.0' });
  });

  it('lists every failed way and every remedy in one error', async () => {
    const failing = provision([way('a', new Error('no network')), way('b', new Error('Go is not installed'))]);

    await expect(failing).rejects.toThrow(/no network.*Go is not installed.*TEMPORAL_ADDRESS.*CASELOOP_TEMPORAL_BIN/s);
  });

  it('lets one of two make it while the other waits', async () => {
    const made = way('a', NEW);

    const [one, other] = await Promise.all([provision([made]), provision([made])]);

    expect(one).toEqual(other);
    expect(made.make).toHaveBeenCalledOnce();
  });

  it('is not held up by the lock and the drafts of a process that died', async () => {
    mkdirSync(join(folder, 'bin', '.making-x'), { recursive: true });
    writeFileSync(
      join(folder, 'bin', 'temporal.lock'),
      JSON.stringify({ pid: process.pid, mark: 'of an earlier boot' }),
    );

    await provision([way('a', NEW)]);

    expect(readdirSync(join(folder, 'bin'))).toEqual(['a']);
  });
});

describe('downloadFrom', () => {
  it('unpacks the binary for this machine from the archive that the site sends', async () => {
    script(join(folder, 'temporal'), 'temporal version 1.9.1 (Server 1.32.0, UI 2.54.1)');
    const archive = execFileSync('tar', ['-czf', '-', '-C', folder, 'temporal']);
    const asked: string[] = [];
    const site = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end(archive);
    }).listen(0, '127.0.0.1');
    try {
      await new Promise((resolve) => site.once('listening', resolve));
      const into = mkdtempSync(join(folder, 'into-'));

      const path = await downloadFrom(`http://127.0.0.1:${(site.address() as AddressInfo).port}`, into);

      expect(await inspectEngine(path)).toMatchObject({ kind: 'cli', serverVersion: '1.32.0' });
      expect(asked).toHaveLength(1);
      expect(asked[0]).toMatch(/^\/cli\/archive\/v[\d.]+\?platform=(linux|darwin)&arch=(amd64|arm64)$/);
    } finally {
      site.close();
    }
  });
});
