// A TCP proxy between two parts, for faults of the network: cut, slow, and answers that are lost on the way after the work was done.
import { createServer, type Server, type Socket, connect as tcp } from 'node:net';
import { LOOPBACK } from '../../platform/ports.ts';
import type { Chance } from './random.ts';

export interface FaultyLink {
  /** Where it listens. */
  port: number;
  /** Connections are cut and new ones refused, until `pass`. */
  cut(): void;
  /** Every byte towards the server waits this long, in ms. */
  slow(ms: number): void;
  /**
   * Requests go through, but with this probability a connection loses its answer and is cut a moment later: the work was done and the
   * caller does not know it (the ExecuteAndTimeout of the engine's own tests).
   */
  loseAnswers(share: number, chances: Chance): void;
  /** Back to normal, for new bytes and new connections. */
  pass(): void;
  /** Answers lost and connections cut so far: proof that the fault landed. */
  harm(): number;
  close(): Promise<void>;
}

/** How long the caller of a lost answer is left waiting before its connection is cut, in ms. */
const silenceMs = 200;

export const openProxy = async (host: string, port: number): Promise<FaultyLink> => {
  const open = new Set<Socket>();
  let mode: { kind: 'pass' | 'cut' } | { kind: 'slow'; ms: number } | { kind: 'lose'; share: number; chances: Chance } =
    { kind: 'pass' };
  let harm = 0;

  const server: Server = createServer((client) => {
    if (mode.kind === 'cut') {
      harm += 1;
      client.destroy();
      return;
    }
    const upstream = tcp({ host, port });
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(from);
      from.setNoDelay(true);
      from.on('error', () => undefined);
      from.on('close', () => {
        open.delete(from);
        to.destroy();
      });
    }
    client.on('data', (bytes) => {
      if (mode.kind !== 'slow') return void upstream.write(bytes);
      harm += 1;
      setTimeout(() => upstream.writable && upstream.write(bytes), mode.ms);
    });
    let deaf = false;
    upstream.on('data', (bytes) => {
      if (deaf) return;
      if (mode.kind === 'lose' && mode.chances.happens(mode.share)) {
        deaf = true;
        harm += 1;
        setTimeout(() => client.destroy(), silenceMs);
        return;
      }
      client.write(bytes);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, LOOPBACK, resolve));
  const address = server.address();

  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    cut() {
      mode = { kind: 'cut' };
      for (const socket of open) {
        harm += 1;
        socket.destroy();
      }
    },
    slow: (ms) => {
      mode = { kind: 'slow', ms };
    },
    loseAnswers: (share, chances) => {
      mode = { kind: 'lose', share, chances };
    },
    pass: () => {
      mode = { kind: 'pass' };
    },
    harm: () => harm,
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
