// What the commands' client does when the API turns it away.
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { createClient } from './client.ts';

vi.mock('node:timers/promises', () => ({ setTimeout: vi.fn(async () => undefined) }));
afterEach(() => {
  vi.unstubAllGlobals();
  vi.clearAllMocks();
});

const zone = {
  role: 'county' as const,
  unit: 'xx.zone',
  unitName: '示范区',
  name: '值班员',
  username: 'zone',
  password: 'p',
};
const turnedAway = () =>
  Response.json(
    { code: 'TooManyRequests', detail: '请求过于频繁。' },
    { status: 429, headers: { 'retry-after': '30' } },
  );
const waited = () => vi.mocked(pause).mock.calls.map(([ms]) => ms);

test('somebody turned away at the door waits as long as told, and signs in then', async () => {
  const answers = [turnedAway(), turnedAway(), Response.json({ token: 't' }), turnedAway(), Response.json({ n: 1 })];
  const fetched = vi.fn(async () => answers.shift());
  vi.stubGlobal('fetch', fetched);
  expect(await createClient('http://caseloop').get(zone, '/v1/me')).toEqual({ n: 1 });
  expect(fetched.mock.calls.map(([url]: unknown[]) => url)).toEqual([
    'http://caseloop/v1/sign-in',
    'http://caseloop/v1/sign-in',
    'http://caseloop/v1/sign-in',
    'http://caseloop/v1/me',
    'http://caseloop/v1/me',
  ]);
  expect(waited()).toEqual([30_000, 30_000, 30_000]);
});

test('who is turned away for ever is told so in the end', async () => {
  vi.stubGlobal('fetch', async () => turnedAway());
  await expect(createClient('http://caseloop').get(zone, '/v1/me')).rejects.toThrow('请求过于频繁');
  expect(waited()).toEqual([30_000, 30_000, 30_000, 30_000]);
});
