// Copying the local engine's store, a SQLite file with its write-ahead log. A running engine stands still while they are copied: what
// the copy holds is what a kill -9 at that moment would have left, and SQLite recovers from it.
import {
  constants,
  copyFileSync,
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import type { ProcessMark } from '../process.ts';
import { COMPLETE, DATABASE_FILE } from '../temporal/settings.ts';
import { unpackTo, writePacked } from './files.ts';
import { whileStopped } from './still.ts';

/** The store, its log, and the mark without which the server would take it for a half-made one. */
const storeFiles = [DATABASE_FILE, `${DATABASE_FILE}-wal`, COMPLETE];

export const hasStore = (dir: string): boolean =>
  existsSync(join(dir, COMPLETE)) && existsSync(join(dir, DATABASE_FILE));

export interface StoreCopy {
  /** When it was taken, ISO. */
  at: string;
  /** How long the engine stood still, in ms; null: it did not run. */
  pausedMs: number | null;
  /** Packs the copy, which is as large as the store until then. */
  pack(): Promise<void>;
}

/** @param dir the engine's folder; @param engine its process, when it runs; @param folder to be made */
export const copyStore = async (dir: string, engine: ProcessMark | undefined, folder: string): Promise<StoreCopy> => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const names: string[] = [];
  const copy = (): string => {
    for (const name of storeFiles.filter((each) => existsSync(join(dir, each)))) {
      // Shares the blocks where the file system can (Btrfs, XFS, APFS): then it takes no time.
      copyFileSync(join(dir, name), join(folder, name), constants.COPYFILE_FICLONE);
      names.push(name);
    }
    return new Date().toISOString();
  };
  const { result: at, pausedMs } = engine ? await whileStopped(engine, copy) : { result: copy(), pausedMs: null };
  return {
    at,
    pausedMs,
    async pack() {
      for (const name of names) {
        await writePacked(createReadStream(join(folder, name)), join(folder, `${name}.gz`));
        rmSync(join(folder, name));
      }
    },
  };
};

/**
 * A starting engine joins the servers that its store names as alive, if they said so within 20 s (`healthyHostLastHeartbeatCutoff` of its
 * membership). A copy names those of the engine that it was taken from: started at once, it would share their work while they run.
 */
const ringForgottenAfterMs = 25_000;

/** How long from `now` (epoch ms) until an engine over a copy taken at `at` starts by itself, in ms; 0: it would already. */
export const ringForgottenIn = (at: string, now: number): number =>
  Math.min(ringForgottenAfterMs, Math.max(0, Date.parse(at) + ringForgottenAfterMs - now));

export interface UnpackedStore {
  /** Puts the store where the engine looks for it. @returns the folder that keeps the one before; null when there was none */
  takePlace(): string | null;
}

/** Unpacks a store beside the one in `dir`. */
export const unpackStore = async (folder: string, dir: string): Promise<UnpackedStore> => {
  const draft = `${dir}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(folder)) await unpackTo(join(folder, name), join(draft, name.replace(/\.gz$/, '')));
  return {
    takePlace() {
      const aside = `${dir}.before-${new Date().toISOString().replaceAll(':', '-')}`;
      const before = existsSync(dir);
      if (before) renameSync(dir, aside);
      renameSync(draft, dir);
      return before ? aside : null;
    },
  };
};
