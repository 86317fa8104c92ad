// What the three-way check is told by somebody who writes into the database and holds no key, and by a case that is worked on meanwhile.
import type { Client } from '@temporalio/client';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTogether } from '../../cli/export.ts';
import { readEvents } from '../../db/ledger.ts';
import { rebuildReadModel } from '../../db/rebuild.ts';
import { readRuns, storeHistory } from '../../db/run-history.ts';
import { createLogger } from '../../platform/logger.ts';
import { createExporter } from '../../worker/exporter.ts';
import { checkFiles } from '../../worker/offline.ts';
import { recordedRun } from '../../worker/replay.ts';
import { checkCase, type Evidence } from '../../worker/three-way.ts';
import { canonical, link } from '../../workflows/case/chain.ts';
import { fold } from '../../workflows/case/evolve.ts';
import { generalRequest } from '../../workflows/case-types/general-request/index.ts';
import type { CaseEvent } from '../../workflows/contract/event.ts';
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
    expect(findings(gullible)).toEqual({ chain: null, readModel: true, replay: true });
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
    expect(findings(verdict)).toEqual({ chain: false, readModel: true, replay: true });
    expect(verdict.comparisons[0]).toMatchObject({ seq: 2 });
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
    expect(findings(verdict)).toEqual({ chain: true, readModel: true, replay: null });
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
