// A small season over the real parts: the API over HTTP, the engine with time skipped, and sign-ins given to the posts that need one.
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writePrivate } from '../../../platform/running.ts';
import type { SignIn } from '../../../seed/sign-ins.ts';
import { startApi, type TestApi } from '../../../tests/support/api.ts';
import { checkCases } from '../../../worker/three-way.ts';
import { type Client, createClient } from '../../client.ts';
import { playSeason } from './season.ts';

let api: TestApi;
let home: string;
let apiUrl: string;
let client: Client;

beforeAll(async () => {
  api = await startApi({ worker: true, limits: { signIns: 1_000 } });
  await api.app.listen({ host: '127.0.0.1', port: 0 });
  apiUrl = `http://127.0.0.1:${(api.app.server.address() as AddressInfo).port}`;
  client = createClient(apiUrl);
  home = mkdtempSync(join(tmpdir(), 'caseloop-season-'));
  writePrivate(join(home, 'sign-ins.json'), api.database.signIns);
});
afterAll(async () => {
  await api?.close();
  if (home) rmSync(home, { recursive: true, force: true });
});

const play = async (): Promise<{ code: number; lines: string[] }> => {
  const lines: string[] = [];
  const code = await playSeason({
    client,
    apiUrl,
    home,
    county: 'xx.zone',
    cases: 12,
    seed: 3,
    share: { settled: 2, open: 2 },
    say: (line) => lines.push(line),
    screen: { write: () => undefined },
  });
  return { code, lines };
};

/** The lines that hold figures, and what the open cases are like, without their numbers and dates. */
const outcome = (lines: readonly string[]): string[] =>
  lines
    .filter((line) => /^ {2}(受理|办结|按期办结|化解纠纷|满意|超期|退回|延期|不满意|未办结) [a-z]/.test(line))
    .concat(lines.filter((line) => line.startsWith('  SF-')).map((line) => line.trim().split(/\s{2,}/)[2] as string));

test('a season runs twice with the same outcome, and its cases agree three ways', { timeout: 120_000 }, async () => {
  const first = await play();
  expect(first).toMatchObject({ code: 0 });
  const told = outcome(first.lines).join('\n');
  expect(told).toContain('受理 received             12');
  expect(told).toContain('办结 closed               10');
  expect(told).toContain('化解纠纷 settled           2');
  expect(told).toMatch(/未办结 open\s+2\s+.*: 2$/m);

  const second = await play();
  expect(second.code).toBe(0);
  expect(outcome(second.lines)).toEqual(outcome(first.lines));

  const closed = (
    await api.call('GET', '/v1/cases?rehearsals=true&status=closed&limit=3&sort=-received', { as: 'zone' })
  ).body.items;
  const verdicts = await checkCases(
    { db: api.database.db, client: api.client, sealKey: api.keys.seal },
    closed.map(({ caseNo }: { caseNo: string }) => caseNo),
  );
  expect(verdicts.map(({ agrees }) => agrees)).toEqual([true, true, true]);
});

test('the posts that acted can sign in, and only the owner reads how', async () => {
  const file = join(home, 'sign-ins.json');
  const signIns: SignIn[] = JSON.parse(readFileSync(file, 'utf8'));
  const given = signIns.slice(api.database.signIns.length);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(given.length).toBeGreaterThan(5);
  expect(new Set(given.map(({ username }) => username)).size).toBe(given.length);
  const { username, password, unit } = given[0] as SignIn;
  const { body } = await api.call('POST', '/v1/sign-in', { body: { username, password } });
  expect(body.me.unit).toBe(unit);
});

test('real figures know nothing of it', async () => {
  const { body } = await api.call('GET', '/v1/stats/overview', { as: 'zone' });
  expect(body).toMatchObject({ received: 0, closed: 0 });
});
