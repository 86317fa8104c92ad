// One address for several APIs, as a reverse proxy gives it: connections go to the next one that answers.
import { createServer, type Socket, connect as tcp } from 'node:net';
import { LOOPBACK } from '../../platform/ports.ts';

export interface Balancer {
  port: number;
  close(): Promise<void>;
}

/** @param ports of the APIs, on loopback */
export const balance = async (ports: readonly number[]): Promise<Balancer> => {
  let next = 0;
  const open = new Set<Socket>();
  const server = createServer((client) => {
    open.add(client);
    client.on('error', () => undefined);
    client.on('close', () => open.delete(client));
    const attempt = (left: number): void => {
      const port = ports[next % ports.length] as number;
      next += 1;
      const upstream = tcp({ host: LOOPBACK, port });
      upstream.once('error', () => (left > 1 ? attempt(left - 1) : client.destroy()));
      upstream.once('connect', () => {
        upstream.removeAllListeners('error');
        upstream.on('error', () => undefined);
        upstream.on('close', () => client.destroy());
        client.on('close', () => upstream.destroy());
        client.pipe(upstream);
        upstream.pipe(client);
      });
    };
    attempt(ports.length);
  });
  await new Promise<void>((resolve) => server.listen(0, LOOPBACK, resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
