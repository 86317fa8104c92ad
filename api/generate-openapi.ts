// Writes openapi.json from the routes; with --check says whether the committed one is up to date (exit code 1 when not).
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { openDatabase } from '../db/client.ts';
import { createLogger } from '../platform/logger.ts';
import { buildApp } from './app.ts';
import { createEngine } from './engine.ts';

const file = new URL('../openapi.json', import.meta.url);

/** The document as it is committed. Nothing is connected to: both clients wait for their first call. */
export const openApiDocument = async (): Promise<string> => {
  const db = openDatabase('postgres://nobody@127.0.0.1:1/none', { applicationName: 'caseloop-openapi' });
  const connection = Connection.lazy({ address: '127.0.0.1:1' });
  const app = await buildApp({
    db,
    engine: createEngine({ client: new Client({ connection }), taskQueue: 'none' }),
    keys: { vault: '', seal: '', token: '' },
    logger: createLogger('openapi', 'silent'),
    rehearsals: true,
  });
  await app.ready();
  const document = `${JSON.stringify(app.swagger(), null, 2)}\n`;
  await app.close();
  await Promise.all([db.close(), connection.close()]);
  return document;
};

const main = async (): Promise<void> => {
  const document = await openApiDocument();
  if (!process.argv.includes('--check')) {
    writeFileSync(file, document);
    console.log('openapi.json 已生成 openapi.json is written.');
  } else if (readFileSync(file, 'utf8') !== document) {
    console.error('openapi.json 已过期，请运行 npm run gen。openapi.json is out of date: run npm run gen.');
    process.exitCode = 1;
  }
};

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
