// Acting on cases through the door, over the real engine: once for each key, by those who may, on the picture that they saw.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { storeCaseType } from '../db/case-types.ts';
import { ordinary, startApi, type TestApi } from '../tests/support/api.ts';
import { utilityRepair } from '../workflows/case-types/utility-repair/index.ts';
import type { CaseAnswer } from './schemas.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ worker: true });
});
afterAll(() => api.close());

const street = 'xx.zone.yongfu';
const assigned = async (): Promise<string> => {
  const { caseNo } = (await api.receive()).body;
  await api.act('zone', caseNo, 'verify', { finding: '属实。' });
  return caseNo;
};

describe('acting', () => {
  test('an action answers the new state, and who is to act next', async () => {
    const caseNo = await assigned();
    const { status, headers, body } = await api.act('zone', caseNo, 'dispatch', {
      unit: street,
      demand: '三天内疏通。',
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ seq: 3, phase: 'disposal', responsible: { unit: street, name: '永福街道' }, hops: 1 });
    expect(headers.etag).toBe('"3"');
    const offered = async (as: string) =>
      (await api.call('GET', `/v1/cases/${caseNo}`, { as })).body.allowed.map(
        ({ action }: { action: string }) => action,
      );
    expect(await offered('yongfu')).toEqual(expect.arrayContaining(['complete', 'return', 'escalate']));
    expect(await offered('zone')).toEqual(expect.arrayContaining(['urge', 'supervise', 'takeOver']));
    expect(await offered('auditor')).toEqual([]);
  });

  test('an action answers what a look at the case does, and names who is to be next though they had no part in it', async () => {
    const next = { ...structuredClone(utilityRepair), version: utilityRepair.version + 1 };
    Object.assign(next.steps['repair'] as object, { owner: { department: 'd_water' } });
    await storeCaseType(api.database.db.pool, next, { by: 'test', owner: 'xx' });
    const { caseNo } = (await api.receive({ type: 'utility-repair', category: 'water' })).body;
    const acted = (await api.act('zone', caseNo, 'verify', { utility: 'water', danger: false, finding: '爆管。' }))
      .body;
    const dispatch = acted.allowed.find(({ action }) => action === 'dispatch');
    expect(dispatch?.to).toMatchObject({ unit: 'xx.zone.d_water', name: '示范区供水公司' });
    const seen: CaseAnswer = (await api.call('GET', `/v1/cases/${caseNo}`, { as: 'zone' })).body;
    const present = {
      now: expect.any(String),
      clocks: acted.clocks.map((c) => ({ ...c, slackMs: expect.any(Number) })),
    };
    expect(seen).toEqual({ ...acted, ...present });
  });

  test('the same key answers the same and does nothing twice, also after others acted', async () => {
    const caseNo = await assigned();
    const dispatch = (body: object, key: string) =>
      api.call('POST', `/v1/cases/${caseNo}/actions/dispatch`, {
        as: 'zone',
        body,
        headers: { 'idempotency-key': key, 'if-match': '"2"' },
      });
    const key = randomUUID();
    const first = await dispatch({ input: { unit: street } }, key);
    await api.act('yongfu', caseNo, 'progress', { progress: '已到场。' });
    const again = await dispatch({ input: { unit: street } }, key);
    expect(again).toMatchObject({ status: 200, body: { seq: 3, step: first.body.step } });
    expect(await dispatch({ input: { unit: 'xx.zone.d_zhujian' } }, key)).toMatchObject({
      status: 422,
      body: { code: 'KeyReused' },
    });
    const { body } = await api.call('GET', `/v1/cases/${caseNo}/events`, { as: 'zone' });
    expect(body.items.map(({ type }: { type: string }) => type)).toEqual([
      'received',
      'verified',
      'dispatched',
      'advanced',
    ]);
  });

  test('a refused key may come back with other words, and its texts are the ones that were acted on', async () => {
    const caseNo = await assigned();
    const note = (body: object) =>
      api.call('POST', `/v1/cases/${caseNo}/actions/dispatch`, {
        as: 'zone',
        body,
        headers: { 'idempotency-key': 'refused-then-right' },
      });
    // The centre has the case already: refused by the case itself, after the text went into the vault.
    const word = `甲${randomUUID().slice(0, 8)}`;
    expect(await note({ input: { unit: 'xx.zone', demand: word } })).toMatchObject({ status: 422 });
    const found = await api.call('GET', `/v1/cases?q=${encodeURIComponent(word)}`, { as: 'zone' });
    expect(found).toMatchObject({ status: 200, body: { items: [] } });
    expect(await note({ input: { unit: street, demand: '乙' } })).toMatchObject({ status: 200 });
    const { body } = await api.call('GET', `/v1/cases/${caseNo}/events`, { as: 'yongfu' });
    expect(body.items.at(-1).texts).toEqual({ demand: '乙' });
  });

  test('a key of the system’s own is refused, at reception as well', async () => {
    const caseNo = await assigned();
    const headers = { 'idempotency-key': 'system:calendar-zone-2' };
    const refused = { status: 400, body: { code: 'Malformed', detail: expect.stringContaining('system:') } };
    const url = `/v1/cases/${caseNo}/actions/note`;
    const body = { input: { text: '一' } };
    expect(await api.call('POST', url, { as: 'zone', body, headers })).toMatchObject(refused);
    expect(await api.call('POST', '/v1/cases', { as: 'zone', body: ordinary, headers })).toMatchObject(refused);
  });

  test('of two who act on the same picture, the second is told', async () => {
    const caseNo = await assigned();
    const ask = (unit: string) =>
      api.call('POST', `/v1/cases/${caseNo}/actions/dispatch`, {
        as: 'zone',
        body: { input: { unit } },
        headers: { 'idempotency-key': randomUUID(), 'if-match': '"2"' },
      });
    expect((await ask(street)).status).toBe(200);
    expect(await ask('xx.zone.d_water')).toMatchObject({ status: 412, body: { code: 'StaleVersion', seq: 3 } });
  });

  test('of two who act on the same picture at once, one does, and the other may decide again under the same key', async () => {
    for (let round = 0; round < 4; round++) {
      const caseNo = await assigned();
      const ask = (as: string, unit: string, seq: number) =>
        api.call('POST', `/v1/cases/${caseNo}/actions/reassign`, {
          as,
          body: { input: { unit }, reason: '改由专业部门处置。' },
          headers: { 'idempotency-key': `${as}-at-once-${round}`, 'if-match': `"${seq}"` },
        });
      const both: [string, string][] = [
        ['zone', 'xx.zone.d_water'],
        ['city', 'xx.zone.d_zhujian'],
      ];
      const answers = await Promise.all(both.map(([as, unit]) => ask(as, unit, 2)));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
      const lost = answers.findIndex(({ status }) => status === 412);
      expect(answers[lost]?.body).toMatchObject({ code: 'StaleVersion', seq: 3 });
      const [as, unit] = both[lost] as [string, string];
      expect(await ask(as, unit, 3)).toMatchObject({ status: 200, body: { seq: 4, responsible: { unit } } });
      // A repetition is answered as it was done, whatever the picture is by now.
      const [first, theirs] = both[1 - lost] as [string, string];
      expect(await ask(first, theirs, 2)).toMatchObject({
        status: 200,
        body: { seq: 3, responsible: { unit: theirs } },
      });
    }
  });

  test('somebody else with the same key and the same words is not told that they did it', async () => {
    const caseNo = await assigned();
    const key = randomUUID();
    const dispatch = (as: string) =>
      api.call('POST', `/v1/cases/${caseNo}/actions/dispatch`, {
        as,
        body: { input: { unit: street } },
        headers: { 'idempotency-key': key },
      });
    expect((await dispatch('zone')).status).toBe(200);
    expect(await dispatch('yongfu')).toMatchObject({ status: 422, body: { code: 'KeyReused' } });
    expect((await dispatch('zone')).status).toBe(200);
  });

  test('the key that a case was opened with acknowledges nothing else', async () => {
    const key = randomUUID();
    const { body } = await api.call('POST', '/v1/cases', {
      as: 'zone',
      body: ordinary,
      headers: { 'idempotency-key': key },
    });
    for (const [action, input, reason] of [
      ['note', { text: '备注' }, null],
      ['escalate', {}, '提级'],
      ['urge', {}, null],
    ] as const) {
      for (const _ of ['once', 'again']) {
        const answer = await api.call('POST', `/v1/cases/${body.caseNo}/actions/${action}`, {
          as: 'zone',
          body: { input, reason },
          headers: { 'idempotency-key': key },
        });
        expect(answer, action).toMatchObject({ status: 422, body: { code: 'KeyReused' } });
      }
    }
  });

  test('an act whose key was lost is known by the ledger, and by nothing else that comes under its key', async () => {
    const caseNo = await assigned();
    const key = randomUUID();
    const note = (text: string) =>
      api.call('POST', `/v1/cases/${caseNo}/actions/note`, {
        as: 'zone',
        body: { input: { text } },
        headers: { 'idempotency-key': key },
      });
    expect(await note('甲')).toMatchObject({ status: 200, body: { seq: 3 } });
    await api.database.db.pool.query('delete from request_key where case_no = $1', [caseNo]);
    expect(await note('乙')).toMatchObject({ status: 422, body: { code: 'KeyReused' } });
    expect(await note('甲')).toMatchObject({ status: 200, body: { seq: 3 } });
  });

  test('many with one key at once act once', async () => {
    const caseNo = await assigned();
    const headers = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all(
      Array.from({ length: 6 }, () =>
        api.call('POST', `/v1/cases/${caseNo}/actions/note`, {
          as: 'zone',
          body: { input: { text: '备注' } },
          headers,
        }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
    for (const { status, body } of answers.filter((each) => each.status !== 200)) {
      expect({ status, code: body.code }).toEqual({ status: 409, code: 'KeyInFlight' });
    }
    expect((await api.call('GET', `/v1/cases/${caseNo}`, { as: 'zone' })).body.seq).toBe(3);
  });

  test.each([
    ['dance', {}, undefined, 404, 'UnknownAction', undefined],
    ['complete', {}, undefined, 409, 'IllegalAction', undefined],
    ['approveExtension', {}, undefined, 403, 'NotAuthorised', undefined],
    ['dispatch', {}, undefined, 422, 'InvalidInput', '/input/unit'],
    ['dispatch', { unit: street, rush: true }, undefined, 422, 'InvalidInput', '/input/rush'],
    ['dispatch', { unit: 'xx.zone.nowhere' }, undefined, 422, 'UnknownUnit', '/input/unit'],
    ['dispatch', { unit: 'xx.yanjin' }, undefined, 422, 'UnknownUnit', '/input/unit'],
    ['escalate', {}, undefined, 422, 'InvalidInput', '/reason'],
    ['reassign', { unit: 5 }, '换人', 422, 'InvalidInput', '/input/unit'],
    ['note', { text: 'x'.repeat(10_001) }, undefined, 422, 'InvalidInput', '/input/text'],
    ['note', { text: '\ud800' }, undefined, 422, 'InvalidInput', '/input/text'],
    ['attach', { files: ['none'] }, undefined, 422, 'InvalidInput', '/input/files/0'],
  ])('%s %# is refused and changes nothing', async (action, input, reason, status, code, pointer) => {
    const caseNo = await assigned();
    const answer = await api.act('zone', caseNo, action, input, reason);
    expect(answer).toMatchObject({ status, body: { code } });
    if (pointer) {
      expect((answer.body as unknown as { errors: unknown }).errors).toContainEqual(
        expect.objectContaining({ pointer }),
      );
    }
    expect((await api.call('GET', `/v1/cases/${caseNo}`, { as: 'zone' })).body.seq).toBe(2);
  });

  test('who asked for more time is not offered its approval, nor given it, after handing the case below', async () => {
    const caseNo = await assigned();
    await api.act('zone', caseNo, 'requestExtension', { clock: 'case', amount: 90, unit: 'workingDay' }, '人手不足。');
    const { body } = await api.act('zone', caseNo, 'reassign', { unit: street }, '转下级。');
    const offered = body.allowed.map(({ action }) => action);
    expect(offered).toContain('refuseExtension');
    expect(offered).not.toContain('approveExtension');
    const lapsed = expect.stringContaining('失效');
    expect(await api.act('zone', caseNo, 'approveExtension', {})).toMatchObject({
      status: 409,
      body: { code: 'IllegalAction', detail: lapsed },
    });
    const preview = await api.call('POST', '/v1/actions/approveExtension/preview', {
      as: 'zone',
      body: { caseNos: [caseNo] },
    });
    expect(preview.body).toMatchObject({ offered: null, items: [{ why: lapsed }] });
  });

  test('who has no part in a case cannot act on it, nor learn that it exists', async () => {
    const caseNo = await assigned();
    for (const as of ['yanjin', 'water', 'wenchang']) {
      expect(await api.act(as, caseNo, 'note', { text: '路过' }), as).toMatchObject({
        status: 404,
        body: { code: 'NotFound' },
      });
    }
  });
});

test('a resident acts so often within a day, and so often a minute; a repetition is answered all the same, and offices go on', async () => {
  const small = await startApi({ worker: true, limits: { actsOfResident: 2, actsOfResidentAMinute: 4 } });
  const { caseNo, receipt } = (await small.receive()).body;
  const { token } = (await small.call('POST', '/v1/sign-in', { body: { caseNo, secret: receipt.secret } })).body;
  const note = (key: string) =>
    small.call('POST', `/v1/cases/${caseNo}/actions/note`, {
      as: token,
      body: { input: { text: key } },
      headers: { 'idempotency-key': key },
    });
  expect([(await note('resident-note-1')).status, (await note('resident-note-2')).status]).toEqual([200, 200]);
  const ofDay = { status: 429, body: { code: 'TooManyRequests', detail: expect.stringContaining('24') } };
  expect(await note('resident-note-3')).toMatchObject(ofDay);
  expect(await note('resident-note-1')).toMatchObject({ status: 200, body: { seq: 2 } });
  const ofMinute = await note('resident-note-4');
  expect(ofMinute).toMatchObject({ status: 429, body: { detail: expect.not.stringContaining('24') } });
  expect(Number(ofMinute.headers['retry-after'])).toBeGreaterThan(0);
  expect((await small.act('zone', caseNo, 'verify', { finding: '属实。' })).status).toBe(200);
  await small.close();
});
