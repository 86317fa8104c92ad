// The key file: made once, private, and refused when it is not.
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadKeys } from './keys.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'caseloop-keys-'));
  file = join(folder, 'home', 'keys.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('loadKeys', () => {
  it('makes six different keys at first and reads the same ones afterwards', () => {
    const keys = loadKeys(file);

    expect(new Set(Object.values(keys)).size).toBe(6);
    expect(loadKeys(file)).toEqual(keys);
  });

  it('keeps the file to its owner', () => {
    loadKeys(file);

    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('refuses a file that others can read, and says how to close it', () => {
    loadKeys(file);
    chmodSync(file, 0o644);

    expect(() => loadKeys(file)).toThrow(/chmod 600/);
  });

  it('refuses a file with a missing or short key without printing the others', () => {
    const keys = loadKeys(file);
    writeFileSync(file, JSON.stringify({ ...keys, seal: 'short' }));

    expect(() => loadKeys(file)).toThrow(/seal/);
    expect(() => loadKeys(file)).not.toThrow(keys.vault);
  });
});
