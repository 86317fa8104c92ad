// The read model can be made again from the ledger alone, beside a system that goes on committing.
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { aCase, aCommit, aNote, andThen, type Told } from '../tests/support/builders.ts';
import { type TestDatabase, testDatabase } from '../tests/support/database.ts';
import { viewOf } from './case-view.ts';
import { commitEvents } from './commit.ts';
import { type Difference, rebuildReadModel } from './rebuild.ts';

let data: TestDatabase;
let owner: pg.Client;
let cases: Told[];

beforeAll(async () => {
  data = await testDatabase();
  owner = new pg.Client({ connectionString: data.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await data.drop();
});

const commit = async (told: Told): Promise<Told> => {
  await commitEvents(data.db, aCommit(told), 'key');
  return told;
};

const asOwner = async (...statements: string[]): Promise<void> => {
  for (const statement of statements) await owner.query(statement);
};

beforeEach(async () => {
  await asOwner(
    'alter table case_event disable trigger case_event_append_only',
    'truncate case_event, case_view, case_open, case_count, outbox, run_history',
    'alter table case_event enable trigger case_event_append_only',
  );
  cases = [];
  for (let i = 1; i <= 4; i += 1) {
    const received = await commit(aCase(`SF-20261123-0000${i}`));
    cases.push(await commit(andThen(received, aNote('第二条'))));
  }
});

const numberOf = (i: number): string => (cases[i] as Told).state.caseNo;

const rebuild = async (options: { caseNo?: string; dryRun?: boolean } = {}) => {
  const found: Difference[] = [];
  const done = await rebuildReadModel(data.db, {
    caseNo: options.caseNo,
    found: (difference) => void found.push(difference),
    swaps: () => !options.dryRun,
  });
  return { found, ...done };
};

const rows = async () => {
  const { rows: found } = await owner.query(`select to_jsonb(case_view) as row from case_view order by case_no`);
  return found.map(({ row }) => row);
};

test('a read model that follows its ledger is left as it is', async () => {
  expect(await rebuild()).toEqual({ found: [], compared: 4, written: 0 });
});

test('every column and member of the state that differs is told, and mended', async () => {
  const before = await rows();
  await asOwner(
    `update case_view set status = 'closed', scopes = '{xx}', state = jsonb_set(state, '{urges}', '7') where case_no = '${numberOf(1)}'`,
    `update case_view set seq = 99 where case_no = '${numberOf(2)}'`,
  );
  expect(await rebuild()).toEqual({
    found: [
      { kind: 'differs', caseNo: numberOf(1), fields: ['scopes', 'state', 'status', 'state.urges', 'case_open'] },
      { kind: 'differs', caseNo: numberOf(2), fields: ['seq'] },
    ],
    compared: 4,
    written: 2,
  });
  expect(await rows()).toEqual(before);
  // The closed case that never was one is not counted either.
  expect((await owner.query('select from case_count where cases <> 0')).rowCount).toBe(0);
});

test('a read model that is gone altogether comes back from the ledger alone', async () => {
  const before = await rows();
  await asOwner('truncate case_view');
  const { found, written } = await rebuild();
  expect(found.map(({ kind }) => kind)).toEqual(['missing', 'missing', 'missing', 'missing']);
  expect(written).toBe(4);
  expect(await rows()).toEqual(before);
});

test('rows of what is open that are gone, wrong or left over are told, and mended beside a read model that is right', async () => {
  const openOnes = async () => (await owner.query('select * from case_open order by case_no')).rows;
  const { state } = cases[3] as Told;
  await commit(andThen(cases[3] as Told, { type: 'withdrawn', data: { archiveAt: '2027-02-21T02:00:00.000Z' } }));
  const before = await openOnes();
  await asOwner(
    `delete from case_open where case_no = '${numberOf(0)}'`,
    `update case_open set responsible = 'xx', rung = 3 where case_no = '${numberOf(1)}'`,
    `insert into case_open select (jsonb_populate_record(o, '{"case_no": "${state.caseNo}"}')).* from case_open o where case_no = '${numberOf(2)}'`,
    `insert into case_open select (jsonb_populate_record(o, '{"case_no": "SF-20261123-09999"}')).* from case_open o where case_no = '${numberOf(2)}'`,
  );
  const differs = [0, 1, 3].map((i) => ({ kind: 'differs', caseNo: numberOf(i), fields: ['case_open'] }));
  const unknown = { kind: 'extra', caseNo: 'SF-20261123-09999' };
  expect(await rebuild()).toEqual({ found: [...differs, unknown], compared: 5, written: 3 });
  expect(await rebuild()).toMatchObject({ found: [unknown], written: 0 });
  expect((await openOnes()).filter(({ case_no }) => case_no !== unknown.caseNo)).toEqual(before);
});

test('an ended case that was gone is counted once, and one that was ended by hand not at all', async () => {
  const counts = async () => (await owner.query('select * from case_count where cases <> 0 order by 1, 2, 3')).rows;
  for (const i of [0, 1]) {
    await commit(andThen(cases[i] as Told, { type: 'withdrawn', data: { archiveAt: '2027-02-21T02:00:00.000Z' } }));
  }
  const before = await counts();
  await asOwner(
    `delete from case_view where case_no = '${numberOf(0)}'`,
    'alter table case_view disable trigger user',
    `update case_view set status = 'closed' where case_no = '${numberOf(2)}'`,
    'alter table case_view enable trigger user',
  );
  expect(await rebuild()).toMatchObject({ written: 2 });
  expect(await counts()).toEqual(before);
  expect(before.length).toBeGreaterThan(0);
});

test('a dry run tells and writes nothing; one case can be asked for alone', async () => {
  await asOwner(`update case_view set responsible = 'xx'`);
  const before = await rows();
  expect(await rebuild({ dryRun: true })).toMatchObject({ compared: 4, written: 0 });
  expect(await rows()).toEqual(before);
  expect(await rebuild({ caseNo: numberOf(3) })).toEqual({
    found: [{ kind: 'differs', caseNo: numberOf(3), fields: ['responsible', 'case_open'] }],
    compared: 1,
    written: 1,
  });
  expect((await rebuild({ dryRun: true })).found).toHaveLength(3);
});

test('a case with a broken ledger, and one that the ledger does not know, are told and left alone', async () => {
  await asOwner(
    'alter table case_event disable trigger case_event_append_only',
    `delete from case_event where case_no = '${numberOf(0)}' and seq = 1`,
    `update case_event set body = replace(body, '第二条', '第三条') where case_no = '${numberOf(1)}' and seq = 2`,
    `delete from case_event where case_no = '${numberOf(2)}'`,
    `update case_event set command_id = 'of-another-command' where case_no = '${numberOf(3)}' and seq = 2`,
    'alter table case_event enable trigger case_event_append_only',
  );
  const before = await rows();
  expect(await rebuild()).toEqual({
    found: [
      { kind: 'broken', caseNo: numberOf(0), seq: 1, what: 'gap' },
      { kind: 'broken', caseNo: numberOf(1), seq: 2, what: 'altered' },
      { kind: 'broken', caseNo: numberOf(3), seq: 2, what: 'altered' },
      { kind: 'extra', caseNo: numberOf(2) },
    ],
    compared: 4,
    written: 0,
  });
  expect(await rows()).toEqual(before);
});

test('what is committed between the comparison and the swap is not lost', async () => {
  await asOwner(`update case_view set responsible = 'xx'`);
  const heads: string[] = [];
  await rebuildReadModel(data.db, {
    found: () => undefined,
    swaps: async () => {
      for (const told of cases) heads.push((await commit(andThen(told, aNote('第三条')))).state.head);
      return true;
    },
  });
  expect((await rows()).map(({ head }) => head)).toEqual(heads);
  expect((await rebuild()).found).toEqual([]);
});

test('cases that commit all the while keep every event, and the read model ends as their fold', async () => {
  let going = true;
  const live = async (told: Told): Promise<Told> => {
    let last = told;
    for (let i = 0; going; i += 1) last = await commit(andThen(last, aNote(`第 ${i} 条`)));
    return last;
  };
  const living = Promise.all(cases.map(live));
  for (let i = 0; i < 10; i += 1) {
    await asOwner(`update case_view set seq = 1, responsible = 'xx'`);
    await rebuild();
  }
  going = false;
  const ended = await living;
  await rebuild();
  expect((await rows()).map(({ seq, head }) => ({ seq, head }))).toEqual(
    ended.map(({ state }) => ({ seq: state.seq, head: state.head })),
  );
  expect((await rows()).map(({ state }) => state)).toEqual(ended.map(({ state }) => viewOf(state).state));
});
