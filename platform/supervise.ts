// Keeps the parts of the local stack running: starts them, notices a crash, says so in one line, starts them again
// after 1, 2, 4, 6, 6 … s, and stops all of them in the reverse order of their start.
import { setTimeout as delay } from 'node:timers/promises';
import { describeExit, type Exit } from './child.ts';

/** A running part. */
export type Running = { pid: number; exited: Promise<Exit>; stop(): Promise<void>; kill(): void };

export type Part = {
  name: string;
  /** Where its log is, for the line about a crash. */
  logFile: string;
  /**
   * Starts the part and returns when it is ready; called again after a crash. Calls `spawned` as soon as there is a
   * process, so that a stop on the way can end it. @throws Error when it cannot start.
   */
  start(spawned: (running: Running) => void): Promise<Running>;
};

export type Supervisor = {
  /** Starts a part and keeps it running from then on. @throws what its first start throws, and after a stop. */
  run(part: Part): Promise<void>;
  /** Stops all parts, the last one started first; starts nothing again. */
  stop(): Promise<void>;
  /** Ends all parts at once. */
  kill(): void;
};

export type SupervisorOptions = {
  say(line: string): void;
  /** Called with each process that was started. */
  started?(name: string, pid: number): void;
  /** First pause before a restart, in ms; doubled up to six times it. */
  firstPauseMs?: number;
};

type Kept = { part: Part; running: Running | undefined };

/** A part that ran this long (ms) is healthy again: its next crash begins with the first pause. */
const HEALTHY_AFTER_MS = 60_000;
/** API and worker are back within ten seconds, however often they have just crashed: they start in one to three. */
const LONGEST_PAUSE_FACTOR = 6;

export function createSupervisor({ say, started, firstPauseMs = 1_000 }: SupervisorOptions): Supervisor {
  const kept: Kept[] = [];
  const stopping = new AbortController();

  async function start(entry: Kept): Promise<Running> {
    if (stopping.signal.aborted) throw new Error(`${entry.part.name} is not started: everything is being stopped.`);
    return await entry.part.start((running) => {
      entry.running = running;
      started?.(entry.part.name, running.pid);
    });
  }

  async function keep(entry: Kept, first: Running): Promise<void> {
    let running: Running | undefined = first;
    let pause = firstPauseMs;
    while (!stopping.signal.aborted) {
      const since = Date.now();
      if (running) {
        const exit = await running.exited;
        entry.running = undefined;
        if (stopping.signal.aborted) return;
        if (Date.now() - since > HEALTHY_AFTER_MS) pause = firstPauseMs;
        say(
          `${entry.part.name} stopped unexpectedly (${describeExit(exit)}); ${again(pause)} Log: ${entry.part.logFile}`,
        );
      }
      await delay(pause, undefined, { signal: stopping.signal }).catch(() => {});
      if (stopping.signal.aborted) return;
      pause = Math.min(pause * 2, firstPauseMs * LONGEST_PAUSE_FACTOR);
      running = await start(entry).catch((error: Error) => {
        if (stopping.signal.aborted) return undefined;
        say(`${entry.part.name} did not start again: ${error.message} ${capitalise(again(pause))}`);
        return undefined;
      });
      if (running && !stopping.signal.aborted) say(`${entry.part.name} runs again.`);
    }
  }

  return {
    async run(part) {
      const entry: Kept = { part, running: undefined };
      kept.push(entry);
      const running = await start(entry);
      void keep(entry, running);
    },
    async stop() {
      stopping.abort();
      for (const entry of kept.toReversed()) await entry.running?.stop();
    },
    kill() {
      stopping.abort();
      for (const entry of kept) entry.running?.kill();
    },
  };
}

function again(pauseMs: number): string {
  return `starting it again in ${pauseMs / 1000} s.`;
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
