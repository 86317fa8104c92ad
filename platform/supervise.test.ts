// The supervisor over real processes: it brings back what crashes, and stops all in the reverse order.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Child, startChild } from './child.ts';
import { createSupervisor, type Part, type Supervisor } from './supervise.ts';

let folder: string;
let supervisor: Supervisor;
let said: string[];
let waiting: { text: string; heard: () => void }[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'caseloop-supervise-'));
  said = [];
  waiting = [];
  supervisor = createSupervisor({ say, firstPauseMs: 1 });
});
afterEach(async () => {
  await supervisor.stop();
  rmSync(folder, { recursive: true });
});

function say(line: string): void {
  said.push(line);
  for (const { heard } of waiting.filter(({ text }) => line.includes(text))) heard();
}

function hears(text: string): Promise<void> {
  return new Promise((resolve) => waiting.push({ text, heard: resolve }));
}

/** A part that sleeps until it is stopped; `children` collects its processes, `log` the order of their ends. */
function sleeper(name: string, children: Child[] = [], ends: string[] = []): Part {
  const logFile = join(folder, `${name}.log`);
  return {
    name,
    logFile,
    async start(spawned) {
      const child = await startChild({ command: 'sleep', args: ['1000'], cwd: '/', env: {}, logFile, spawned });
      void child.exited.then(() => ends.push(name));
      children.push(child);
      return child;
    },
  };
}

describe('createSupervisor', () => {
  it('says that a part crashed and starts it again', async () => {
    const children: Child[] = [];
    await supervisor.run(sleeper('worker', children));

    const back = hears('worker runs again');
    children[0]?.kill();
    await back;

    expect(said[0]).toMatch(/worker stopped unexpectedly \(ended by SIGKILL\)/);
    expect(children).toHaveLength(2);
  });

  it('tries on when a restart fails, each time after twice the pause, up to six times the first', async () => {
    const children: Child[] = [];
    const part = sleeper('api', children);
    let failures = 4;
    const flaky: Part = {
      ...part,
      start: (spawned) =>
        children.length > 0 && failures-- > 0 ? Promise.reject(new Error('port taken.')) : part.start(spawned),
    };
    await supervisor.run(flaky);

    const back = hears('api runs again');
    children[0]?.kill();
    await back;

    expect(said.filter((line) => line.includes('port taken'))).toHaveLength(4);
    const pauses = said.flatMap((line) => /again in ([\d.]+) s/.exec(line)?.[1] ?? []).map(Number);
    const [first = 0] = pauses;
    expect(pauses.map((pause) => Math.round(pause / first))).toEqual([1, 2, 4, 6, 6]);
  });

  it('stops the last started first, and starts nothing again', async () => {
    const ends: string[] = [];
    for (const name of ['postgres', 'temporal', 'worker', 'api']) await supervisor.run(sleeper(name, [], ends));

    await supervisor.stop();

    expect(ends).toEqual(['api', 'worker', 'temporal', 'postgres']);
    expect(said).toEqual([]);
  });

  it('ends a part that was still starting when the stop came', async () => {
    let child: Child | undefined;
    const part = sleeper('slow');
    const starting = supervisor.run({
      ...part,
      start: (spawned) =>
        new Promise((_, reject) => {
          void part.start((running) => {
            child = running as Child;
            void child.exited.then(() => reject(new Error('ended while starting')));
            spawned(running);
            void supervisor.stop();
          });
        }),
    });

    await expect(starting).rejects.toThrow('ended while starting');
    await expect(supervisor.run(sleeper('late'))).rejects.toThrow(/being stopped/);
  });
});
