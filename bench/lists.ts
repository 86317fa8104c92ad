// (e) Lists: how fast people find cases when there are many. A database of its own is filled in bulk; every question goes through the
// API in this process (routes, access, answers; no network), and its query once more alone.
// Alone: node --import tsx bench/lists.ts --cases 100000
import { parseArgs } from 'node:util';
import { buildApp } from '../api/app.ts';
import type { App } from '../api/typed-app.ts';
import type { Database } from '../db/client.ts';
import { createLogger } from '../platform/logger.ts';
import { type Random, randomFrom } from './bulk/random.ts';
import { crowd } from './crowd.ts';
import { noEngine, overFilledDatabase } from './filled.ts';
import { type Known, know, type Question, questions } from './lists-questions.ts';
import { quantiles } from './numbers.ts';

export interface ListsOptions {
  /** Cases in the database, one measurement each. */
  sizes: readonly number[];
  say(line: string): void;
}

/** Times that each question is asked, with other values each time. */
const times = 200;
const clients = 16;

/** @returns for each size, by question: ms of the whole answer alone and with 16 clients at once, and of its query alone; `failed`: how many gave up after 5 s */
export const lists = async ({ sizes, say }: ListsOptions): Promise<Record<string, unknown>> => {
  const bySize: Record<string, unknown> = {};
  for (const cases of sizes) {
    bySize[cases] = await overFilledDatabase({ cases, say, news: true }, async (db, loaded) => ({
      loaded,
      ...(await askEverything(db, say)),
    }));
  }
  return bySize;
};

/** Asks every question of a filled database. */
export const askEverything = async (db: Database, say: ListsOptions['say']): Promise<Record<string, unknown>> => {
  const key = 'k'.repeat(43);
  const app = await buildApp({
    db,
    engine: noEngine,
    keys: { vault: key, seal: key, token: key },
    logger: createLogger('api', 'silent'),
    rehearsals: false,
    limits: { requests: 10_000_000 },
  });
  await app.ready();
  try {
    const known = await know(db, randomFrom(7));
    const figures: Record<string, unknown> = {};
    for (const [name, question] of Object.entries(questions)) {
      figures[name] = await asked(app, db, known, question);
      say(JSON.stringify({ question: name, ...(figures[name] as object) }));
    }
    return figures;
  } finally {
    await app.close();
  }
};

const asked = async (app: App, db: Database, known: Known, question: Question): Promise<Record<string, unknown>> => {
  let failed = 0;
  const answer = async (random: Random): Promise<void> => {
    const { as, url } = question(known, random);
    const { statusCode } = await app.inject({ url, headers: { authorization: `Bearer ${as.token}` } });
    if (statusCode !== 200) failed += 1;
  };
  const query = async (random: Random): Promise<void> => {
    await question(known, random)
      .query(db)
      .catch(() => {
        failed += 1;
      });
  };
  const sample = async (at: number, ask: (random: Random) => Promise<void>) => {
    const took: number[] = [];
    const random = randomFrom(at);
    await crowd(at, times, async () => {
      const began = performance.now();
      await ask(random);
      took.push(performance.now() - began);
    });
    return quantiles(took);
  };
  const warm = randomFrom(99);
  await crowd(1, 20, () => answer(warm));
  const figures = {
    query: await sample(1, query),
    alone: await sample(1, answer),
    together: await sample(clients, answer),
  };
  return { ...figures, failed };
};

if (process.argv[1] === import.meta.filename) {
  const { values } = parseArgs({ options: { cases: { type: 'string', default: '100000' } } });
  const say = (line: string) => console.log(line);
  console.log(JSON.stringify(await lists({ sizes: values.cases.split(',').map(Number), say })));
}
