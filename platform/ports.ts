// Free TCP ports on the loopback interface.
import { createServer, type Server } from 'node:net';

export const LOOPBACK = '127.0.0.1';

/** Whether `port` can be listened on now. */
export async function isFree(port: number, host = LOOPBACK): Promise<boolean> {
  const server = await listen(port, host).catch(() => undefined);
  if (server === undefined) return false;
  await close(server);
  return true;
}

/** `wanted` when it is free, or any free port. */
export async function freePort(wanted = 0, host = LOOPBACK): Promise<number> {
  if (wanted !== 0 && (await isFree(wanted, host))) return wanted;
  const [port] = await freePorts(1, host);
  return port as number;
}

/** `count` different free ports: all are held open until the last one is known. */
export async function freePorts(count: number, host = LOOPBACK): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => listen(0, host)));
  const ports = servers.map(portOf);
  await Promise.all(servers.map(close));
  return ports;
}

function listen(port: number, host: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => resolve(server));
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A TCP server without a port.');
  return address.port;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
