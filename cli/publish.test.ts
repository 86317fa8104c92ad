// `caseloop publish` over the API: what stands against a case type is told, a dry run publishes nothing, and a version is published once.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApi, type TestApi } from '../tests/support/api.ts';
import { type Commands, commandsOver } from '../tests/support/commands.ts';
import { generalRequest } from '../workflows/case-types/general-request/index.ts';

let api: TestApi;
let commands: Commands;
beforeAll(async () => {
  api = await startApi();
  commands = await commandsOver(api);
});
afterAll(async () => {
  await api.close();
  commands.close();
});

const publishing = (definition: object, ...options: string[]) => {
  const file = join(commands.home, 'type.json');
  writeFileSync(file, JSON.stringify(definition));
  return commands.run('publish', file, ...options);
};
const { name, version } = generalRequest;
const next = { ...generalRequest, version: version + 1 };
const latest = async (): Promise<number> =>
  (await api.call('GET', `/v1/case-types/${name}`, { as: 'zone' })).body.items[0].version;

test('a version that is sound is published, after a dry run that publishes nothing', async () => {
  expect(await publishing(next, '--dry-run')).toMatchObject({ code: 0, output: expect.stringContaining('未发布') });
  expect(await latest()).toBe(version);
  expect(await publishing(next)).toMatchObject({
    code: 0,
    output: expect.stringMatching(/is published: [0-9a-f]{64}/),
  });
  expect(await latest()).toBe(version + 1);
  expect(await publishing(next)).toMatchObject({ code: 0, output: expect.stringContaining('nothing was changed') });
});

test.each([
  ['a type with mistakes', { ...next, version: version + 2, reopenAt: 'nowhere' }, 'nowhere'],
  ['a number that does not follow', { ...next, version: version + 9 }, 'The next version is'],
  ['another content under a number that is taken', { ...generalRequest, categories: ['other'] }, 'another content'],
])('%s is refused in words', async (_what, definition, words) => {
  const before = await latest();
  expect(await publishing(definition)).toMatchObject({ code: 1, output: expect.stringContaining(words) });
  expect(await latest()).toBe(before);
});

test('a registered type is published by its name; an unknown one is told with those that there are', async () => {
  expect(await commands.run('publish', name)).toMatchObject({ code: 0, output: expect.stringContaining(name) });
  expect(await commands.run('publish', 'nothing')).toMatchObject({ code: 1, output: expect.stringContaining(name) });
});
