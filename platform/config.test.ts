// The environment: defaults, secrets from files, and all mistakes at once.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asRole, ConfigError, readConfig } from './config.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'caseloop-config-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('readConfig', () => {
  it('gives the local stack when the environment says nothing', () => {
    const config = readConfig({ HOME: '/home/someone' });

    expect(config).toMatchObject({ port: 3000, host: '127.0.0.1', namespace: 'caseloop-zone', taskQueue: 'caseloop' });
    expect(config.home).toBe(resolve('.caseloop'));
    expect(config.keysFile).toBe(join(config.home, 'keys.json'));
    expect(config.temporal).toBeUndefined();
    expect(config.appDatabaseUrl).toBeUndefined();
    expect(config.rehearsals).toBe(true);
  });

  it('reports every mistake together, each by the name of its variable', () => {
    const problems = problemsOf({
      PORT: 'http',
      LOG_LEVEL: 'loud',
      CASELOOP_REHEARSALS: 'yes',
      DATABASE_URL: 'mysql://u:hidden@h/d',
      TEMPORAL_ADDRESS: 'localhost',
    });

    expect(problems.map((problem) => problem.split(' ')[0]).sort()).toEqual([
      'CASELOOP_REHEARSALS',
      'DATABASE_URL',
      'LOG_LEVEL',
      'PORT',
      'TEMPORAL_ADDRESS',
    ]);
    expect(problems.join('\n')).not.toContain('hidden');
  });

  it('reads a secret from the file that its _FILE variable names', () => {
    const file = join(folder, 'url');
    writeFileSync(file, 'postgres://app:p@db:5432/caseloop\n');

    expect(readConfig({ APP_DATABASE_URL_FILE: file }).appDatabaseUrl).toBe('postgres://app:p@db:5432/caseloop');
  });

  it('refuses a secret that is given twice, and a file that is not there', () => {
    expect(problemsOf({ DATABASE_URL: 'postgres://h/d', DATABASE_URL_FILE: join(folder, 'x') })).toHaveLength(1);
    expect(problemsOf({ DATABASE_URL_FILE: join(folder, 'missing') })).toHaveLength(1);
  });

  it('lets the runtime act as the app role when only the owner is known', () => {
    const config = readConfig({ DATABASE_URL: 'postgres://owner:p@db/caseloop?sslmode=require' });

    expect(config.appDatabaseUrl).toBe(
      'postgres://owner:p@db/caseloop?sslmode=require&options=-c%20role%3Dcaseloop_app',
    );
  });

  it('turns rehearsals off for an engine elsewhere unless they are asked for', () => {
    expect(readConfig({ TEMPORAL_ADDRESS: 'engine:7233' }).rehearsals).toBe(false);
    expect(readConfig({ TEMPORAL_ADDRESS: 'engine:7233', CASELOOP_REHEARSALS: 'on' }).rehearsals).toBe(true);
  });

  it('believes no proxy unless it is named, by address or network', () => {
    expect(readConfig({}).trustedProxies).toEqual([]);
    expect(readConfig({ CASELOOP_TRUSTED_PROXIES: '10.1.2.3, 10.2.0.0/16,::1' }).trustedProxies).toEqual([
      '10.1.2.3',
      '10.2.0.0/16',
      '::1',
    ]);
    for (const wrong of ['the balancer', '10.1.2.3/33', '10.1.2.3;10.1.2.4', '*']) {
      expect(problemsOf({ CASELOOP_TRUSTED_PROXIES: wrong })).toHaveLength(1);
    }
  });

  it('takes address and namespace from a named profile, and ignores a profile nobody named', () => {
    const file = join(folder, 'temporal.toml');
    writeFileSync(file, '[profile.county]\naddress = "engine:7233"\nnamespace = "yanjin"\n');

    const named = readConfig({ TEMPORAL_CONFIG_FILE: file, TEMPORAL_PROFILE: 'county' });
    expect(named.temporal?.connection.address).toBe('engine:7233');
    expect(named.namespace).toBe('yanjin');
    expect(readConfig({ XDG_CONFIG_HOME: folder }).temporal).toBeUndefined();
  });
});

describe('asRole', () => {
  it('keeps options that are already there', () => {
    const url = new URL(asRole('postgres://h/d?options=-c%20statement_timeout%3D5s', 'caseloop_reader'));

    expect(url.searchParams.get('options')).toBe('-c statement_timeout=5s -c role=caseloop_reader');
  });
});
