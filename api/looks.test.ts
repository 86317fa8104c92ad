// Who was shown a case's words or handed its files is on record, and told to those who may know.
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { listLooks } from '../db/looks.ts';
import { startApi, type TestApi } from '../tests/support/api.ts';

let api: TestApi;
let caseNo: string;
let photo: string;
let secret: string;
const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(64, 7)]);
const at = (path = '') => `/v1/cases/${caseNo}${path}`;
const get = (path: string, as: string, headers = {}) => api.call('GET', at(path), { as, headers });
const residents = async (): Promise<string> =>
  (await api.call('POST', '/v1/sign-in', { body: { caseNo, secret } })).body.token;

/** What is on record, the earliest first. */
const looksFor = async (
  as = 'auditor',
): Promise<{ kind: string; part: string | null; by: { unit: string; role: string } }[]> =>
  (await get('/looks', as)).body.items.toReversed();
const kindsBy = async (unit: string): Promise<string[]> =>
  (await looksFor()).filter(({ by }) => by.unit === unit).map(({ kind }) => kind);

const asOwner = async (sql: string) => {
  const owner = new pg.Client(api.database.ownerUrl);
  await owner.connect();
  const { rows } = await owner.query(sql).finally(() => owner.end());
  return rows;
};

beforeAll(async () => {
  api = await startApi({ worker: true });
});
afterAll(() => api?.close());
afterEach(() => vi.useRealTimers());

/** A case that nobody but its own street has to do with yet; it came with a photo. */
const receive = async (): Promise<void> => {
  photo = (
    await api.call('POST', '/v1/attachments', { as: 'zone', body: png, headers: { 'content-type': 'image/png' } })
  ).body.ref;
  const { body } = await api.receive({ attachments: [photo] });
  caseNo = body.caseNo;
  secret = body.receipt.secret;
};

describe('what is on record', () => {
  test('reading a case, its history and an earlier state is one look, until ten minutes are over', async () => {
    await receive();
    vi.useFakeTimers({ toFake: ['Date'] });
    const now = Date.now();
    for (const path of ['', '', '/events', `/as-of?at=${new Date(now).toISOString()}`]) {
      expect((await get(path, 'zone')).status).toBe(200);
    }
    expect(await kindsBy('xx.zone')).toEqual(['case']);
    vi.setSystemTime(now + 9 * 60_000);
    await get('', 'zone');
    expect(await kindsBy('xx.zone')).toEqual(['case']);
    vi.setSystemTime(now + 11 * 60_000);
    await get('', 'zone');
    expect(await kindsBy('xx.zone')).toEqual(['case', 'case']);
  });

  test('says who, in which role and for which unit, what and when; whoever holds the receipt is called resident', async () => {
    await receive();
    const me = (await api.call('GET', '/v1/me', { as: 'city' })).body;
    await get('', 'city');
    await get('/events', await residents());
    expect(await looksFor()).toMatchObject([
      {
        kind: 'case',
        part: null,
        at: expect.stringMatching(/^20\d\d-.*Z$/),
        by: { person: me.person, name: me.name, role: 'city', unit: me.unit, unitName: expect.stringMatching(/./) },
      },
      { kind: 'case', by: { person: 'resident', name: null, role: 'resident', unit: 'xx.zone.yongfu.cuizhuang' } },
    ]);
  });

  test('a photo and each file of the audit page are told apart', async () => {
    await receive();
    for (const path of [`/attachments/${photo}`, `/attachments/${photo}`, '/ledger', '/ledger.jsonl', '/runs']) {
      expect((await get(path, 'auditor')).status, path).toBe(200);
    }
    expect((await get('/runs/1/history.json', 'auditor')).status).toBe(200);
    expect((await looksFor()).map(({ kind, part }) => [kind, part])).toEqual([
      ['attachment', photo],
      ['ledger', null],
      ['ledgerFile', null],
      ['historyFile', '1'],
    ]);
  });

  test('nothing is noted of what told nothing: refusals, a case without words, acts', async () => {
    await receive();
    await get('', 'city');
    expect((await get('', 'water')).status).toBe(404);
    expect((await get('/attachments/other', 'yongfu')).status).toBe(404);
    expect((await get('/runs/9/history.json', 'auditor')).status).toBe(404);
    expect((await get('', 'city-admin')).body.texts).toBeNull();
    await get('/events', 'city-admin');
    await api.act('zone', caseNo, 'note', { text: '已告知承办单位' });
    expect((await looksFor()).map(({ by }) => by.unit)).toEqual(['xx']);
  });
});

describe('when looks cannot be recorded', () => {
  test('no file is handed out; pages are shown, and noted as soon as it is possible again', async () => {
    await receive();
    await asOwner('revoke insert on case_look from caseloop_app');
    try {
      for (const path of [`/attachments/${photo}`, '/ledger.jsonl', '/runs/1/history.json']) {
        expect(await get(path, 'auditor'), path).toMatchObject({ status: 500, body: { code: 'Internal' } });
      }
      expect((await get('', 'zone')).status).toBe(200);
      expect(await looksFor()).toEqual([]);
    } finally {
      await asOwner('grant insert on case_look to caseloop_app');
    }
    expect(await kindsBy('xx.zone')).toEqual(['case']);
    expect((await get('/ledger.jsonl', 'auditor')).status).toBe(200);
  });

  test('an API that stops writes first what it still has in memory', async () => {
    const stopping = await startApi({ worker: true });
    const { caseNo } = (await stopping.receive()).body;
    await stopping.call('GET', `/v1/cases/${caseNo}`, { as: 'zone' });
    await stopping.app.close();
    expect(await listLooks(stopping.database.db, caseNo, { of: null, before: null, limit: 10 })).toHaveLength(1);
    await stopping.close();
  });
});

describe('who is told', () => {
  test('an auditor of everybody; others of their own unit and those below, but of no auditor', async () => {
    await receive();
    for (const as of ['zone', 'city', 'yongfu', 'cuizhuang']) await get('', as);
    await get('/ledger', 'auditor');
    const unitsTold = async (as: string) => [...new Set((await looksFor(as)).map(({ by }) => by.unit))];
    expect(await unitsTold('auditor')).toEqual(['xx.zone', 'xx', 'xx.zone.yongfu', 'xx.zone.yongfu.cuizhuang']);
    expect((await looksFor('auditor')).map(({ by }) => by.role)).toContain('auditor');
    expect((await looksFor('zone')).map(({ by }) => by.role)).toEqual(['county', 'street', 'community']);
    expect(await unitsTold('zone')).toEqual(['xx.zone', 'xx.zone.yongfu', 'xx.zone.yongfu.cuizhuang']);
    expect(await unitsTold('yongfu')).toEqual(['xx.zone.yongfu', 'xx.zone.yongfu.cuizhuang']);
    expect(await unitsTold('cuizhuang')).toEqual(['xx.zone.yongfu.cuizhuang']);
  });

  test('nobody of a case outside their scope, and neither grid workers, administrators nor residents of any', async () => {
    await receive();
    expect((await get('/looks', 'water')).status).toBe(404);
    for (const as of ['grid-cuizhuang', 'admin', 'city-admin', await residents()]) {
      expect(await get('/looks', as), as).toMatchObject({ status: 403, body: { code: 'NotAuthorised' } });
    }
  });

  test('by pages', async () => {
    await receive();
    for (const as of ['zone', 'city', 'yongfu']) await get('', as);
    const first = (await get('/looks?limit=2', 'auditor')).body;
    const second = (await get(`/looks?limit=2&cursor=${first.next}`, 'auditor')).body;
    expect([...first.items, ...second.items].map(({ by }) => by.unit)).toEqual(['xx.zone.yongfu', 'xx', 'xx.zone']);
    expect(second.next).toBeNull();
    expect((await get('/looks?cursor=nonsense', 'auditor')).status).toBe(400);
  });
});
