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
  /** Calls `then` at a moment of the next request that is sighted; that connection stays silent from then on. */
  watchFor(sight: Sight, then: () => void): void;
  /** Back to normal, for new bytes and new connections. */
  pass(): void;
  /** Answers lost and connections cut so far: proof that the fault landed. */
  harm(): number;
  close(): Promise<void>;
}

/** A precise moment in a conversation, told by what one connection says. */
export interface Sight {
  /** What the client says, in this order, e.g. the names of prepared statements; bytes in ASCII. */
  says: readonly [string, ...string[]];
  /**
   * `unheard`: the last of it does not arrive. `unanswered`: it arrives and is done, its answer does not come back. `answered`: the answer
   * has just been passed on.
   */
  moment: 'unheard' | 'unanswered' | 'answered';
}

/** How long the caller of a lost answer is left waiting before its connection is cut, in ms. */
const silenceMs = 200;

export const openProxy = async (host: string, port: number): Promise<FaultyLink> => {
  const open = new Set<Socket>();
  let mode: { kind: 'pass' | 'cut' } | { kind: 'slow'; ms: number } | { kind: 'lose'; share: number; chances: Chance } =
    { kind: 'pass' };
  let harm = 0;
  let watch: { sight: Sight; then: () => void } | null = null;

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
    let deaf = false;
    /** How much of the sight this connection has said, and what happens at its next answer. */
    let said = 0;
    let saidTo: typeof watch = null;
    let atAnswer: { pass: boolean; then: () => void } | null = null;

    /** @returns false: these bytes must not arrive */
    const heard = (bytes: Buffer): boolean => {
      if (!watch) return true;
      const { sight, then } = watch;
      if (saidTo !== watch) said = 0;
      saidTo = watch;
      let from = 0;
      while (said < sight.says.length) {
        const at = bytes.indexOf(sight.says[said] as string, from, 'latin1');
        if (at < 0) return true;
        said += 1;
        from = at + 1;
      }
      watch = null;
      if (sight.moment !== 'unheard') {
        atAnswer = { pass: sight.moment === 'answered', then };
        return true;
      }
      deaf = true;
      harm += 1;
      then();
      return false;
    };

    client.on('data', (bytes) => {
      if (!heard(bytes)) return;
      if (mode.kind !== 'slow') return void upstream.write(bytes);
      harm += 1;
      setTimeout(() => upstream.writable && upstream.write(bytes), mode.ms);
    });
    upstream.on('data', (bytes) => {
      if (deaf) return;
      if (atAnswer) {
        const { pass, then } = atAnswer;
        atAnswer = null;
        deaf = true;
        harm += 1;
        if (pass) client.write(bytes, then);
        else then();
        return;
      }
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
    watchFor: (sight, then) => {
      watch = { sight, then };
    },
    pass: () => {
      watch = null;
      mode = { kind: 'pass' };
    },
    harm: () => harm,
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
