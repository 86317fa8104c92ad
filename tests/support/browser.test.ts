// Which browser the end-to-end tests take.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { findChromium } from './browser.ts';

const folder = mkdtempSync(join(tmpdir(), 'caseloop-browser-'));
const program = join(folder, 'my-chrome');
writeFileSync(program, '');
chmodSync(program, 0o755);
afterAll(() => rmSync(folder, { recursive: true }));

test('the one that was named', () => {
  expect(findChromium({ CASELOOP_CHROMIUM: program })).toBe(program);
});

test('a name that leads nowhere is an error, not another browser', () => {
  expect(() => findChromium({ CASELOOP_CHROMIUM: join(folder, 'missing') })).toThrow('names no program');
});

test('the first on the PATH', () => {
  writeFileSync(join(folder, 'google-chrome'), '');
  chmodSync(join(folder, 'google-chrome'), 0o755);
  expect(findChromium({ PATH: folder })).toBe(join(folder, 'google-chrome'));
});
