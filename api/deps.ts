// What the API is made of; the composition root and the tests hand it over in the same way.

import type { Database } from '../db/client.ts';
import type { Keys } from '../platform/keys.ts';
import type { Logger } from '../platform/logger.ts';
import type { Engine } from './engine.ts';
import type { NewsTiming } from './newsroom.ts';

export interface ApiDeps {
  db: Database;
  engine: Engine;
  keys: Pick<Keys, 'vault' | 'seal' | 'token'>;
  logger: Logger;
  /** Whether cases whose time is skipped may be opened here. */
  rehearsals: boolean;
  /** Proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed; none unless told. */
  trustedProxies?: string[];
  limits?: Partial<Limits>;
  newsTiming?: NewsTiming;
  /** The folder of the built web console; without it only the API is served. */
  consoleFolder?: string | undefined;
}

export interface Limits {
  /** Requests a minute, for each person signed in, or each address without one. */
  requests: number;
  /** Attempts to sign in from one address, a minute. */
  signIns: number;
  /** Acts of the resident of one case on it, a minute and within 24 hours. */
  actsOfResidentAMinute: number;
  actsOfResident: number;
  /** Streams of news that are open at once at this process. */
  streams: number;
  /** Of these, those of one person: a tab each. */
  streamsOfOne: number;
  /** Those of the resident of one case, whom nobody knows. */
  streamsOfResident: number;
  /** Uploads that are taken at once at this process, each held in memory; others wait for a turn. */
  uploads: number;
  /** Bytes, and files, that one person uploads within 24 hours. */
  uploadedBytes: number;
  uploadedFiles: number;
  /** Bytes that the resident of one case uploads within 24 hours. */
  uploadedBytesOfResident: number;
}

export const generousLimits: Limits = {
  requests: 3_000,
  signIns: 60,
  actsOfResidentAMinute: 10,
  actsOfResident: 30,
  streams: 5_000,
  streamsOfOne: 12,
  streamsOfResident: 3,
  uploads: 6,
  uploadedBytes: 200 * 1024 * 1024,
  uploadedFiles: 500,
  uploadedBytesOfResident: 50 * 1024 * 1024,
};
