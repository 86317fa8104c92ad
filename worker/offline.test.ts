// Exported files checked without the system that wrote them: whoever changes one of them is found out by the others.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { CaseEvent } from '../workflows/contract/event.ts';
import { againstLedger, checkFiles, parseLedger } from './offline.ts';
import { quietRuntime } from './quiet.ts';
import { recordedRun } from './replay.ts';

const file = (name: string): string =>
  readFileSync(new URL(`../tests/replay/histories/0.1.0-burst-pipe/${name}`, import.meta.url), 'utf8');
const ledger = parseLedger(file('ledger.jsonl'));
const history = file('run-1.json');

/** The history with other words wherever a payload holds these. */
const forged = (from: string, to: string): string =>
  history.replace(/"data": ?"([A-Za-z0-9+/=]+)"/g, (_, data: string) => {
    const text = Buffer.from(data, 'base64').toString('utf8');
    return `"data":"${Buffer.from(text.replaceAll(from, to)).toString('base64')}"`;
  });

const read = (json: string) => recordedRun(JSON.parse(json));

beforeAll(() => quietRuntime());

test('what was exported agrees, and names the head to compare with one kept elsewhere', async () => {
  const verdict = await checkFiles(ledger, [read(history)]);
  expect(verdict).toMatchObject({ agrees: true, events: ledger.length, runs: 1, head: ledger.at(-1)?.hash });
});

test('a history in which somebody is content who was not does not agree with the ledger', async () => {
  const verdict = await checkFiles(ledger, [
    read(forged('"satisfaction":"satisfied"', '"satisfaction":"verySatisfied"')),
  ]);
  expect(verdict.agrees).toBe(false);
  expect(verdict.comparisons).toMatchObject([
    { name: 'chain', ok: true },
    { name: 'replay', ok: false },
  ]);
});

test('a ledger in which a row was changed breaks at that row', async () => {
  const changed = ledger.map(
    (event): CaseEvent => (event.seq === 3 ? { ...event, at: '2026-11-24T00:00:00.000Z' } : event),
  );
  const verdict = await checkFiles(changed, [read(history)]);
  expect(verdict.comparisons[0]).toMatchObject({ name: 'chain', ok: false, seq: 3 });
});

test('a history without its ledger is replayed, and said to be compared with nothing', async () => {
  const { agrees, comparisons } = await checkFiles(null, [read(history)]);
  expect(agrees).toBe(true);
  expect(comparisons[0]?.detail).toContain('未与台账核对');
});

test('a ledger alone is checked as far as it goes, and not said to agree; nothing at all proves nothing', async () => {
  expect(await checkFiles(ledger, [])).toMatchObject({
    agrees: false,
    comparisons: [
      { name: 'chain', ok: true },
      { name: 'replay', ok: null },
    ],
  });
  expect((await checkFiles(null, [])).agrees).toBe(false);
});

test('a line that is no event is named', () => {
  expect(() => parseLedger(`${file('ledger.jsonl').split('\n')[0]}\n{"seq":2}\n`)).toThrow('Line 2');
});

/** What people read is not what a parser keeps, and the parsed event is genuine all the same. */
const forgedLines: [string, (line: string) => string][] = [
  ['a member named twice', (line) => line.replace('{', '{"reason":"FORGED",')],
  ['an escaped letter', (line) => line.replace('"seq"', '"\\u0073eq"')],
  ['a space', (line) => `${line} `],
  ['a line end of another system', (line) => `${line}\r`],
];

test.each(forgedLines)('a line with %s is not taken for the event that it parses to', (_, forge) => {
  const [first = '', ...rest] = file('ledger.jsonl').split('\n');
  const forged = forge(first);
  expect(JSON.parse(forged)).toEqual(JSON.parse(first));
  expect(() => parseLedger([forged, ...rest].join('\n'))).toThrow('Line 1');
});

test('the check that docs/audit.md gives to those without Caseloop finds the head, and such lines as well', () => {
  const folder = mkdtempSync(join(tmpdir(), 'caseloop-audit-'));
  const script = /```js\n([\s\S]*?)```/.exec(readFileSync(new URL('../docs/audit.md', import.meta.url), 'utf8'))?.[1];
  writeFileSync(join(folder, 'check.mjs'), script ?? '');
  const check = (text: string) => {
    writeFileSync(join(folder, 'ledger.jsonl'), text);
    return spawnSync(process.execPath, ['check.mjs', 'ledger.jsonl'], { cwd: folder, encoding: 'utf8' });
  };
  const genuine = file('ledger.jsonl');
  expect(check(genuine).stdout).toContain(`${ledger.length} events, head ${ledger.at(-1)?.hash}`);
  for (const [what, forge] of forgedLines) {
    const [first = '', ...rest] = genuine.split('\n');
    expect(check([forge(first), ...rest].join('\n')).stderr, what).toContain('not canonical at 1');
  }
  rmSync(folder, { recursive: true });
});

test('a missing history of a later run leaves the question open, unless what is there differs', () => {
  const firstRun = { runId: 'first', restored: null, events: ledger.slice(0, 3), cutOff: false, error: null };
  expect(againstLedger(ledger, [firstRun], true)).toMatchObject({
    ok: null,
    detail: expect.stringContaining('run-2.json'),
  });
  expect(againstLedger(ledger, [firstRun], false)).toMatchObject({ ok: false, seq: 4 });
  const altered = ledger.map((event): CaseEvent => (event.seq === 2 ? { ...event, hash: '0'.repeat(64) } : event));
  expect(againstLedger(altered, [firstRun], true)).toMatchObject({ ok: false, seq: 2 });
});
