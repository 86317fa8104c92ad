// What auditors get: a ledger that can be checked without trusting the server, and a verdict that says where something was forged.
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordIncident } from '../db/incidents.ts';
import { startApi, type TestApi } from '../tests/support/api.ts';
import { canonical, findBreak, hashEvent, link, sha256 } from '../workflows/case/chain.ts';
import { fold } from '../workflows/case/evolve.ts';
import { type CaseEvent, type Decided, parseEvent } from '../workflows/contract/event.ts';
import type { Comparison, Verdict } from '../workflows/contract/verdict.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ worker: true, proofs: true });
});
afterAll(() => api.close());

interface Row {
  seq: number;
  body: string;
  hash: string;
  sealed: boolean;
}

const rowsOf = async (caseNo: string): Promise<Row[]> =>
  (await api.call('GET', `/v1/cases/${caseNo}/ledger`, { as: 'auditor' })).body.items;

const eventsOf = (rows: readonly Row[]): CaseEvent[] =>
  rows.map(({ body, hash }) => parseEvent({ ...JSON.parse(body), hash }));

const prove = async (caseNo: string, as = 'auditor') => api.call<Verdict>('POST', `/v1/cases/${caseNo}/replay`, { as });

const found = ({ comparisons }: Verdict, name: Comparison['name']) => comparisons.find((each) => each.name === name);

const aCase = async (): Promise<string> => {
  const { caseNo } = (await api.receive()).body;
  await api.act('zone', caseNo, 'verify', { finding: '属实' });
  await api.act('zone', caseNo, 'note', { text: '已告知承办单位' });
  return caseNo;
};

/** As somebody does who has the database in their hands. */
const asOwner = async (work: (owner: pg.Client) => Promise<unknown>): Promise<void> => {
  const owner = new pg.Client({ connectionString: api.database.ownerUrl });
  await owner.connect();
  await work(owner);
  await owner.end();
};

const overwrite = (caseNo: string, seq: number, row: { body: string; hash: string }) =>
  asOwner(async (owner) => {
    await owner.query('alter table case_event disable trigger case_event_append_only');
    await owner.query('update case_event set body = $3, hash = $4 where case_no = $1 and seq = $2', [
      caseNo,
      seq,
      row.body,
      row.hash,
    ]);
    await owner.query('alter table case_event enable trigger case_event_append_only');
  });

const append = (event: CaseEvent) =>
  asOwner((owner) => {
    const { hash, ...body } = event;
    return owner.query(
      'insert into case_event (case_no, seq, type, at, command_id, body, hash, seal) values ($1, $2, $3, $4, $5, $6, $7, $8)',
      [event.caseNo, event.seq, event.type, event.at, event.commandId, canonical(body), hash, '0'.repeat(64)],
    );
  });

describe('an honest case', () => {
  test('is told to the letter, so that anybody can recompute its chain', async () => {
    const caseNo = await aCase();
    const rows = await rowsOf(caseNo);
    expect(rows.map(({ body }) => sha256(body))).toEqual(rows.map(({ hash }) => hash));
    expect(rows.every(({ sealed }) => sealed)).toBe(true);
    expect(findBreak(eventsOf(rows))).toBeNull();
    const { people } = (await api.call('GET', `/v1/cases/${caseNo}/ledger`, { as: 'auditor' })).body;
    expect(Object.values(people)).toContain('值班员 示范区综治中心-01');
  });

  test('is read in pages', async () => {
    const caseNo = await aCase();
    const url = `/v1/cases/${caseNo}/ledger?limit=2`;
    const first = (await api.call('GET', url, { as: 'auditor' })).body;
    const second = (await api.call('GET', `${url}&cursor=${first.next}`, { as: 'auditor' })).body;
    expect([...first.items, ...second.items].map(({ seq }: Row) => seq)).toEqual([1, 2, 3]);
    expect(second.next).toBeNull();
  });

  test('agrees three ways, while it is open', async () => {
    const caseNo = await aCase();
    const { status, body } = await prove(caseNo);
    expect(status).toBe(200);
    expect(body).toMatchObject({ caseNo, events: 3, runs: 1, agrees: true });
    expect(body.comparisons.map(({ name, ok }) => [name, ok])).toEqual([
      ['chain', true],
      ['readModel', true],
      ['replay', true],
      ['rules', true],
      ['texts', true],
    ]);
  });

  test('is checked once when several ask at the same time', async () => {
    const caseNo = await aCase();
    const verdicts = await Promise.all([prove(caseNo), prove(caseNo, 'zone'), prove(caseNo)]);
    expect(verdicts.map(({ body }) => body.agrees)).toEqual([true, true, true]);
  });

  test('is downloaded as the command line writes it', async () => {
    const caseNo = await aCase();
    const ledger = await api.call('GET', `/v1/cases/${caseNo}/ledger.jsonl`, { as: 'auditor' });
    expect(ledger.headers).toMatchObject({
      'content-type': 'application/x-ndjson; charset=utf-8',
      'content-disposition': `attachment; filename="${caseNo}-ledger.jsonl"`,
    });
    const lines = String(ledger.body).trim().split('\n');
    const events = lines.map((line) => parseEvent(JSON.parse(line)));
    expect(findBreak(events)).toBeNull();
    expect(lines).toEqual(events.map(canonical));

    const { items } = (await api.call('GET', `/v1/cases/${caseNo}/runs`, { as: 'auditor' })).body;
    expect(items).toMatchObject([{ run: 1, firstSeq: 1, exported: false }]);
    const history = await api.call('GET', `/v1/cases/${caseNo}/runs/1/history.json`, { as: 'auditor' });
    expect(history.headers['content-disposition']).toBe(`attachment; filename="${caseNo}-run-1.json"`);
    expect(history.body.events[0].eventType).toBe('EVENT_TYPE_WORKFLOW_EXECUTION_STARTED');
    expect(await api.call('GET', `/v1/cases/${caseNo}/runs/2/history.json`, { as: 'auditor' })).toMatchObject({
      status: 404,
    });
  });
});

describe('a forged row', () => {
  test('that was appended with a fitting hash is unsealed, and parts from read model and replay', async () => {
    const caseNo = await aCase();
    const before = fold(eventsOf(await rowsOf(caseNo)));
    const [, , note] = eventsOf(await rowsOf(caseNo)) as [CaseEvent, CaseEvent, CaseEvent];
    const { v: _v, caseNo: _no, seq: _seq, prev: _prev, hash: _hash, ...decided } = note;
    await append(link(before, caseNo, { ...decided, commandId: null } as Decided));
    const { body } = await prove(caseNo);
    expect(body.agrees).toBe(false);
    expect(found(body, 'chain')).toMatchObject({ ok: false, seq: 4 });
    expect(found(body, 'readModel')?.ok).toBe(false);
    expect(found(body, 'replay')).toMatchObject({ ok: false, seq: 4 });
    expect((await rowsOf(caseNo)).map(({ sealed }) => sealed)).toEqual([true, true, true, false]);
  });

  test('that was changed where it stands breaks the chain there', async () => {
    const caseNo = await aCase();
    const [, second] = await rowsOf(caseNo);
    const forged = { ...JSON.parse(second?.body as string), at: '2026-01-01T00:00:00.000Z' };
    await overwrite(caseNo, 2, { body: canonical(forged), hash: second?.hash as string });
    expect(found((await prove(caseNo)).body, 'chain')).toMatchObject({ ok: false, seq: 2 });
    // Its hash made to fit, too: then its seal does not.
    await overwrite(caseNo, 2, { body: canonical(forged), hash: hashEvent(forged) });
    const { body } = await prove(caseNo);
    expect(found(body, 'chain')).toMatchObject({ ok: false, seq: 2 });
    expect(found(body, 'replay')).toMatchObject({ ok: false, seq: 2 });
  });

  test('that cannot even be read is told as it stands', async () => {
    const caseNo = await aCase();
    await overwrite(caseNo, 3, { body: 'nothing of the kind', hash: 'f'.repeat(64) });
    const { status, body } = await prove(caseNo);
    expect(status).toBe(200);
    expect(found(body, 'chain')).toMatchObject({ ok: false, seq: 3 });
    expect(body.stateHash).toBeNull();
    expect((await rowsOf(caseNo))[2]).toMatchObject({ body: 'nothing of the kind', sealed: false });
    const ledger = await api.call('GET', `/v1/cases/${caseNo}/ledger.jsonl`, { as: 'auditor' });
    const [line] = String(ledger.body).trim().split('\n').slice(-1);
    expect(JSON.parse(line as string)).toMatchObject({ seq: 3, unreadable: 'nothing of the kind' });
  });
});

describe('who may', () => {
  test.each([
    ['grid-cuizhuang', 403, 'NotAuthorised'],
    ['admin', 403, 'NotAuthorised'],
    // Another county's: it is not told whether there is such a case.
    ['yanjin', 404, 'NotFound'],
  ])('%s neither reads the ledger nor proves it', async (as, status, code) => {
    const caseNo = await aCase();
    for (const path of ['ledger', 'ledger.jsonl', 'runs', 'runs/1/history.json']) {
      expect(await api.call('GET', `/v1/cases/${caseNo}/${path}`, { as })).toMatchObject({ status, body: { code } });
    }
    expect(await prove(caseNo, as)).toMatchObject({ status, body: { code } });
  });

  test('an eleventh check in a minute is refused', async () => {
    const caseNo = await aCase();
    const answers = await Promise.all(Array.from({ length: 11 }, () => prove(caseNo, 'wenchang')));
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(1);
  });
});

test('without a worker the answer says so', async () => {
  const alone = await startApi({ deadlineMs: 1_000 });
  try {
    const caseNo = 'SF-20261123-00001';
    await alone.database.db.pool.query(
      `insert into case_view (case_no, seq, head, status, phase, step, type, source, category, urgency, area, responsible, involved,
         scopes, overdue, rehearsal, received_at, calendar, state)
       values ($1, 1, '', 'open', 'discovery', 'verify', 'general-request', 'grid', 'other', 'normal', 'xx.zone', 'xx.zone', '{xx.zone}',
         '{xx,xx.zone}', false, false, now(), 'cn', '{}')`,
      [caseNo],
    );
    const answer = await alone.call('POST', `/v1/cases/${caseNo}/replay`, { as: 'zone' });
    expect(answer).toMatchObject({ status: 503, body: { code: 'EngineUnavailable' } });
  } finally {
    await alone.close();
  }
});

test('an open incident of a case is told with it to those who answer for others, and to nobody else', async () => {
  const { caseNo, receipt } = (await api.receive({ area: 'xx.zone.wenchang.biguiyuan' })).body;
  await recordIncident(api.database.db, { kind: 'LedgerBroken', caseNo, what: '断链 broken', mend: '' });
  const told = async (as: string) => (await api.call('GET', `/v1/cases/${caseNo}`, { as })).body.incidents;
  for (const as of ['zone', 'auditor', 'admin']) {
    expect(await told(as)).toMatchObject([{ kind: 'LedgerBroken', what: '断链 broken' }]);
  }
  const { token } = (await api.call('POST', '/v1/sign-in', { body: { caseNo, secret: receipt.secret } })).body;
  expect(await told(token)).toEqual([]);
  await api.database.db.pool.query('update incident set resolved_at = now() where case_no = $1', [caseNo]);
  expect(await told('zone')).toEqual([]);
});
