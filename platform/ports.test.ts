// Picking ports.
import { createServer, type Server } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { freePort, freePorts, isFree, LOOPBACK } from './ports.ts';

let taken: Server | undefined;
afterEach(() => new Promise<void>((resolve) => (taken ? taken.close(() => resolve()) : resolve())));

async function take(port: number): Promise<void> {
  await new Promise<void>((resolve) => {
    taken = createServer().listen(port, LOOPBACK, resolve);
  });
}

it('gives the wanted port when it is free', async () => {
  const port = await freePort();

  expect(await freePort(port)).toBe(port);
});

it('gives a later one when the wanted port is taken', async () => {
  const port = await freePort();
  await take(port);

  expect(await isFree(port)).toBe(false);
  expect(await freePort(port)).toBeGreaterThan(port);
});

it('gives different ports, all below those of outgoing connections', async () => {
  const ports = await freePorts(10);

  expect(new Set(ports).size).toBe(10);
  expect(Math.max(...ports)).toBeLessThan(32_768);
});
