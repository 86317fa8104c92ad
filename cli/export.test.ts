// `caseloop export` never writes one case's evidence over another's.
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { requireFree } from './export.ts';

const exported = fileURLToPath(new URL('../tests/replay/histories/0.1.0-burst-pipe', import.meta.url));
const { caseNo } = JSON.parse(readFileSync(join(exported, 'ledger.jsonl'), 'utf8').split('\n')[0] ?? '');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'caseloop-export-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a folder that is new, empty, or holds the same case may be written to', () => {
  requireFree(join(folder, 'new'), caseNo);
  requireFree(folder, caseNo);
  cpSync(exported, folder, { recursive: true });
  requireFree(folder, caseNo);
});

test('a folder that holds another case is left alone, and the case is named', () => {
  cpSync(exported, folder, { recursive: true });
  expect(() => requireFree(folder, 'SF-20261125-00001')).toThrow(caseNo);
});

test('histories without a ledger may be of another case', () => {
  cpSync(join(exported, 'run-1.json'), join(folder, 'run-1.json'));
  expect(() => requireFree(folder, caseNo)).toThrow('unknown case');
});
