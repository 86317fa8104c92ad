// `caseloop start` as a user meets it: one process that brings everything up, keeps it up and takes it all down again.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { isRunning, type ProcessMark } from '../platform/process.ts';
import { readRunning } from '../platform/running.ts';

const bin = fileURLToPath(new URL('./caseloop.js', import.meta.url));

let home: string;
/** Of the demo's cases. */
let caseNos: string[] = [];
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'caseloop home 闭环-'));
  chmodSync(home, 0o755);
});
afterAll(async () => {
  await current?.stop();
  rmSync(home, { recursive: true });
});

type Started = {
  /** Resolves when a printed line contains `text`. */
  prints(text: string): Promise<void>;
  output(): string;
  /** Ctrl-C; returns the exit code. */
  stop(): Promise<number | null>;
  /** kill -9, which leaves the parts behind. */
  crash(): Promise<void>;
};
let current: Started | undefined;

function start(): Started {
  const child: ChildProcess = spawn(process.execPath, [bin, 'start'], {
    env: { ...process.env, CASELOOP_HOME: home, PORT: '0', CASELOOP_TEMPORAL_BIN: inject('stack').engine.path },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const waiting: { text: string; heard: () => void }[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface(stream).on('line', (line) => {
      lines.push(line);
      for (const { heard } of waiting.filter(({ text }) => line.includes(text))) heard();
    });
  }
  const started: Started = {
    output: () => lines.join('\n'),
    async prints(text) {
      if (lines.some((line) => line.includes(text))) return;
      const heard = new Promise<void>((resolve) => waiting.push({ text, heard: resolve }));
      const ended = exited.then(() => {
        throw new Error(`It ended without printing ${JSON.stringify(text)}:\n${lines.join('\n')}`);
      });
      await Promise.race([heard, ended]);
    },
    async stop() {
      child.kill('SIGINT');
      const [code] = await exited;
      current = undefined;
      return code;
    },
    async crash() {
      child.kill('SIGKILL');
      await exited;
      current = undefined;
    },
  };
  current = started;
  return started;
}

/** Runs another command over the same home. @throws Error when it exits with another code than 0 */
async function run(...args: string[]): Promise<string> {
  const env = { ...process.env, CASELOOP_HOME: home };
  const { stdout } = await promisify(execFile)(process.execPath, [bin, ...args], { env });
  return stdout;
}

function children(): Record<string, ProcessMark> {
  return JSON.parse(readFileSync(join(home, 'children.json'), 'utf8'));
}

describe('caseloop start', () => {
  it('brings everything up, says where, and keeps its secrets to the owner', async () => {
    const system = start();
    await system.prints('is ready');
    await system.prints('Ctrl-C');

    const running = readRunning(home);
    const answer = await fetch(`${running?.apiUrl}/livez`);

    expect(answer.status).toBe(200);
    expect(system.output()).toContain(running?.apiUrl);
    for (const file of ['keys.json', 'running.json', 'sign-ins.json']) {
      expect(statSync(join(home, file)).mode & 0o777, file).toBe(0o600);
    }
  });

  it('refuses a second start over the same home', async () => {
    const first = current;
    const second = start();
    await second.prints('A Caseloop already runs');
    current = first;

    expect(readRunning(home)).toBeDefined();
  });

  it('carries the three cases of the demo round the loop', async () => {
    const told = await run('demo');

    caseNos = [...new Set(told.match(/[A-Z]{2}-\d{8}-\d{5}/g))];
    expect(caseNos).toHaveLength(3);
    expect(told.match(/首尾相扣、时间不倒流 ✓/g)).toHaveLength(3);
  });

  it('brings every part back that is killed', async () => {
    for (const part of ['api', 'worker', 'temporal', 'postgres']) {
      process.kill(children()[part]?.pid ?? 0, 'SIGKILL');
      await current?.prints(`${part} runs again`);
    }

    expect((await fetch(`${readRunning(home)?.apiUrl}/livez`)).status).toBe(200);
  });

  it('ends the parts that a crash of its own left behind, and finds the data again', async () => {
    const signIns = readFileSync(join(home, 'sign-ins.json'), 'utf8');
    const left = children();
    await current?.crash();

    const again = start();
    await again.prints('is ready');

    expect(again.output()).toContain('Ended what a crashed start left behind');
    expect(Object.values(left).filter(isRunning)).toEqual([]);
    expect(readFileSync(join(home, 'sign-ins.json'), 'utf8')).toBe(signIns);
  });

  it('proves the cases three ways after all of that, and from exported files', async () => {
    for (const caseNo of caseNos) {
      expect(JSON.parse(await run('replay', caseNo, '--json'))).toMatchObject({ caseNo, agrees: true });
    }
    const folder = join(home, 'evidence');
    await run('export', caseNos[0] ?? '', folder);
    expect(await run('replay', join(folder, 'run-1.json'))).toContain('✓');
  });

  it('finds itself in good health', async () => {
    expect(await run('doctor')).not.toContain('✗');
  });

  it('stops everything on Ctrl-C and leaves only the data', async () => {
    const parts = Object.values(children());

    expect(await current?.stop()).toBe(0);

    expect(parts).toHaveLength(4);
    expect(parts.filter(isRunning)).toEqual([]);
    expect(existsSync(join(home, 'running.json'))).toBe(false);
    expect(existsSync(join(home, 'start.lock'))).toBe(false);
  });
});
