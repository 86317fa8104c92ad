// Reading versions, and comparing them by number.
import { describe, expect, it } from 'vitest';
import { atLeast, canSkipTime, parseVersion } from './engine.ts';

describe('parseVersion', () => {
  it('tells the CLI, whose own version is not the server version, from the bare server', () => {
    expect(parseVersion('temporal version 1.9.1 (Server 1.32.0, UI 2.54.1)\n')).toEqual({
      kind: 'cli',
      serverVersion: '1.32.0',
    });
    expect(parseVersion('temporal version 1.32.0\n')).toEqual({ kind: 'server', serverVersion: '1.32.0' });
  });

  it('takes nothing else for a Temporal binary', () => {
    expect(parseVersion('postgres (PostgreSQL) 18.4')).toBeUndefined();
  });
});

describe('atLeast', () => {
  it('compares by number, not by letter', () => {
    expect(atLeast('1.32.0', '1.9.1')).toBe(true);
    expect(atLeast('1.9.1', '1.32.0')).toBe(false);
    expect(atLeast('1.32.0', '1.32.0')).toBe(true);
    expect(atLeast('2.0.0', '1.32.5')).toBe(true);
  });
});

describe('canSkipTime', () => {
  it('begins with server 1.32', () => {
    expect(canSkipTime({ serverVersion: '1.31.9' })).toBe(false);
    expect(canSkipTime({ serverVersion: '1.32.0' })).toBe(true);
  });
});
