// Administration: the org tree, working calendars and case types, each within the administrator's own room.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { publishCalendar } from '../db/calendars.ts';
import { storeCaseType } from '../db/case-types.ts';
import { inChina } from '../platform/china-time.ts';
import { ordinary, startApi, type TestApi } from '../tests/support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ worker: true });
});
afterAll(() => api.close());

describe('the org tree', () => {
  test('is read whole or from a unit down, each unit after the one above it', async () => {
    const all = (await api.call('GET', '/v1/org', { as: 'water' })).body.items;
    expect(all[0]).toEqual({ path: 'xx', name: '新乡市', level: 'city', gridClass: null, active: true });
    const { items } = (await api.call('GET', '/v1/org?under=xx.zone.yongfu', { as: 'water' })).body;
    expect(items.length).toBeGreaterThan(10);
    expect(items.every(({ path }: { path: string }) => path.startsWith('xx.zone.yongfu'))).toBe(true);
    expect(all).toContainEqual(expect.objectContaining({ path: 'xx.zone.d_water', level: 'department' }));
  });

  test('a unit is entered, renamed, used, deactivated and revived', async () => {
    const put = (name: string) => api.call('PUT', '/v1/org/xx.zone.d_parks', { as: 'admin', body: { name } });
    expect(await put('园林处')).toMatchObject({ status: 200, body: { level: 'department', active: true } });
    expect(await put('园林局')).toMatchObject({ status: 200, body: { name: '园林局' } });
    const { caseNo } = (await api.receive()).body;
    await api.act('zone', caseNo, 'verify', { finding: '属实' });
    const { body } = await api.act('zone', caseNo, 'dispatch', { unit: 'xx.zone.d_parks' });
    expect(body.responsible).toEqual({ unit: 'xx.zone.d_parks', name: '园林局', onDuty: null });
    const remove = () => api.call('DELETE', '/v1/org/xx.zone.d_parks', { as: 'admin' });
    const refused = await remove();
    expect(refused).toMatchObject({ status: 409, body: { code: 'IllegalAction' } });
    expect(refused.body.detail).toContain('1 件');
    await api.act('zone', caseNo, 'reassign', { unit: 'xx.zone.yongfu' }, '园林局撤并');
    expect((await remove()).status).toBe(204);
    expect((await remove()).status).toBe(404);
    const then = (await api.call('GET', `/v1/cases/${caseNo}/as-of?at=${body.since}`, { as: 'zone' })).body;
    expect(then.responsible.name).toBe('园林局');
    const again = await api.act('zone', caseNo, 'reassign', { unit: 'xx.zone.d_parks' }, '误操作');
    expect(again).toMatchObject({ status: 422, body: { code: 'UnknownUnit' } });
    const { items } = (await api.call('GET', `/v1/cases/${caseNo}/events`, { as: 'zone' })).body;
    expect(items.at(-1).type).toBe('reassigned');
    expect((await put('园林局')).status).toBe(200);
  });

  test.each([
    ['xx.yanjin.d_parks', 403, 'NotAuthorised'],
    ['xx', 403, 'NotAuthorised'],
    ['xx.zone.nowhere.deeper', 422, 'UnknownUnit'],
    ['xx.zone.UPPER', 404, 'NotFound'],
  ])('%s cannot be entered by the zone’s administrator', async (path, status, code) => {
    const answer = await api.call('PUT', `/v1/org/${path}`, { as: 'admin', body: { name: '某处' } });
    expect(answer).toMatchObject({ status, body: { code } });
  });
});

describe('a unit that is deactivated, or left by its people', () => {
  const enter = (as: string, path: string, name: string) => api.call('PUT', `/v1/org/${path}`, { as, body: { name } });
  const person = (name: string, of: string, role: string) =>
    api.call('POST', '/v1/people', { as: 'admin', body: { name, unit: of, role, post: 'officer' } });
  const remove = (path: string) => api.call('DELETE', `/v1/org/${path}`, { as: 'admin' });
  const setActive = (id: string, active: boolean) =>
    api.call('PUT', `/v1/people/${id}`, { as: 'admin', body: { active } });

  test('has nobody in service, there or below it', async () => {
    const street = 'xx.zone.newstreet';
    const community = `${street}.newvillage`;
    await enter('admin', street, '新街道');
    await enter('admin', community, '新村');
    const { body: head } = await person('赵六', community, 'community');
    const refused = await remove(street);
    expect(refused).toMatchObject({ status: 409, body: { code: 'IllegalAction' } });
    expect(refused.body.detail).toContain('赵六');
    const { items } = (await api.call('GET', `/v1/org?under=${street}`, { as: 'admin' })).body;
    expect(items.every(({ active }: { active: boolean }) => active)).toBe(true);
    expect((await setActive(head.person, false)).status).toBe(200);
    expect((await remove(street)).status).toBe(204);
    // Nor does anybody come to it, or back to it.
    expect(await setActive(head.person, true)).toMatchObject({ status: 422, body: { code: 'UnknownUnit' } });
    expect(await person('孙七', community, 'community')).toMatchObject({ status: 422, body: { code: 'UnknownUnit' } });
  });

  test('has no open case that may come back to it, and none that it works on', async () => {
    const path = 'xx.zone.d_lamps';
    await enter('admin', path, '路灯所');
    const { body: officer } = await person('吴九', path, 'department');
    const given = { as: 'admin', body: { username: 'lamps' } };
    const { password } = (await api.call('PUT', `/v1/people/${officer.person}/sign-in`, given)).body;
    const { token } = (await api.call('POST', '/v1/sign-in', { body: { username: 'lamps', password } })).body;
    const dispatched = async (): Promise<string> => {
      const { caseNo } = (await api.receive()).body;
      await api.act('zone', caseNo, 'verify', { finding: '属实' });
      await api.act('zone', caseNo, 'dispatch', { unit: path });
      return caseNo;
    };
    const [further, escalated] = [await dispatched(), await dispatched()];
    await api.act(token, further, 'dispatch', { unit: 'xx.zone.d_water' });
    await api.act(token, escalated, 'escalate', {}, '需要统筹');
    await setActive(officer.person, false);

    const refused = await remove(path);
    expect(refused).toMatchObject({ status: 409, body: { code: 'IllegalAction' } });
    expect(refused.body.detail).toContain('2 件');
    // Had back and given to another, it comes back no more.
    for (const unit of [path, 'xx.zone.d_water']) await api.act('zone', further, 'reassign', { unit }, '撤并');
    await api.act('zone', escalated, 'reassign', { unit: 'xx.zone.d_water' }, '撤并');
    expect((await remove(path)).status).toBe(204);
  });

  test('has no open case of its area that may come to it, and none that may do so once reopened', async () => {
    const path = 'xx.zone.laststreet';
    await enter('admin', path, '末街道');
    await enter('admin', `${path}.village`, '末村');
    const refusal = async (): Promise<string> => {
      const { status, body } = await remove(path);
      expect({ status, code: body.code }).toEqual({ status: 409, code: 'IllegalAction' });
      return body.detail;
    };
    const { caseNo, receipt } = (await api.receive({ source: 'grid', area: `${path}.village` })).body;
    const signIn = { body: { caseNo, secret: receipt.secret } };
    const { token } = (await api.call('POST', '/v1/sign-in', signIn)).body;
    await api.act('zone', caseNo, 'takeOver', {}, '街道撤并');
    // It lies in the street, whose step it may enter again.
    expect(await refusal()).toContain('1 件未办结');
    await api.act(token, caseNo, 'withdraw', {}, '不需要了');
    expect(await refusal()).toContain('1 件已办结');
  });

  test('has nobody on duty from then on', async () => {
    const path = 'xx.zone.d_heating';
    await enter('admin', path, '热力公司');
    const { body: officer } = await person('周八', 'xx.zone', 'county');
    const from = new Date(Date.now() - 60_000).toISOString();
    const entered = await api.call('POST', `/v1/org/${path}/duty`, {
      as: 'admin',
      body: { person: officer.person, from, to: null },
    });
    expect(entered.status).toBe(201);
    expect((await remove(path)).status).toBe(204);
    await enter('admin', path, '热力公司');
    const { items } = (await api.call('GET', `/v1/org/staffing?under=${path}`, { as: 'admin' })).body;
    expect(items).toMatchObject([{ path, onDuty: null }]);
  });

  test('may lose its last person, which says how many open cases nobody answers for until somebody stands in', async () => {
    const path = 'xx.zone.d_markets';
    await enter('admin', path, '市场局');
    const { body: officer } = await person('郑十', path, 'department');
    const { caseNo } = (await api.receive()).body;
    await api.act('zone', caseNo, 'verify', { finding: '属实' });
    await api.act('zone', caseNo, 'dispatch', { unit: path });
    const named = async () => (await api.call('GET', '/v1/stats/overview', { as: 'zone' })).body.withResponsible;
    const before = await named();
    expect(await setActive(officer.person, false)).toMatchObject({ status: 200, body: { unanswered: 1 } });
    expect(await named()).toBe(before - 1);
    const { person: standIn } = (await api.call('GET', '/v1/me', { as: 'zone' })).body;
    const duty = { person: standIn, from: new Date(Date.now() - 60_000).toISOString(), to: null };
    expect((await api.call('POST', `/v1/org/${path}/duty`, { as: 'admin', body: duty })).status).toBe(201);
    expect(await named()).toBe(before);
    expect((await setActive(officer.person, false)).body.unanswered).toBe(0);
  });

  test('lets nobody in who was left in it before', async () => {
    const token = await api.token('water');
    const set = (active: boolean) =>
      api.database.db.pool.query(`update org_unit set active = $1 where path = 'xx.zone.d_water'`, [active]);
    await set(false);
    expect((await api.call('GET', '/v1/me', { as: token })).status).toBe(401);
    await set(true);
    expect((await api.call('GET', '/v1/me', { as: token })).status).toBe(200);
  });
});

describe('working calendars', () => {
  const calendar = async () => (await api.call('GET', '/v1/calendars/zone', { as: 'zone' })).body;

  test('are listed, read, and derive a deadline line by line', async () => {
    const { items } = (await api.call('GET', '/v1/calendars', { as: 'zone' })).body;
    expect(items.map(({ name }: { name: string }) => name)).toEqual(['cn', 'zone']);
    const url = '/v1/calendars/cn/derive?start=2026-09-30T09:00:00%2B08:00&amount=2&unit=workingDay';
    const { body } = await api.call('GET', url, { as: 'zone' });
    expect(body.due).toBe('2026-10-09T09:30:00.000Z');
    expect(body.lines.map(({ why }: { why: string }) => why).join()).toContain('国庆节');
    expect(await api.call('GET', '/v1/calendars/mars', { as: 'zone' })).toMatchObject({ status: 404 });
  });

  test('a year that is not published is an error that says so', async () => {
    const url = '/v1/calendars/cn/derive?start=2031-01-05T09:00:00%2B08:00&amount=2&unit=workingDay';
    expect(await api.call('GET', url, { as: 'zone' })).toMatchObject({
      status: 422,
      body: { code: 'CalendarYearMissing' },
    });
  });

  test('a deadline beyond the years that are written with four digits is refused in words', async () => {
    const url = '/v1/calendars/cn/derive?start=9999-12-31T00:00:00Z&amount=3650&unit=hour';
    expect(await api.call('GET', url, { as: 'zone' })).toMatchObject({ status: 422, body: { code: 'InvalidInput' } });
  });

  test('a new version moves the deadlines of the open cases and says which', async () => {
    const { caseNo, state } = (await api.receive({ urgency: 'normal' })).body;
    const before = await calendar();
    const due = state.clocks.find(({ name }) => name === 'step')?.due;
    const day = String(due).slice(0, 10);
    const year = before.years[day.slice(0, 4)];
    const edited = {
      ...before,
      name: undefined,
      version: before.version + 1,
      years: { ...before.years, [day.slice(0, 4)]: { ...year, off: [...year.off, { date: day, name: '临时放假' }] } },
    };
    const put = () => api.call('PUT', '/v1/calendars/zone', { as: 'admin', body: edited });
    const { status, body } = await put();
    expect(status).toBe(200);
    const moved = body.moved.filter((each: { caseNo: string }) => each.caseNo === caseNo);
    expect(moved).toEqual([{ caseNo, clock: 'step', from: due, to: expect.any(String) }]);
    expect(moved[0].to > moved[0].from).toBe(true);
    expect(body.pending).toEqual([]);
    const after = (await api.call('GET', `/v1/cases/${caseNo}`, { as: 'zone' })).body;
    expect(after.clocks.find(({ name }: { name: string }) => name === 'step').due).toBe(moved[0].to);
    // Asked again it tells the same and moves nothing twice.
    expect((await put()).body.moved).toEqual(body.moved);
    expect((await api.call('GET', `/v1/cases/${caseNo}`, { as: 'zone' })).body.seq).toBe(after.seq);
  });

  test('no key of a person keeps a version from a case', async () => {
    const { caseNo } = (await api.receive()).body;
    const { name: _, ...before } = await calendar();
    const version = before.version + 1;
    const noted = await api.call('POST', `/v1/cases/${caseNo}/actions/note`, {
      as: 'zone',
      body: { input: { text: '一' } },
      headers: { 'idempotency-key': `calendar-zone-${version}` },
    });
    expect(noted.status).toBe(200);
    const { body } = await api.call('PUT', '/v1/calendars/zone', { as: 'admin', body: { ...before, version } });
    expect(body.pending).toEqual([]);
    const { items } = (await api.call('GET', `/v1/cases/${caseNo}/events`, { as: 'zone' })).body;
    expect(items.at(-1)).toMatchObject({ type: 'calendarAdopted', data: { calendar: { name: 'zone', version } } });
  });

  test('an older version that is published again changes no case that follows a later one', async () => {
    const { caseNo } = (await api.receive()).body;
    const { name: _, ...before } = await calendar();
    const put = (later: number) =>
      api.call('PUT', '/v1/calendars/zone', { as: 'admin', body: { ...before, version: before.version + later } });
    await put(1);
    await put(2);
    const { seq } = (await api.call('GET', `/v1/cases/${caseNo}`, { as: 'zone' })).body;
    expect(await put(1)).toMatchObject({ status: 200, body: { moved: [], unmoved: 0, pending: [] } });
    expect((await put(2)).body.unmoved).toBeGreaterThan(0);
    const { status, body } = await api.act('city', caseNo, 'supervise', { card: 'yellow' }, '督办');
    expect([status, body.seq]).toEqual([200, seq + 1]);
    const { items } = (await api.call('GET', `/v1/cases/${caseNo}/events`, { as: 'zone' })).body;
    expect(items.at(-1).data.clock.calendar).toEqual({ name: 'zone', version: before.version + 2 });
  });

  test('a dry run says what would move, and moves nothing; afterwards the version tells the same', async () => {
    const { caseNo, state } = (await api.receive({ urgency: 'normal' })).body;
    const { name: _, ...before } = await calendar();
    const day = String(state.clocks.find(({ name }) => name === 'step')?.due).slice(0, 10);
    const year = before.years[day.slice(0, 4)];
    const off = [...year.off.filter(({ date }: { date: string }) => date !== day), { date: day, name: '临时放假' }];
    const body = {
      ...before,
      version: before.version + 1,
      years: { ...before.years, [day.slice(0, 4)]: { ...year, off } },
    };
    const put = (dryRun: boolean) => api.call('PUT', `/v1/calendars/zone?dryRun=${dryRun}`, { as: 'admin', body });
    const ofCase = (moves: { caseNo: string }[]) => moves.filter((each) => each.caseNo === caseNo);

    const dry = (await put(true)).body;
    expect(dry).toMatchObject({ published: false, complete: true, pending: [] });
    expect(ofCase(dry.moved)).toHaveLength(1);
    expect((await calendar()).version).toBe(before.version);
    expect((await api.call('GET', `/v1/cases/${caseNo}`, { as: 'zone' })).body.seq).toBe(state.seq);

    const real = (await put(false)).body;
    expect(real.published).toBe(true);
    expect(ofCase(real.moved)).toEqual(ofCase(dry.moved));
    const { items } = (await api.call('GET', '/v1/calendars/zone/versions', { as: 'auditor' })).body;
    expect(items[0]).toMatchObject({
      calendar: { version: body.version },
      publishedBy: { name: expect.any(String) },
    });
    const told = (await api.call('GET', `/v1/calendars/zone/versions/${body.version}/moved`, { as: 'auditor' })).body;
    expect(ofCase(told.items)).toMatchObject([{ seq: state.seq + 1, moved: [{ clock: 'step' }] }]);
    expect(told.moved).toBeGreaterThan(0);
    // Another county sees none of it.
    const elsewhere = await api.call('GET', `/v1/calendars/zone/versions/${body.version}/moved`, { as: 'yanjin' });
    expect(elsewhere.body).toMatchObject({ items: [], adopted: 0, moved: 0 });
  });

  test('the list says which calendars are the caller’s to edit', async () => {
    const mine = async (as: string) =>
      (await api.call('GET', '/v1/calendars', { as })).body.items
        .filter((each: { mine: boolean }) => each.mine)
        .map(({ name }: { name: string }) => name);
    expect([await mine('admin'), await mine('city-admin'), await mine('zone')]).toEqual([['zone'], ['cn', 'zone'], []]);
  });

  test.each([
    ['a version that does not follow', { version: 99 }, 422, 'InvalidInput'],
    ['hours without end', { hours: [{ from: '09:00', to: '25:00' }] }, 422, 'InvalidInput'],
    ['no weekday at all', { weekdays: [] }, 422, 'InvalidInput'],
  ])('%s is refused', async (_what, change, status, code) => {
    const { name: _, ...body } = { ...(await calendar()), ...change };
    expect(await api.call('PUT', '/v1/calendars/zone', { as: 'admin', body })).toMatchObject({
      status,
      body: { code },
    });
  });

  test('a make-up day that is worked in an ordinary week was copied wrongly, and is refused', async () => {
    const { name: _, ...before } = await calendar();
    const put = (date: string, dryRun: boolean, weekdays = before.weekdays) => {
      const years = { ...before.years, 2027: { notice: '示例', off: [], work: [{ date, name: '春节' }] } };
      const body = { ...before, version: before.version + 1, weekdays, years };
      return api.call('PUT', `/v1/calendars/zone?dryRun=${dryRun}`, { as: 'admin', body });
    };
    const [sunday, tuesday] = ['2027-02-14', '2027-02-16'];
    for (const dryRun of [true, false]) {
      expect(await put(tuesday, dryRun)).toMatchObject({
        status: 422,
        body: {
          code: 'InvalidInput',
          detail: expect.stringContaining('2027-02-16 是星期二'),
          errors: [{ pointer: '/years/2027/work/0/date' }],
        },
      });
    }
    expect((await put(sunday, true)).status).toBe(200);
    // Notices list weekend days for everybody, also for who works on them.
    expect((await put(sunday, true, [1, 2, 3, 4, 5, 6, 7])).status).toBe(200);
    expect((await calendar()).version).toBe(before.version);
  });

  test('a version that lacks the present year, one of the latest version or one between is refused, and says which', async () => {
    const { name: _, ...before } = await calendar();
    const own = { notice: '示例', off: [], work: [] };
    const put = (name: string, years: object, version: number, dryRun = false) =>
      api.call('PUT', `/v1/calendars/${name}?dryRun=${dryRun}`, {
        as: name === 'zone' ? 'admin' : 'city-admin',
        body: { ...before, years, version },
      });
    const [present, last] = [inChina(new Date()).year, Math.max(...Object.keys(before.years).map(Number))];
    const { [present]: _present, ...without } = before.years;
    for (const [years, year] of [
      [without, present],
      [{ ...before.years, [last + 3]: own }, last + 1],
    ] as const) {
      for (const dryRun of [true, false]) {
        expect(await put('zone', years, before.version + 1, dryRun)).toMatchObject({
          status: 422,
          body: {
            code: 'InvalidInput',
            detail: expect.stringContaining(`缺 ${year} 年`),
            errors: [{ pointer: '/years' }],
          },
        });
      }
    }
    expect((await calendar()).version).toBe(before.version);
    // Nor does a county's first calendar know less than the shared one that it takes the place of.
    expect(await put('yanjin', {}, 1)).toMatchObject({ status: 422, body: { code: 'InvalidInput' } });
  });

  test('a request in a year without calendar is receipted, and becomes a case once the year is published', async () => {
    const { name: _, ...present } = await calendar();
    const put = (years: object, version: number) =>
      api.call('PUT', '/v1/calendars/zone', { as: 'admin', body: { ...present, years, version } });
    const key = { 'idempotency-key': randomUUID() };
    const receive = () => api.call('POST', '/v1/cases', { as: 'zone', body: ordinary, headers: key });
    const open = (await api.receive()).body.caseNo;
    // Published before such versions were refused.
    const empty = { ...present, name: 'zone', version: present.version + 1, years: {} };
    await publishCalendar(api.database.db, empty, { person: 'p-test' });
    const without = await put({}, empty.version);
    // An open case keeps its deadlines rather than follow a calendar that cannot give any.
    expect(without.body.pending).toContain(open);
    const waiting = await receive();
    expect(waiting).toMatchObject({ status: 202, body: { notice: expect.stringContaining('日历') } });
    expect((await put(present.years, present.version + 2)).body.pending).toEqual([]);
    expect(await receive()).toMatchObject({ status: 201, body: { receipt: waiting.body.receipt, state: { seq: 1 } } });
  });

  test('the shared calendar is the city’s to edit', async () => {
    const { name: _, ...body } = (await api.call('GET', '/v1/calendars/cn', { as: 'admin' })).body;
    const put = (as: string) =>
      api.call('PUT', '/v1/calendars/cn', { as, body: { ...body, version: body.version + 1 } });
    expect(await put('admin')).toMatchObject({ status: 403, body: { code: 'NotAuthorised' } });

    // Nor does it belong to a county whose label is its name.
    const asCity = (method: 'POST' | 'PUT' | 'DELETE', url: string, body?: object) =>
      api.call(method, url, { as: 'city-admin', body });
    await asCity('PUT', '/v1/org/xx.cn', { name: '菜牛县' });
    const entry = { name: '钱十', unit: 'xx.cn', role: 'administrator', post: 'officer' };
    const { person } = (await asCity('POST', '/v1/people', entry)).body;
    const { password } = (await asCity('PUT', `/v1/people/${person}/sign-in`, { username: 'cn-admin' })).body;
    const { token } = (await api.call('POST', '/v1/sign-in', { body: { username: 'cn-admin', password } })).body;
    expect(await put(token)).toMatchObject({ status: 403, body: { code: 'NotAuthorised' } });
    const { items } = (await api.call('GET', '/v1/calendars', { as: token })).body;
    expect(items.filter(({ mine }: { mine: boolean }) => mine)).toEqual([]);
    await asCity('PUT', `/v1/people/${person}`, { active: false });
    expect((await asCity('DELETE', '/v1/org/xx.cn')).status).toBe(204);
  });
});

describe('case types', () => {
  const latest = async (name: string) =>
    (await api.call('GET', '/v1/case-types', { as: 'zone' })).body.items.find(
      ({ definition }: { definition: { name: string } }) => definition.name === name,
    );
  const publish = (definition: object, as = 'city-admin') =>
    api.call('POST', '/v1/case-types', { as, body: definition });

  test('are data that everybody reads, with their hash', async () => {
    const { items } = (await api.call('GET', '/v1/case-types', { as: 'water' })).body;
    expect(items.map(({ definition }: { definition: { name: string } }) => definition.name)).toEqual([
      'general-request',
      'neighbour-dispute',
      'utility-repair',
    ]);
    const [{ hash, definition }] = items;
    const url = `/v1/case-types/${definition.name}/${definition.version}`;
    expect((await api.call('GET', url, { as: 'water' })).body).toEqual({ hash, definition });
    expect((await api.call('GET', `/v1/case-types/${definition.name}/999`, { as: 'water' })).status).toBe(404);
  });

  test('a new version is for new cases; running ones keep theirs', async () => {
    const { definition } = await latest('neighbour-dispute');
    const { caseNo } = (await api.receive({ type: 'neighbour-dispute' })).body;
    const next = { ...definition, version: definition.version + 1, label: { zh: '邻里矛盾', en: 'Dispute' } };
    expect((await publish(next)).status).toBe(201);
    expect((await publish(next)).status).toBe(201);
    expect((await api.call('GET', `/v1/cases/${caseNo}`, { as: 'zone' })).body.typeLabel.zh).toBe(definition.label.zh);
    expect((await api.receive({ type: 'neighbour-dispute' })).body.state).toMatchObject({
      typeLabel: { zh: '邻里矛盾' },
      type: { version: definition.version + 1 },
    });
  });

  test('a published version never changes', async () => {
    const { definition } = await latest('utility-repair');
    const answer = await publish({ ...definition, label: { zh: '改名', en: 'Renamed' } });
    expect(answer).toMatchObject({ status: 422, body: { code: 'CaseTypeInvalid', errors: [{ pointer: '/version' }] } });
  });

  test('one that fails its checks is refused with every finding, its place and what to do', async () => {
    const { definition } = await latest('utility-repair');
    const broken = { ...definition, version: 50, initial: 'nowhere' };
    const answer = await publish(broken);
    expect(answer).toMatchObject({ status: 422, body: { code: 'CaseTypeInvalid' } });
    expect(answer.body.errors).toContainEqual({ pointer: '/initial', message: expect.stringContaining('UnknownStep') });
    expect(await publish({})).toMatchObject({ status: 422, body: { code: 'CaseTypeInvalid' } });
  });

  test('are checked without being published', async () => {
    const { hash, definition } = await latest('utility-repair');
    const check = async (body: object) =>
      (await api.call('POST', '/v1/case-types/check', { as: 'city-admin', body })).body;
    const next = { ...definition, version: definition.version + 1 };
    expect(await check(definition)).toMatchObject({ findings: [], version: 'known', hash });
    expect(await check({ ...definition, label: { zh: '改名', en: 'Renamed' } })).toMatchObject({
      findings: [],
      version: 'conflict',
    });
    expect(await check({ ...next, version: definition.version + 5 })).toMatchObject({ version: 'skips' });
    expect(await check(next)).toMatchObject({ findings: [], version: 'next', latest: definition.version });
    const broken = await check({ ...next, initial: 'nowhere' });
    expect(broken).toMatchObject({ version: null });
    expect(broken.findings).toContainEqual(expect.objectContaining({ pointer: '/initial', code: 'UnknownStep' }));
    expect(await check({})).toMatchObject({ version: null, hash: null });
    expect((await latest('utility-repair')).definition.version).toBe(definition.version);
  });

  test('with characters that cannot be stored are told so, checked and published alike', async () => {
    const { definition } = await latest('utility-repair');
    for (const zh of ['维修\u0000', '维修\ud83d']) {
      const body = { ...definition, version: definition.version + 1, label: { zh, en: 'Repair' } };
      const checked = await api.call('POST', '/v1/case-types/check', { as: 'city-admin', body });
      expect(checked).toMatchObject({
        status: 200,
        body: { findings: [{ pointer: '/label/zh', code: 'TextUnstorable' }], version: null, hash: null },
      });
      expect(await publish(body)).toMatchObject({ status: 422, body: { errors: [{ pointer: '/label/zh' }] } });
    }
  });

  test('tell their versions, who published them, and how many open cases carry each', async () => {
    const { definition } = await latest('utility-repair');
    const versions = async () => (await api.call('GET', '/v1/case-types/utility-repair', { as: 'zone' })).body.items;
    const [before] = await versions();
    await api.receive({ type: 'utility-repair' });
    expect((await publish({ ...definition, version: definition.version + 1 })).status).toBe(201);
    const [next, old] = await versions();
    expect(next).toMatchObject({ version: definition.version + 1, open: 0, publishedBy: { name: expect.any(String) } });
    expect(old).toMatchObject({ version: definition.version, open: before.open + 1 });
    expect(await api.call('GET', '/v1/case-types/nothing-such', { as: 'zone' })).toMatchObject({ status: 404 });
  });

  test('belong to the city or county that published them first; only its administrators go on with them', async () => {
    const { definition, owner, mine } = await latest('utility-repair');
    expect({ owner, mine }).toEqual({ owner: 'xx', mine: false });
    const next = { ...definition, version: definition.version + 1, label: { zh: '改名', en: 'Renamed' } };
    const refused = await publish(next, 'admin');
    expect(refused).toMatchObject({ status: 403, body: { code: 'NotAuthorised' } });
    expect(refused.body.detail).toContain('xx');
    const checked = await api.call('POST', '/v1/case-types/check', { as: 'admin', body: next });
    expect(checked.body).toMatchObject({ version: null, owner: 'xx', findings: [{ code: 'OwnedByAnother' }] });
    expect((await latest('utility-repair')).definition.version).toBe(definition.version);

    const own = { ...definition, name: 'zone-noise', version: 1, categories: ['zoneNoise'] };
    expect((await publish(own, 'admin')).status).toBe(201);
    expect(await latest('zone-noise')).toMatchObject({ owner: 'xx.zone', mine: false });
    const { items } = (await api.call('GET', '/v1/case-types', { as: 'admin' })).body;
    expect(items.filter((each: { mine: boolean }) => each.mine)).toMatchObject([{ owner: 'xx.zone' }]);
    // The city stands above the county.
    expect((await publish({ ...own, version: 2 }, 'city-admin')).status).toBe(201);
    expect((await publish({ ...own, version: 3 }, 'admin')).status).toBe(201);
    expect(await latest('zone-noise')).toMatchObject({ owner: 'xx.zone', definition: { version: 3 } });
  });

  test.each([2, 900_000])('have no version left out, such as %i more', async (more) => {
    const { definition } = await latest('general-request');
    const version = definition.version + more;
    const answer = await publish({ ...definition, version });
    const expected = definition.version + 1;
    expect(answer).toMatchObject({ status: 422, body: { code: 'InvalidInput', errors: [{ pointer: '/version' }] } });
    expect(answer.body.detail).toContain(`is ${expected}.`);
    const check = await api.call('POST', '/v1/case-types/check', {
      as: 'city-admin',
      body: { ...definition, version },
    });
    expect(check).toMatchObject({ status: 200, body: { version: 'skips', next: expected } });
  });

  test('a county’s type is offered to that county only, and takes no category that the city’s types take', async () => {
    const { definition } = await latest('utility-repair');
    const county = { ...definition, name: 'zone-fireworks', version: 1, categories: ['fireworks'] };
    expect((await publish(county, 'admin')).status).toBe(201);
    const opened = async (body: object, as: string) => (await api.receive({ category: 'fireworks', ...body }, as)).body;
    expect((await opened({}, 'zone')).state.type.name).toBe('zone-fireworks');
    expect(await api.receive({ category: 'fireworks', area: 'xx.yanjin' }, 'yanjin')).toMatchObject({
      status: 422,
      body: { code: 'InvalidInput', errors: [{ pointer: '/category' }] },
    });
    expect(await api.receive({ type: 'zone-fireworks', area: 'xx.yanjin' }, 'yanjin')).toMatchObject({
      status: 422,
      body: { code: 'InvalidInput', errors: [{ pointer: '/type' }] },
    });

    const [taken] = definition.categories;
    const thief = { ...definition, name: 'aaa-thief', version: 1, categories: [taken] };
    const refused = await publish(thief, 'admin');
    expect(refused).toMatchObject({ status: 422, body: { code: 'CaseTypeInvalid' } });
    expect(refused.body.errors).toEqual([
      { pointer: '/categories', message: expect.stringContaining('utility-repair') },
    ]);
    const checked = await api.call('POST', '/v1/case-types/check', { as: 'admin', body: thief });
    expect(checked.body).toMatchObject({
      version: null,
      findings: [{ code: 'CategoryTaken', pointer: '/categories' }],
    });
    // Nor does a type of the city take what a county's has.
    const city = await publish({ ...county, name: 'city-fireworks' }, 'city-admin');
    expect(city.body.errors).toEqual([{ pointer: '/categories', message: expect.stringContaining('zone-fireworks') }]);
  });

  test('name departments that are in service in each county that they are offered in', async () => {
    const { definition } = await latest('utility-repair');
    const named = (department: string) => ({
      ...definition,
      name: 'lamp-repair',
      version: 1,
      categories: [],
      steps: { ...definition.steps, review: { ...definition.steps.review, owner: { department } } },
    });
    const check = async (body: object, as: string) =>
      (await api.call('POST', '/v1/case-types/check', { as, body })).body.findings;
    const unit = 'xx.zone.d_streetlamps';
    const put = () => api.call('PUT', `/v1/org/${unit}`, { as: 'admin', body: { name: '路灯管理所' } });
    const refused = async (as: string, units: string[]) => {
      expect(await check(named('d_streetlamps'), as)).toEqual(
        units.map((each) => ({
          pointer: '/steps/review/owner',
          code: 'UnknownDepartment',
          zh: expect.stringContaining(each),
          en: expect.stringContaining(each),
        })),
      );
      const answer = await publish(named('d_streetlamps'), as);
      expect(answer).toMatchObject({ status: 422, body: { code: 'CaseTypeInvalid' } });
      expect(answer.body.errors).toHaveLength(units.length);
    };
    await refused('admin', [unit]);
    await put();
    await api.call('DELETE', `/v1/org/${unit}`, { as: 'admin' });
    await refused('admin', [unit]);
    await put();
    // The city's type would be offered in the neighbouring county, too.
    await refused('city-admin', ['xx.yanjin.d_streetlamps']);
    expect(await check(named('d_water'), 'city-admin')).toEqual([]);
    expect((await publish(named('d_streetlamps'), 'admin')).status).toBe(201);
  });

  test('where two take a category all the same, the county’s own goes before the city’s, then the first by name', async () => {
    const { definition } = await latest('utility-repair');
    const store = (name: string, owner: string) =>
      storeCaseType(
        api.database.db.pool,
        { ...definition, name, version: 1, categories: ['lanterns'] },
        { by: 'seed', owner },
      );
    await store('b-lanterns', 'xx');
    await store('a-lanterns', 'xx');
    await store('z-lanterns', 'xx.zone');
    const typeAt = async (area: string, as: string) =>
      (await api.receive({ category: 'lanterns', area }, as)).body.state.type.name;
    expect(await typeAt('xx.zone.yongfu', 'zone')).toBe('z-lanterns');
    expect(await typeAt('xx.yanjin', 'yanjin')).toBe('a-lanterns');
  });
});
