// `caseloop replay` over exported files: it ends by itself, and its exit code says whether it was checked at all.
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const bin = fileURLToPath(new URL('./caseloop.js', import.meta.url));
const exported = fileURLToPath(new URL('../tests/replay/histories/0.1.0-burst-pipe', import.meta.url));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'caseloop-replay-'));
  cpSync(exported, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

const replay = (subject = folder): Promise<{ code: number | null; output: string }> =>
  new Promise((resolve) => {
    // Nothing runs in an empty home.
    const env = { ...process.env, CASELOOP_HOME: join(folder, 'home') };
    const child = execFile(process.execPath, [bin, 'replay', subject], { cwd: folder, env }, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode, output: `${stdout}${stderr}` }),
    );
  });

test('files that agree: exit code 0', async () => {
  expect(await replay()).toMatchObject({ code: 0, output: expect.stringContaining('文件相符') });
});

test('a ledger without histories: exit code 2, and what is missing is said', async () => {
  rmSync(join(folder, 'run-1.json'));
  const { code, output } = await replay();
  expect(code).toBe(2);
  expect(output).toContain('run-1.json');
  expect(output).not.toContain('文件相符');
});

test('a folder that is called like a case: taken for the number, and told how to name the folder', async () => {
  cpSync(exported, join(folder, 'SF-20261124-00001'), { recursive: true });
  expect(await replay('SF-20261124-00001')).toMatchObject({
    code: 2,
    output: expect.stringContaining('./SF-20261124-00001'),
  });
  expect(await replay('./SF-20261124-00001')).toMatchObject({ code: 0 });
});

test('a history that is missing before another: exit code 2, and its name', async () => {
  renameSync(join(folder, 'run-1.json'), join(folder, 'run-2.json'));
  expect(await replay()).toMatchObject({ code: 2, output: expect.stringContaining('缺少 run-1.json') });
});
