// What the three-way check is told by somebody who writes into the database and holds no key, and by a case that is worked on meanwhile.
import type { Client } from '@temporalio/client';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTogether } from '../../cli/export.ts';
import { publishCalendar } from '../../db/calendars.ts';
import { readEvents } from '../../db/ledger.ts';
import { rebuildReadModel } from '../../db/rebuild.ts';
import { readRuns, storeHistory } from '../../db/run-history.ts';
import { createLogger } from '../../platform/logger.ts';
import { createExporter } from '../../worker/exporter.ts';
import { checkFiles } from '../../worker/offline.ts';
import { reviveCase } from '../../worker/reconciler/revive.ts';
import { recordedRun } from '../../worker/replay.ts';
import { checkCase, type Evidence } from '../../worker/three-way.ts';
import { adoption } from '../../workflows/case/adoption.ts';
import { canonical, link } from '../../workflows/case/chain.ts';
import { fold } from '../../workflows/case/evolve.ts';
import { generalRequest } from '../../workflows/case-types/general-request/index.ts';
import type { CaseEvent } from '../../workflows/contract/event.ts';
import { messages, workflowIdOf } from '../../workflows/contract/ids.ts';
import type { Verdict } from '../../workflows/contract/verdict.ts';
import { openRig, type Rig, type StagedCase, testKeys } from '../support/rig.ts';

const county = 'xx.zone';
const day = 86_400_000;

let rig: Rig;
let owner: pg.Client;
beforeAll(async () => {
  rig = await openRig();
  owner = new pg.Client({ connectionString: rig.database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner?.end();
  await rig?.close();
});

const evidence = (changes: Partial<Evidence> = {}): Evidence => ({
  db: rig.database.db,
  client: rig.client,
  sealKey: testKeys.seal,
  ...changes,
});

const findings = ({ comparisons }: Verdict) => Object.fromEntries(comparisons.map(({ name, ok }) => [name, ok]));

/** Past the trigger that keeps the ledger as it is. */
const rewrite = async (sql: string, values: unknown[]): Promise<void> => {
  await owner.query('alter table case_event disable trigger case_event_append_only');
  await owner.query(sql, values);
  await owner.query('alter table case_event enable trigger case_event_append_only');
};

describe('a case that is archived and exported', () => {
  const archived = async (): Promise<StagedCase> => {
    const staged = await rig.open(generalRequest);
    await staged.act('xx', 'takeOver');
    await staged.act('xx', 'reassign', { unit: county });
    await staged.act(county, 'withdraw', {}, { role: 'resident', basis: 'receipt' });
    await staged.advance(90 * day);
    await createExporter({ db: rig.database.db, client: rig.client, logger: createLogger('test', 'silent') }).round();
    return staged;
  };

  /** Another person took it over, say ledger, read model and history; each hash is computed anew. */
  const forge = async ({ caseNo }: StagedCase): Promise<void> => {
    const { db } = rig.database;
    const genuine = await readEvents(db, caseNo);
    const forged: CaseEvent[] = [];
    for (const { hash: _, prev: __, seq: ___, ...event } of genuine) {
      const said = JSON.parse(canonical(event).replaceAll('"p-xx"', '"p-forged"'));
      forged.push(link(forged.length > 0 ? fold(forged) : null, caseNo, said));
    }
    for (const { hash, ...event } of forged) {
      await rewrite('update case_event set body = $3, hash = $4 where case_no = $1 and seq = $2', [
        caseNo,
        event.seq,
        canonical(event),
        hash,
      ]);
    }
    await rebuildReadModel(db, { caseNo, found: () => undefined, swaps: () => true });
    const [run] = await readRuns(db, caseNo);
    const history = (run?.history ?? '').replaceAll(/"data": *"([^"]*)"/g, (_, data: string) => {
      let text = Buffer.from(data, 'base64').toString().replaceAll('"p-xx"', '"p-forged"');
      genuine.forEach(({ hash }, i) => {
        text = text.replaceAll(hash, forged[i]?.hash ?? '');
      });
      return `"data": "${Buffer.from(text).toString('base64')}"`;
    });
    await storeHistory(db, run?.runId ?? '', history, 0);
  };

  it('is accused by its seals and by the engine when it was rewritten in the database', async () => {
    const staged = await archived();
    const { caseNo } = staged;
    expect(await checkCase(evidence(), caseNo)).toMatchObject({ agrees: true, events: 5 });
    await forge(staged);
    rig.forget(staged);
    // As good as a forgery can be: all that lies in the database agrees.
    const gullible = await checkCase(evidence({ client: null, sealKey: null }), caseNo);
    expect(findings(gullible)).toEqual({ chain: null, readModel: true, replay: true, rules: true });
    expect(gullible.agrees).toBe(false);
    const sealed = await checkCase(evidence({ client: null }), caseNo);
    expect(sealed.comparisons[0]).toMatchObject({ name: 'chain', ok: false, seq: 2 });
    expect(findings(await checkCase(evidence({ sealKey: null }), caseNo))).toMatchObject({ replay: false });
  });

  it('is accused when a column beside an event says something else', async () => {
    const staged = await archived();
    await rewrite(`update case_event set at = at + interval '1 day' where case_no = $1 and seq = 2`, [staged.caseNo]);
    rig.forget(staged);
    const verdict = await staged.verdict();
    expect(findings(verdict)).toEqual({ chain: false, readModel: true, replay: true, rules: true });
    expect(verdict.comparisons[0]).toMatchObject({ seq: 2 });
  });
});

describe('a case whose type or calendar was changed in the database', () => {
  /** What the check says of type and calendars while a row is another one. */
  const rulesWhile = async (caseNo: string, change: string, undo: string) => {
    await owner.query(change);
    try {
      return (await checkCase(evidence(), caseNo)).comparisons.find(({ name }) => name === 'rules');
    } finally {
      await owner.query(undo);
    }
  };

  const copied = `create table kept as select * from case_type_version where name = 'general-request'`;
  const putBack = `delete from case_type_version where name = 'general-request'; insert into case_type_version select * from kept; drop table kept`;

  it.each([
    ['the definition alone', `definition = replace(definition::text, '"amount":15', '"amount":150')::json`],
    ['another definition with a hash of its own', `definition = '{"name":"general-request"}', hash = repeat('0', 64)`],
  ])('is told of %s', async (_, set) => {
    const { caseNo } = await rig.open(generalRequest);
    const change = `${copied}; update case_type_version set ${set} where name = 'general-request'`;
    expect(await rulesWhile(caseNo, change, putBack)).toMatchObject({
      ok: false,
      seq: 1,
      detail: expect.stringContaining('general-request'),
    });
    expect(await checkCase(evidence(), caseNo)).toMatchObject({ agrees: true });
  });

  const calendarOf = ({ open }: StagedCase) =>
    `calendar where name = '${open.calendar.name}' and version = ${open.calendar.version}`;
  const copyOf = (staged: StagedCase) => `create table kept as select * from ${calendarOf(staged)}`;
  const replaced = (staged: StagedCase) =>
    `delete from ${calendarOf(staged)}; insert into calendar select * from kept; drop table kept`;
  const without = (staged: StagedCase) => `${copyOf(staged)}; delete from ${calendarOf(staged)}`;
  const inAnotherZone = (staged: StagedCase) =>
    `${without(staged)}; insert into calendar (name, version, definition, published_by)
     select name, version, (definition::jsonb || '{"utcOffsetMinutes":0}')::json, published_by from kept`;

  it('is told when its deadlines are not those of the calendar, even after all clocks have stopped', async () => {
    const staged = await rig.open(generalRequest);
    const told = { ok: false, seq: 1, detail: expect.stringContaining(`calendar ${staged.open.calendar.name}`) };
    expect(await rulesWhile(staged.caseNo, inAnotherZone(staged), replaced(staged))).toMatchObject(told);
    await staged.act(county, 'withdraw', {}, { role: 'resident', basis: 'receipt' });
    expect((await staged.state()).clocks).toEqual([]);
    expect(await rulesWhile(staged.caseNo, inAnotherZone(staged), replaced(staged))).toMatchObject(told);
  });

  it('is neither proven nor accused when they are gone', async () => {
    const staged = await rig.open(generalRequest);
    expect(await rulesWhile(staged.caseNo, without(staged), replaced(staged))).toMatchObject({ ok: null });
    const change = `${copied}; delete from case_type_version where name = 'general-request'`;
    expect(await rulesWhile(staged.caseNo, change, putBack)).toMatchObject({ ok: null });
  });

  it('is not accused of pauses, extensions, time that passed, a revival or another version of its calendar', async () => {
    const { db } = rig.database;
    const staged = await rig.open(generalRequest);
    const resident = { role: 'resident', basis: 'receipt' } as const;
    await staged.act(county, 'verify', {}, { words: { finding: '属实' } });
    await staged.act(county, 'dispatch', { unit: 'xx.zone.wenchang' });
    await staged.act('xx', 'supervise', { card: 'yellow' });
    await staged.act('xx.zone.wenchang', 'requestExtension', { clock: 'case', amount: 3, unit: 'workingDay' });
    await staged.act(county, 'approveExtension');
    await staged.advance(2 * day);
    const until = new Date(Date.now() + 20 * day).toISOString();
    await staged.act('xx.zone.wenchang', 'requestSuspension', { until });
    await staged.act(county, 'approveSuspension');
    const next = { ...staged.open.calendar, version: staged.open.calendar.version + 1, weekdays: [1, 2, 3] };
    await publishCalendar(db, next, { person: 'p-test' });
    const handle = rig.client.workflow.getHandle(workflowIdOf(staged.caseNo));
    await handle.executeUpdate(messages.command, { args: [adoption(next, { person: 'system', unit: county })] });
    await handle.terminate();
    await reviveCase({ db, client: rig.client, taskQueue: rig.taskQueue, sealKey: testKeys.seal }, staged.caseNo);
    await staged.act(county, 'resume');
    expect((await staged.state()).clocks.map(({ calendar }) => calendar.version)).toEqual([
      next.version,
      next.version,
      next.version,
    ]);
    await staged.act(county, 'withdraw', {}, resident);
    await staged.act(county, 'reopen', {}, resident);
    expect(await staged.verdict()).toMatchObject({ agrees: true, runs: 2 });
  });
});

describe('a case on which somebody acts while it is read', () => {
  /** The engine, which gives the first history before or after somebody acts on the case. */
  const engineWhere = (staged: StagedCase, when: 'before' | 'after'): Client => {
    let acted = false;
    const act = async () => {
      if (acted) return;
      acted = true;
      await staged.act(county, 'note', {}, { words: { text: '正在办理' } });
    };
    const getHandle = (...address: Parameters<Client['workflow']['getHandle']>) => ({
      fetchHistory: async () => {
        if (when === 'before') await act();
        const history = await rig.client.workflow.getHandle(...address).fetchHistory();
        if (when === 'after') await act();
        return history;
      },
    });
    return { workflow: { getHandle } } as unknown as Client;
  };

  it('is not accused of what was done meanwhile', async () => {
    const staged = await rig.open(generalRequest);
    const verdict = await checkCase(evidence({ client: engineWhere(staged, 'before') }), staged.caseNo);
    expect(verdict).toMatchObject({ agrees: true, events: 2 });
  });

  it('is not accused of what the engine has yet to record, but said to be unproven', async () => {
    const staged = await rig.open(generalRequest);
    const verdict = await checkCase(evidence({ client: engineWhere(staged, 'after') }), staged.caseNo);
    expect(findings(verdict)).toEqual({ chain: true, readModel: true, replay: null, rules: true });
    expect(await staged.verdict()).toMatchObject({ agrees: true, events: 2 });
  });

  it.each(['before', 'after'] as const)(
    'is exported in one piece when the act comes %s its history is read',
    async (when) => {
      const staged = await rig.open(generalRequest);
      const { db } = rig.database;
      const { ledger, runs } = await readTogether({ db, client: engineWhere(staged, when) }, staged.caseNo);
      const histories = runs.map(({ json }) => recordedRun(JSON.parse(json ?? '')));
      expect(await checkFiles(ledger, histories)).toMatchObject({ agrees: true, events: 2 });
    },
  );
});
