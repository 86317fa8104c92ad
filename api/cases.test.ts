// Cases through the door, over the real engine: received, listed and read, by those who may and those who may not.
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { storeCaseType } from '../db/case-types.ts';
import { ordinary, startApi, type TestApi } from '../tests/support/api.ts';
import { generalRequest } from '../workflows/case-types/general-request/index.ts';
import { encodeCursor } from './cursor.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ worker: true });
});
afterAll(() => api.close());

const received = async (body: Record<string, unknown> = {}): Promise<string> => (await api.receive(body)).body.caseNo;
const assigned = async (): Promise<string> => {
  const caseNo = await received();
  await api.act('zone', caseNo, 'verify', { finding: '属实。' });
  return caseNo;
};

describe('reception', () => {
  test('a request becomes a case with a number, a receipt, a named responsible party and running clocks', async () => {
    const { status, headers, body } = await api.receive();
    expect(status).toBe(201);
    expect(body.caseNo).toMatch(/^SF[A-Z]*-\d{8}-\d{5}$/);
    expect(headers).toMatchObject({ location: `/v1/cases/${body.caseNo}`, etag: '"1"' });
    expect(body.state).toMatchObject({
      seq: 1,
      status: 'open',
      phase: 'discovery',
      step: 'verify',
      stepLabel: { zh: '受理核实' },
      typeLabel: { zh: '一般诉求' },
      areaName: '崔庄村',
      responsible: { unit: 'xx.zone', name: '示范区', onDuty: '值班员 示范区综治中心-01' },
      texts: { description: ordinary.description, place: ordinary.place, reporter: ordinary.reporter },
      hops: 0,
      card: null,
    });
    expect(body.state.clocks.map(({ name, overdue }) => ({ name, overdue }))).toEqual([
      { name: 'case', overdue: false },
      { name: 'step', overdue: false },
    ]);
    expect(body.state.allowed.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['verify', 'resolveOnSpot', 'note']),
    );
  });

  test('the same key gives the same case and receipt, another body is refused', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const first = await api.call('POST', '/v1/cases', { as: 'zone', body: ordinary, headers });
    const again = await api.call('POST', '/v1/cases', { as: 'zone', body: ordinary, headers });
    expect(again.body.receipt).toEqual(first.body.receipt);
    expect(again).toMatchObject({ status: 201, body: { caseNo: first.body.caseNo, state: { seq: 1 } } });
    const other = await api.call('POST', '/v1/cases', { as: 'zone', body: { ...ordinary, place: '别处' }, headers });
    expect(other).toMatchObject({ status: 422, body: { code: 'KeyReused' } });
  });

  test('a receipt that was given stands when its area is not in service any more, and takes no other body', async () => {
    const area = 'xx.zone.yongfu.cuizhuang.g04';
    const post = (body: object) =>
      api.call('POST', '/v1/cases', {
        as: 'zone',
        body: { ...ordinary, area, ...body },
        headers: { 'idempotency-key': 'receipt-stands-1' },
      });
    const first = await post({});
    expect(first.status).toBe(201);
    await api.database.db.pool.query('update org_unit set active = false where path = $1', [area]);
    expect(await post({})).toMatchObject({ status: 201, body: { receipt: first.body.receipt } });
    expect(await post({ urgency: 'urgent' })).toMatchObject({ status: 422, body: { code: 'KeyReused' } });
    expect(await api.receive({ area })).toMatchObject({ status: 422, body: { code: 'UnknownUnit' } });
  });

  test('who prefers not to wait gets the receipt, and the case opens behind it', async () => {
    const headers = { 'idempotency-key': randomUUID(), prefer: 'respond-async' };
    const { status, body } = await api.call('POST', '/v1/cases', { as: 'zone', body: ordinary, headers });
    expect(status).toBe(202);
    expect(body).toMatchObject({ receipt: { caseNo: body.caseNo } });
    await expect
      .poll(async () => (await api.call('GET', `/v1/cases/${body.caseNo}`, { as: 'zone' })).status, { timeout: 20_000 })
      .toBe(200);
    const again = await api.call('POST', '/v1/cases', { as: 'zone', body: ordinary, headers });
    expect(again).toMatchObject({ status: 201, body: { receipt: body.receipt } });
  });

  test('ten at once with one key are one case', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => api.call('POST', '/v1/cases', { as: 'zone', body: ordinary, headers })),
    );
    expect(new Set(answers.map(({ body }) => body.caseNo)).size).toBe(1);
    expect(answers.every(({ status }) => status === 201)).toBe(true);
  });

  test.each([
    [{ source: 'gossip' }, 422, 'InvalidInput', '/source'],
    [{ description: '' }, 422, 'InvalidInput', '/description'],
    [{ description: '\u200b\u200b' }, 422, 'InvalidInput', '/description'],
    [{ description: 'a\u0000b' }, 422, 'InvalidInput', '/description'],
    [{ place: '\ud800' }, 422, 'InvalidInput', '/place'],
    [{ urgency: 'someday' }, 422, 'InvalidInput', '/urgency'],
    [{ colour: 'red' }, 422, 'InvalidInput', '/colour'],
    [{ type: 'no-such-type' }, 422, 'InvalidInput', '/type'],
    [{ category: 'streetlight' }, 422, 'InvalidInput', '/category'],
    [{ attachments: ['nothing'] }, 422, 'InvalidInput', '/attachments/0'],
    [{ area: 'xx.zone.nowhere' }, 422, 'UnknownUnit', '/area'],
    [{ area: 'xx.yanjin' }, 422, 'UnknownUnit', '/area'],
    [{ area: 'xx.zone.d_water' }, 422, 'UnknownUnit', '/area'],
    [{ area: 'xx' }, 422, 'UnknownUnit', '/area'],
  ])('%j is refused at its field', async (body, status, code, pointer) => {
    const answer = await api.receive(body);
    expect(answer).toMatchObject({ status, body: { code } });
    expect((answer.body as unknown as { errors: unknown }).errors).toContainEqual(expect.objectContaining({ pointer }));
  });

  test.each([undefined, 'short', 'with space in it', 'ü'.repeat(10), 'x'.repeat(101)])(
    'the key %j is refused',
    async (key) => {
      const headers: Record<string, string> = key === undefined ? {} : { 'idempotency-key': key };
      const answer = await api.call('POST', '/v1/cases', { as: 'zone', body: ordinary, headers });
      expect(answer).toMatchObject({ status: 400, body: { code: 'Malformed' } });
    },
  );

  test('a category that no type claims is refused with those that are, unless the type is named', async () => {
    const { body } = await api.receive({ category: 'streetlight' });
    expect((body as unknown as { detail: string }).detail).toMatch(/streetlight.*water.*clutter/);
    expect((await api.receive({ category: 'streetlight', type: 'utility-repair' })).status).toBe(201);
  });

  test('the category chooses the type', async () => {
    const { body } = await api.receive({ category: 'water' });
    expect(body.state.type.name).toBe('utility-repair');
  });

  test('a type that was altered in the database takes no request, and keeps none of another type out', async () => {
    const altered = { ...generalRequest, name: 'altered', categories: ['altered'] };
    await storeCaseType(api.database.db.pool, altered, { by: 'test', owner: 'xx' });
    const owner = new pg.Client(api.database.ownerUrl);
    await owner.connect();
    await owner.query(`update case_type_version set definition = replace(definition::text, '"amount":15', '"amount":150')::json
      where name = 'altered'`);
    await owner.end();
    expect(await api.receive({ category: 'altered' })).toMatchObject({
      status: 500,
      body: { code: 'CaseTypeAltered' },
    });
    expect((await api.receive({ category: 'water' })).status).toBe(201);
  });
});

describe('reading', () => {
  test('cases of a type that is not to be trusted are shown with all others, by bare names and with nothing to be done', async () => {
    const caseNo = await assigned();
    // As after a start over a database in which the definition was altered: what this process remembers is the sound one.
    await api.database.db.pool.query(
      `update case_view set state = jsonb_set(state, '{type,version}', '99') where case_no = $1`,
      [caseNo],
    );
    const { status, body } = await api.call('GET', '/v1/cases?sort=-received&limit=200', { as: 'zone' });
    expect(status).toBe(200);
    expect(body.items.find((item: { caseNo: string }) => item.caseNo === caseNo)).toMatchObject({
      typeLabel: { zh: 'general-request' },
      stepLabel: { zh: 'assign' },
    });
    expect((await api.call('GET', '/v1/overdue', { as: 'zone' })).status).toBe(200);
    const one = await api.call('GET', `/v1/cases/${caseNo}`, { as: 'zone' });
    expect(one).toMatchObject({ status: 200, body: { allowed: [] } });
    expect(await api.act('zone', caseNo, 'urge', {})).toMatchObject({ status: 500, body: { code: 'CaseTypeAltered' } });
  });

  test('everybody lists what lies in their subtree or had them in it, and nothing else', async () => {
    const caseNo = await assigned();
    await api.act('zone', caseNo, 'dispatch', { unit: 'xx.zone.d_water' });
    const lists = async (as: string) => {
      const { body } = await api.call('GET', '/v1/cases?sort=-received&limit=200', { as });
      return body.items.some((item: { caseNo: string }) => item.caseNo === caseNo);
    };
    const reads = async (as: string) => (await api.call('GET', `/v1/cases/${caseNo}`, { as })).status === 200;
    for (const [as, may] of [
      ['city', true],
      ['zone', true],
      ['yongfu', true],
      ['cuizhuang', true],
      ['water', true],
      ['auditor', true],
      ['grid-cuizhuang', false],
      ['wenchang', false],
      ['justice', false],
      ['yanjin', false],
    ] as const) {
      expect([as, await lists(as), await reads(as)]).toEqual([as, may, may]);
    }
  });

  test('pages follow each other without a gap or a repetition', async () => {
    for (let i = 0; i < 5; i++) await received();
    for (const sort of ['slack', '-received']) {
      const all: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const url: string = `/v1/cases?sort=${sort}&limit=2${cursor && `&cursor=${cursor}`}`;
        const { body } = await api.call('GET', url, { as: 'zone' });
        all.push(...body.items.map((item: { caseNo: string }) => item.caseNo));
        cursor = body.next;
      }
      const { body } = await api.call('GET', `/v1/cases?sort=${sort}&limit=200`, { as: 'zone' });
      expect(all).toEqual(body.items.map((item: { caseNo: string }) => item.caseNo));
      expect(new Set(all).size).toBe(all.length);
    }
  });

  test('a cursor with a number that no column holds is refused', async () => {
    const caseNo = await received();
    const cursor = encodeCursor({ seq: 4_294_967_296 });
    for (const part of ['events', 'ledger']) {
      const answer = await api.call('GET', `/v1/cases/${caseNo}/${part}?cursor=${cursor}`, { as: 'zone' });
      expect(answer, part).toMatchObject({ status: 400, body: { code: 'Malformed' } });
    }
  });

  test('words find a case for those who read words', async () => {
    const word = `暗渠${randomUUID().slice(0, 8)}`;
    const caseNo = await received({ description: `${word}塌了` });
    const found = async (as: string, q: string) => api.call('GET', `/v1/cases?q=${encodeURIComponent(q)}`, { as });
    expect((await found('zone', word)).body.items.map((item: { caseNo: string }) => item.caseNo)).toEqual([caseNo]);
    expect(await found('admin', word)).toMatchObject({ status: 403 });
    expect((await found('admin', caseNo)).body.items).toHaveLength(1);
  });

  test('who sees the reporter masked does not find cases by it, not by a character', async () => {
    const phone = `139${String(Date.now()).slice(-8)}`;
    const word = `泵站${phone.slice(3)}甲`;
    const caseNo = await received({ reporter: `欧阳女士 ${phone}`, description: word, place: `${phone}乙路口` });
    const found = async (as: string, q: string) =>
      (await api.call('GET', `/v1/cases?sort=-received&q=${encodeURIComponent(q)}`, { as })).body.items.map(
        (item: { caseNo: string }) => item.caseNo,
      );
    for (const q of [`欧阳女士 ${phone.slice(0, 5)}`, `士 ${phone}`]) {
      expect(await found('zone', q)).toContain(caseNo);
      expect(await found('auditor', q)).toEqual([]);
    }
    // What they read unmasked they find.
    for (const q of [word, `${phone}乙`]) expect(await found('auditor', q)).toEqual([caseNo]);
  });

  test("an answer is never somebody else's: none may be kept, and a tag of theirs spares none", async () => {
    const caseNo = await received();
    const path = `/v1/cases/${caseNo}`;
    const { headers } = await api.call('GET', path, { as: 'zone' });
    const asked = await api.call('GET', path, { as: 'auditor', headers: { 'if-none-match': String(headers.etag) } });
    expect(asked).toMatchObject({ status: 200, body: { allowed: [] } });
    for (const each of ['', '/events', '/ledger', '/looks']
      .map((part) => `${path}${part}`)
      .concat('/v1/cases', '/v1/me')) {
      const answer = await api.call('GET', each, { as: 'auditor' });
      expect({ each, status: answer.status, keep: answer.headers['cache-control'] }).toEqual({
        each,
        status: 200,
        keep: 'private, no-store',
      });
    }
    const refused = await api.call('GET', '/v1/cases/none', { as: 'auditor' });
    expect(refused.headers['cache-control']).toBe('private, no-store');
  });

  test('texts are read by those who work on the case, masked for auditors, closed to administrators', async () => {
    const caseNo = await received();
    const texts = async (as: string) => (await api.call('GET', `/v1/cases/${caseNo}`, { as })).body.texts;
    expect(await texts('city')).toMatchObject({ reporter: ordinary.reporter });
    expect(await texts('auditor')).toEqual({
      description: ordinary.description,
      place: ordinary.place,
      reporter: '王＊＊＊',
    });
    expect(await texts('admin')).toBeNull();
    const { body } = await api.call('GET', `/v1/cases/${caseNo}/events`, { as: 'admin' });
    expect(JSON.stringify(body)).not.toContain(ordinary.description);
  });

  test('the ledger says who did what, for which unit, in which capacity and why, and its chain holds', async () => {
    const caseNo = await assigned();
    await api.act('zone', caseNo, 'escalate', {}, '涉及两个部门，请市里协调。');
    const first = await api.call('GET', `/v1/cases/${caseNo}/events?limit=2`, { as: 'zone' });
    const second = await api.call('GET', `/v1/cases/${caseNo}/events?cursor=${first.body.next}`, { as: 'zone' });
    const events = [...first.body.items, ...second.body.items];
    expect(second.body.next).toBeNull();
    expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(events[2].prev).toBe(events[1].hash);
    expect(events[1].texts).toEqual({ finding: '属实。' });
    expect(events[2]).toMatchObject({
      type: 'escalated',
      person: { name: '值班员 示范区综治中心-01' },
      unit: { unit: 'xx.zone', name: '示范区' },
      authority: { role: 'county', basis: 'duty' },
      reason: '涉及两个部门，请市里协调。',
    });
  });

  test('a past instant shows the case as it was then, with nothing to be done to it', async () => {
    const caseNo = await received();
    const at = (await api.call('GET', `/v1/cases/${caseNo}/events`, { as: 'zone' })).body.items[0].at;
    await api.act('zone', caseNo, 'verify', { finding: '属实。' });
    const asOf = (instant: string) =>
      api.call('GET', `/v1/cases/${caseNo}/as-of?at=${encodeURIComponent(instant)}`, { as: 'zone' });
    expect(await asOf(at)).toMatchObject({ status: 200, body: { seq: 1, step: 'verify', allowed: [] } });
    expect(await asOf('2020-01-01T08:00:00+08:00')).toMatchObject({ status: 404, body: { code: 'NotFound' } });
    expect(await asOf('yesterday')).toMatchObject({ status: 400, body: { code: 'Malformed' } });
  });

  test('every deadline is derived line by line', async () => {
    const caseNo = await received();
    const { body } = await api.call('GET', `/v1/cases/${caseNo}/clock`, { as: 'zone' });
    const state = (await api.call('GET', `/v1/cases/${caseNo}`, { as: 'zone' })).body;
    expect(body.clocks.map(({ clock, due }: { clock: string; due: string }) => [clock, due])).toEqual(
      state.clocks.map(({ name, due }: { name: string; due: string }) => [name, due]),
    );
    expect(body.clocks.every(({ lines }: { lines: unknown[] }) => lines.length > 1)).toBe(true);
  });

  test('the overview counts what the caller may see, and no rehearsals', async () => {
    const fresh = async (query = '') => (await api.call('GET', `/v1/stats/overview${query}`, { as: 'zone' })).body;
    const before = await fresh();
    await received();
    await received({ rehearsal: true });
    const after = await fresh();
    expect(after.received).toBe(before.received + 1);
    expect(after.withResponsible).toBe(after.open);
    expect((await fresh('?rehearsals=true')).received).toBe(1);
    expect((await api.call('GET', '/v1/stats/overview', { as: 'yanjin' })).body.received).toBe(0);
  });
});

describe('the resident', () => {
  test('follows their own case with the receipt, and no other', async () => {
    const { body } = await api.receive();
    const { caseNo, secret } = body.receipt as unknown as { caseNo: string; secret: string };
    const signedIn = await api.call('POST', '/v1/sign-in', { body: { caseNo, secret: secret.toLowerCase() } });
    const as = signedIn.body.token;
    expect(signedIn.body.me).toEqual({ kind: 'resident', caseNo });
    const own = await api.call('GET', `/v1/cases/${caseNo}`, { as });
    expect(own.body.texts.reporter).toBe(ordinary.reporter);
    expect(own.body.allowed.map(({ action }: { action: string }) => action)).toEqual(['withdraw', 'note', 'attach']);
    const other = await received();
    expect((await api.call('GET', `/v1/cases/${other}`, { as })).status).toBe(404);
    expect((await api.act(as, other, 'withdraw', {}, '不用了')).status).toBe(404);
    expect((await api.call('GET', '/v1/cases', { as })).status).toBe(403);
  });

  test('reads what was said to them, not what offices wrote to each other, and may withdraw', async () => {
    const { body } = await api.receive();
    const { caseNo, secret } = body.receipt as unknown as { caseNo: string; secret: string };
    const as = (await api.call('POST', '/v1/sign-in', { body: { caseNo, secret } })).body.token;
    await api.act('zone', caseNo, 'note', { text: '内部：反映人情绪激动。' });
    expect(await api.act(as, caseNo, 'withdraw', {}, '已自行解决，谢谢。')).toMatchObject({
      status: 200,
      body: { outcome: 'withdrawn' },
    });
    const { items } = (await api.call('GET', `/v1/cases/${caseNo}/events`, { as })).body;
    expect(JSON.stringify(items)).not.toContain('内部');
    expect(items.at(-1)).toMatchObject({
      type: 'withdrawn',
      reason: '已自行解决，谢谢。',
      authority: { basis: 'receipt' },
    });
  });
});
