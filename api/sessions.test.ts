// Signing in at the same time with one user name: right passwords all succeed, and guesses get no more tries than one after the other.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApi, type TestApi } from '../tests/support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ limits: { signIns: 1_000 }, trustedProxies: ['127.0.0.1'] });
});
afterAll(() => api?.close());

const passwordOf = (username: string): string =>
  api.database.signIns.find((each) => each.username === username)?.password ?? '';

/** Tries these passwords at the same time. @returns `in` or the problem's code, in the order of the passwords */
const tryAtOnce = (username: string, passwords: string[]) =>
  Promise.all(
    passwords.map(async (password) => {
      const { status, headers, body } = await api.call('POST', '/v1/sign-in', { body: { username, password } });
      return { outcome: status === 200 ? 'in' : (body.code as string), token: body.token as string, headers };
    }),
  );

const countOf = (answers: { outcome: string }[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { outcome } of answers) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
};

test('more right sign-ins of one person than wrong ones would lock all succeed, each with a session of its own', async () => {
  const answers = await tryAtOnce('water', Array(7).fill(passwordOf('water')));
  expect(countOf(answers)).toEqual({ in: 7 });
  expect(new Set(answers.map(({ token }) => token)).size).toBe(7);
  expect((await api.call('GET', '/v1/me', { as: answers[6]?.token })).status).toBe(200);
});

test('of guesses at the same time five are looked at; the right one after them is refused, as are all that follow', async () => {
  const guesses = [...Array(5).fill('wrong'), passwordOf('housing'), ...Array(4).fill('wrong')];
  expect(countOf(await tryAtOnce('housing', guesses))).toEqual({ SignInFailed: 5, LockedOut: 5 });
  expect(countOf(await tryAtOnce('housing', [passwordOf('housing')]))).toEqual({ LockedOut: 1 });
});

test('what others guess from elsewhere does not keep somebody out, and a name that nobody has is answered alike', async () => {
  const guess = async (username: string) => {
    const { status, body } = await api.call('POST', '/v1/sign-in', {
      body: { username, password: 'wrong' },
      headers: { 'x-forwarded-for': '203.0.113.9' },
    });
    return [status, body.code, body.detail];
  };
  const guessed: Record<string, unknown[]> = { wenchang: [], nosuchuser: [] };
  for (const [username, answers] of Object.entries(guessed))
    for (let i = 0; i < 6; i++) answers.push(await guess(username));
  expect(guessed['nosuchuser']).toEqual(guessed['wenchang']);
  expect(guessed['wenchang']?.[5]).toEqual([429, 'LockedOut', expect.any(String)]);
  expect(countOf(await tryAtOnce('wenchang', [passwordOf('wenchang')]))).toEqual({ in: 1 });
});

test('a right sign-in among wrong ones gives their tries back, as one after the other', async () => {
  const [wrong, right] = ['wrong', passwordOf('justice')];
  const answers = await tryAtOnce('justice', [...Array(4).fill(wrong), right, wrong, right]);
  expect(countOf(answers)).toEqual({ SignInFailed: 5, in: 2 });
});

test('a crowd is told to come again instead of waiting without end, and nobody else waits for it', async () => {
  const crowd = tryAtOnce('city', Array(13).fill(passwordOf('city')));
  expect(countOf(await tryAtOnce('zone', [passwordOf('zone')]))).toEqual({ in: 1 });
  const answers = await crowd;
  expect(countOf(answers)).toEqual({ in: 10, TooManyRequests: 3 });
  expect(answers.filter(({ outcome }) => outcome !== 'in').map(({ headers }) => headers['retry-after'])).toEqual(
    Array(3).fill('30'),
  );
  expect(countOf(await tryAtOnce('city', [passwordOf('city')]))).toEqual({ in: 1 });
});

test('who has a network of IPv6 addresses is one caller, by whichever of them they come', async () => {
  const strict = await startApi({ limits: { signIns: 3 }, trustedProxies: ['127.0.0.1'] });
  const guess = async (address: string) => {
    const headers = { 'x-forwarded-for': address };
    const body = { username: `nobody-at-${address}`, password: 'wrong' };
    return (await strict.call('POST', '/v1/sign-in', { body, headers })).body.code as string;
  };
  const guesses: string[] = [];
  for (let i = 1; i <= 4; i++) guesses.push(await guess(`2001:db8:1:2::${i}`));
  expect(guesses).toEqual([...Array(3).fill('SignInFailed'), 'TooManyRequests']);
  expect(await guess('2001:db8:1:3::1')).toBe('SignInFailed');
  await strict.close();
});

test('sign-ins with one user name from one network wait for each other', async () => {
  const [username, password] = ['yongfu', passwordOf('yongfu')];
  const answers = await Promise.all(
    Array.from({ length: 13 }, (_, i) =>
      api.call('POST', '/v1/sign-in', {
        body: { username, password },
        headers: { 'x-forwarded-for': `2001:db8:1:2::${i}` },
      }),
    ),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
  expect(answers.filter(({ body }) => body.code === 'TooManyRequests')).toHaveLength(3);
});

test('a wall is let to what the command hall asks and to nothing else', async () => {
  const signIn = { username: 'yongfu', password: passwordOf('yongfu'), wall: true };
  const { token } = (await api.call('POST', '/v1/sign-in', { body: signIn })).body;
  const statusOf = async (method: 'GET' | 'POST', url: string, body?: unknown) =>
    (await api.call(method, url, { as: token, body })).status;
  expect((await api.call('GET', '/v1/me', { as: token })).body).toMatchObject({ role: 'street', wall: true });
  for (const url of ['/v1/org', '/v1/case-types', '/v1/stats/hall', '/v1/stats/hours'])
    expect([url, await statusOf('GET', url)]).toEqual([url, 200]);
  for (const url of ['/v1/cases', '/v1/cases/SF-20261123-00001', '/v1/overdue', '/v1/people', '/v1/stats/overview'])
    expect([url, await statusOf('GET', url)]).toEqual([url, 403]);
  expect(await statusOf('POST', '/v1/cases', {})).toBe(403);
  expect(await statusOf('POST', '/v1/me/password', { current: signIn.password, next: 'another one of mine' })).toBe(
    403,
  );
  expect(await statusOf('POST', '/v1/sign-out')).toBe(204);
  expect(await statusOf('GET', '/v1/stats/hall')).toBe(401);
});
