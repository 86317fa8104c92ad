// The bundle as a file: what was made here is taken, anything else is refused with what to do.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { workflowBundle } from './bundle.ts';
import { isCurrentBundle, readBundleFile, writeBundleFile } from './bundle-file.ts';

let folder: string;
let file: string;
let hash: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'caseloop-bundle-'));
  file = join(folder, 'made', 'bundle.js');
  hash = writeBundleFile(file, await workflowBundle());
});
afterAll(() => rmSync(folder, { recursive: true }));

it('gives back the code that a worker would bundle by itself', async () => {
  const { code } = await workflowBundle();

  expect(readBundleFile(file).code.endsWith(code)).toBe(true);
});

it('refuses a bundle of other sources, and one that does not say what it was made of', async () => {
  const other = join(folder, 'other.js');
  writeFileSync(
    other,
    readFileSync(file, 'utf8').replace(
      hash,
      hash.replace(/./, (digit) => (digit === '0' ? '1' : '0')),
    ),
  );
  const nameless = join(folder, 'nameless.js');
  writeFileSync(nameless, (await workflowBundle()).code);

  expect([file, other, nameless, join(folder, 'none.js')].map(isCurrentBundle)).toEqual([true, false, false, false]);
  expect(() => readBundleFile(other)).toThrow('npm run bundle');
  expect(() => readBundleFile(nameless)).toThrow('npm run bundle');
});

it('refuses a bundle whose end was never written, or that was changed', () => {
  const whole = readFileSync(file, 'utf8');
  const torn = join(folder, 'torn.js');
  for (const content of [whole.slice(0, -1_000), `${whole.slice(0, -1_000)}${'\0'.repeat(1_000)}`, `${whole} `, '']) {
    writeFileSync(torn, content);
    expect(isCurrentBundle(torn)).toBe(false);
    expect(() => readBundleFile(torn)).toThrow('npm run bundle');
  }
});

it('says how to make a bundle that is not there', () => {
  expect(() => readBundleFile(join(folder, 'none.js'))).toThrow('npm run bundle');
});
