// The walls of the house: what may import what, and what workflow code may use.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const bin = (name: string): string => `${root}/node_modules/.bin/${name}`;

const run = async (name: string, ...args: string[]): Promise<{ code: number; output: string }> => {
  const done = await promisify(execFile)(bin(name), args, { cwd: root, maxBuffer: 16 * 1024 * 1024 }).catch(
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
  return { code: 'code' in done ? Number(done.code) : 0, output: `${done.stdout}${done.stderr}` };
};

describe('the sandbox', () => {
  it('exports workflow functions only', async () => {
    const workflows = (await import('../../workflows/index.ts')) as Record<string, unknown>;
    expect(Object.keys(workflows)).toEqual(['default']);
  });

  it('makes Node, the network, timers and randomness compile errors in workflow code', async () => {
    const { code, output } = await run('tsc', '-p', 'tests/architecture/probe');
    expect(code).not.toBe(0);
    for (const name of ['process', 'Buffer', 'fetch', 'setTimeout', 'console', 'crypto']) {
      expect(output).toContain(`Cannot find name '${name}'`);
    }
    expect(output.match(/error TS/g)).toHaveLength(6);
  });
});

describe('imports', () => {
  it('point inward, from the roots to the contract', async () => {
    const rooms = ['workflows', 'activities', 'db', 'api', 'worker', 'platform', 'cli', 'seed', 'tests'];
    expect(await run('depcruise', ...rooms)).toMatchObject({ code: 0 });
  });
});
