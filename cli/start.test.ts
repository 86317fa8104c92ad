// `caseloop start` as a user meets it: one process that brings everything up, keeps it up and takes it all down again.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { isRunning } from '../platform/process.ts';
import { readRunning } from '../platform/running.ts';
import { newHome, removeHome, type System, spawnSystem } from '../tests/support/system.ts';

let home: string;
let system: System;
/** Of the demo's cases. */
let caseNos: string[] = [];
beforeAll(() => {
  home = newHome();
});
afterAll(async () => {
  if (readRunning(home)) await system.stop();
  removeHome(home);
});

const start = (): System => spawnSystem(home, { CASELOOP_TEMPORAL_BIN: inject('stack').engine.path });

describe('caseloop start', () => {
  it('brings everything up, says where, and keeps its secrets to the owner', async () => {
    system = start();
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
    await start().prints('A Caseloop already runs');

    expect(readRunning(home)).toBeDefined();
  });

  it('carries the three cases of the demo round the loop', async () => {
    const told = await system.run('demo');

    caseNos = [...new Set(told.match(/[A-Z]{2}-\d{8}-\d{5}/g))];
    expect(caseNos).toHaveLength(3);
    expect(told.match(/首尾相扣、时间不倒流 ✓/g)).toHaveLength(3);
  });

  it('brings every part back that is killed', async () => {
    for (const part of ['api', 'worker', 'temporal', 'postgres'] as const) {
      system.signal(part);
      await system.back(part);
    }

    expect((await fetch(`${readRunning(home)?.apiUrl}/livez`)).status).toBe(200);
  });

  it('ends the parts that a crash of its own left behind, and finds the data again', async () => {
    const signIns = readFileSync(join(home, 'sign-ins.json'), 'utf8');
    const left = system.parts();
    await system.crash();

    system = start();
    await system.prints('is ready');

    expect(system.output()).toContain('Ended what a crashed start left behind');
    expect(Object.values(left).filter(isRunning)).toEqual([]);
    expect(readFileSync(join(home, 'sign-ins.json'), 'utf8')).toBe(signIns);
  });

  it('proves the cases three ways after all of that, and from exported files', async () => {
    for (const caseNo of caseNos) {
      expect(JSON.parse(await system.run('replay', caseNo, '--json'))).toMatchObject({ caseNo, agrees: true });
    }
    const folder = join(home, 'evidence');
    await system.run('export', caseNos[0] ?? '', folder);
    expect(await system.run('replay', folder)).toContain('文件相符');
  }, 120_000);

  it('finds itself in good health', async () => {
    expect(await system.run('doctor')).not.toContain('✗');
  });

  it('stops everything on Ctrl-C and leaves only the data', async () => {
    const parts = Object.values(system.parts());

    expect(await system.stop()).toBe(0);

    expect(parts).toHaveLength(4);
    expect(parts.filter(isRunning)).toEqual([]);
    expect(existsSync(join(home, 'running.json'))).toBe(false);
    expect(existsSync(join(home, 'start.lock'))).toBe(false);
  });
});
