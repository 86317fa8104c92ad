// The files of deploy/ and the table of the environment say what the code does: nothing here runs them, so this keeps them honest.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { variables } from '../../platform/config.ts';
import { SERVER_VERSION } from '../../platform/temporal/ways.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const all = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map((match) => match[1] as string);

const compose = read('deploy/compose.yaml');
const dockerfile = read('deploy/Dockerfile');
const temporalDockerfile = read('deploy/temporal/Dockerfile');
const start = read('deploy/temporal/start.sh');
const units = readdirSync(join(root, 'deploy/systemd')).map((name) => read(`deploy/systemd/${name}`));

/** What the other programs in the compose file read, each by its own name. */
const foreign = {
  postgres: ['POSTGRES_DB', 'POSTGRES_USER', 'POSTGRES_PASSWORD'],
  schema: all(read('deploy/temporal/set-up-schema.sh'), /\b(SQL_[A-Z]+)\b/g),
  temporal: all(start, /\b([A-Z]+_[A-Z_]+)\b/g),
  balancer: all(read('deploy/haproxy.cfg'), /\$\{(\w+)\}/g),
  node: ['NODE_ENV'],
};

describe('variables', () => {
  const known = new Set([...variables, ...Object.values(foreign).flat()]);

  it('that the compose file sets are read by somebody', () => {
    const set = all(compose, /^ {2,}([A-Z][A-Z0-9_]+): /gm);

    expect(set.length).toBeGreaterThan(15);
    expect(set.filter((name) => !known.has(name))).toEqual([]);
  });

  it('that the image and the units set are read by Caseloop', () => {
    const set = [
      ...all(dockerfile, /(?:^ENV|^ {4})\s*([A-Z][A-Z_]+)=/gm),
      ...units.flatMap((unit) => all(unit, /^Environment=(.*)$/gm).flatMap((line) => all(line, /(?:^| )([A-Z_]+)=/g))),
    ];

    expect(set).toContain('CASELOOP_WORKFLOW_BUNDLE');
    expect(set).toContain('APP_DATABASE_URL_FILE');
    expect(set.filter((name) => !variables.includes(name) && !foreign.node.includes(name))).toEqual([]);
  });

  it('that the compose file asks its user for are in the example', () => {
    const asked = new Set(all(compose, /\$\{(\w+)/g));
    const offered = new Set(all(read('deploy/env.example'), /^([A-Z_]+)=/gm));

    expect(asked).toEqual(offered);
  });

  it('that Caseloop reads are all explained in docs/operations.md', () => {
    const explained = read('docs/operations.md');

    expect(variables.filter((name) => !explained.includes(`\`${name}\``))).toEqual([]);
  });

  it('that the template of the Temporal server asks for are given by its start', () => {
    const asked = new Set(
      ['server', 'tls'].flatMap((name) => all(read(`deploy/temporal/${name}.yaml`), /\$\{([A-Z]\w+)\}/g)),
    );

    expect([...asked].filter((name) => !start.includes(name))).toEqual([]);
  });
});

describe('the compose file', () => {
  it('holds no password, and demands each with what to do', () => {
    const passwords = new Set(all(compose, /\$\{(\w*PASSWORD)/g));

    expect(passwords.size).toBe(3);
    for (const name of passwords) expect(compose).toContain(`\${${name}:?`);
    expect(all(compose, /^ +\w*PASSWORD: (.)/gm).filter((first) => first !== '$')).toEqual([]);
    expect(all(read('deploy/env.example'), /PASSWORD=(.+)$/gm)).toEqual([]);
  });

  it('opens ports on loopback only', () => {
    const ports = all(compose, /ports: \[(.*)\]/g);

    expect(ports.length).toBe(all(compose, /(ports:)/g).length);
    for (const each of ports) expect(each).toMatch(/^["']127\.0\.0\.1:/);
  });
});

describe('what is run', () => {
  it('exists', () => {
    const scripts = [dockerfile, compose, ...units].flatMap((text) =>
      all(text, /\b((?:api|worker|cli)\/\w+\.[jt]s)\b/g),
    );

    expect(new Set(scripts)).toEqual(new Set(['api/main.ts', 'worker/main.ts', 'cli/caseloop.js']));
    expect(scripts.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    const copied = all(temporalDockerfile, /^COPY ((?:[\w.-]+ )+)\/etc/gm).flatMap((names) => names.trim().split(' '));
    expect(copied.length).toBe(5);
    expect(copied.filter((name) => !existsSync(join(root, 'deploy/temporal', name)))).toEqual([]);
  });

  it('can be installed by the npm that Node.js 20 brings: the lock file holds nothing that it calls extraneous', () => {
    const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, { extraneous?: true }> };

    // npm 11 marks the optional peers of development tools so; npm 10 then refuses other platforms' builds. Mark them dev, optional, peer.
    expect(Object.keys(packages).filter((path) => packages[path]?.extraneous)).toEqual([]);
  });

  it('is what was tested: the versions of Node.js and of the Temporal server', () => {
    const { engines, scripts } = JSON.parse(read('package.json'));

    expect(dockerfile).toContain(`FROM node:${engines.node.match(/\d+/)[0]}-bookworm-slim`);
    expect(all(dockerfile, /npm run ([\w:]+) (?!--if-present)/g).filter((name) => !(name in scripts))).toEqual([]);
    expect(new Set(all(temporalDockerfile, /@v(\d+\.\d+\.\d+)/g))).toEqual(new Set([SERVER_VERSION]));
    expect(compose).toContain(`caseloop-temporal:${SERVER_VERSION}`);
  });
});

describe('the tutorial', () => {
  it('has its reader write nothing into the project that its checks would then stumble over', () => {
    const written = all(read('docs/tutorial.md'), /(?<![=\-?])> ?("?[\w$./-]+\.json)/g);

    expect(written).toEqual([]);
  });
});
