// Writes openapi.json from the routes, and from it the types of the console's client; with --check says whether the committed files
// are up to date (exit code 1 when not).
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { openDatabase } from '../db/client.ts';
import { createLogger } from '../platform/logger.ts';
import { buildApp } from './app.ts';
import { createEngine } from './engine.ts';
import { openApiTypes } from './openapi-types.ts';

const documentFile = new URL('../openapi.json', import.meta.url);
const typesFile = new URL('../web/shared/api-types.ts', import.meta.url);

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
  const files = [
    { file: documentFile, text: document },
    { file: typesFile, text: openApiTypes(JSON.parse(document)) },
  ];
  if (!process.argv.includes('--check')) {
    for (const { file, text } of files) writeFileSync(file, text);
    console.log(
      'openapi.json 与 web/shared/api-types.ts 已生成。openapi.json and web/shared/api-types.ts are written.',
    );
  } else if (files.some(({ file, text }) => readFileSync(file, 'utf8') !== text)) {
    console.error(
      'openapi.json 或 web/shared/api-types.ts 已过期，请运行 npm run gen。openapi.json or web/shared/api-types.ts is out of date: run npm run gen.',
    );
    process.exitCode = 1;
  }
};

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
