import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const run = async (then: string) => {
  const guard = fileURLToPath(new URL('guard.ts', import.meta.url));
  const code = `import { guardEventLoop } from ${JSON.stringify(guard)}; guardEventLoop(500); ${then}`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', code]);
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const [exitCode, signal] = await once(child, 'close');
  return { exitCode, signal, said };
};

it('ends a process whose event loop stands still, and says so', async () => {
  const { signal, said } = await run('for (;;);');
  expect(signal).toBe('SIGKILL');
  expect(said).toContain('stood still');
});

it('lets a process work for longer than that, and end by itself', async () => {
  const { exitCode, said } = await run('setTimeout(() => undefined, 1_500);');
  expect({ exitCode, said }).toEqual({ exitCode: 0, said: '' });
});
