// Keeps on the phone what is being written, as it is now: one write after the other, none after it is sent or thrown away, and a write
// that failed is tried again.

export interface Kept<T> {
  value: T;
  /** It is on the phone as it is on the page. */
  kept: boolean;
  /** It could not be kept: private browsing, or a full disk. */
  broken: boolean;
}

export interface Keeper<T> {
  /** The same object until something changes. */
  now(): Kept<T>;
  /** @returns how to stop that */
  hear(listener: () => void): () => void;
  change(how: (before: T) => T): void;
  /** Keeps it as it is. @returns whether that could be done; never throws */
  save(): Promise<boolean>;
  /** It is sent or thrown away: once this resolves, nothing of it is written any more. */
  end(): Promise<void>;
}

export const createKeeper = <T>(initial: T, write: (latest: T) => Promise<void>): Keeper<T> => {
  const listeners = new Set<() => void>();
  let now: Kept<T> = { value: initial, kept: true, broken: false };
  let over = false;
  let running: Promise<void> = Promise.resolve();

  const turn = (next: Partial<Kept<T>>): void => {
    now = { ...now, ...next };
    for (const listener of listeners) listener();
  };
  const writeDown = async (): Promise<void> => {
    const { value, kept } = now;
    if (kept || over) return;
    try {
      await write(value);
      turn({ kept: now.value === value, broken: false });
    } catch {
      turn({ broken: true });
    }
  };
  return {
    now: () => now,
    hear(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    change: (how) => turn({ value: how(now.value), kept: false }),
    save() {
      running = running.then(writeDown);
      return running.then(() => !now.broken);
    },
    end() {
      over = true;
      return running;
    },
  };
};
