// Free TCP ports on the loopback interface, from below the range that systems use for outgoing connections: a server
// that restarts on its port must not find a client's connection there.
import { randomInt } from 'node:crypto';
import { createServer, type Server } from 'node:net';

export const LOOPBACK = '127.0.0.1';

const FIRST = 20_000;
const LAST = 32_000;

/** How many of the next ports are tried before any port will do. */
const NEIGHBOURS = 20;

/** Whether `port` can be listened on now. */
export async function isFree(port: number, host = LOOPBACK): Promise<boolean> {
  const server = await listen(port, host);
  if (server === undefined) return false;
  await close(server);
  return true;
}

/** `wanted` when it is free, or one soon after it, or any free port; any free port when nothing is wanted. */
export async function freePort(wanted?: number, host = LOOPBACK): Promise<number> {
  if (wanted !== undefined) {
    for (let port = wanted; port <= wanted + NEIGHBOURS && port <= 65_535; port++) {
      if (await isFree(port, host)) return port;
    }
  }
  const [port] = await freePorts(1, host);
  return port as number;
}

/** `count` different free ports: all are held until the last one is found. */
export async function freePorts(count: number, host = LOOPBACK): Promise<number[]> {
  const held = new Map<number, Server>();
  while (held.size < count) {
    const port = randomInt(FIRST, LAST);
    const server = held.has(port) ? undefined : await listen(port, host);
    if (server) held.set(port, server);
  }
  await Promise.all([...held.values()].map(close));
  return [...held.keys()];
}

/** `undefined` when the port is taken. @throws other reasons: no such address, no right to a port below 1024. */
function listen(port: number, host: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    });
    server.listen({ port, host, exclusive: true }, () => resolve(server));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
