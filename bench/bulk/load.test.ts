// Loaded cases are cases: their chains hold, their rows are what their events fold to, and the lists find them.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listCases } from '../../db/cases.ts';
import { readEvents } from '../../db/ledger.ts';
import { overview } from '../../db/stats.ts';
import { type TestDatabase, testDatabase } from '../../tests/support/database.ts';
import { findBreak, hashState } from '../../workflows/case/chain.ts';
import { fold } from '../../workflows/case/evolve.ts';
import { type Loaded, loadCases } from './load.ts';

const cases = 800;
let data: TestDatabase;
let loaded: Loaded;

beforeAll(async () => {
  data = await testDatabase();
  loaded = await loadCases({ ownerUrl: data.ownerUrl, cases, say: () => undefined, news: true });
});
afterAll(() => data?.drop());

test('each case is its events, and each event holds the hash of the one before', async () => {
  const page = await listCases(data.db, { units: ['xx'] }, { rehearsals: false }, { sort: '-received', limit: 100 });
  expect(page.items).toHaveLength(100);
  for (const { state } of page.items) {
    const events = await readEvents(data.db, state.caseNo);
    expect(findBreak(events), state.caseNo).toBeNull();
    expect(hashState(fold(events)), state.caseNo).toBe(hashState(state));
  }
});

test('the overview counts what was loaded', async () => {
  const [real, rehearsed] = await Promise.all(
    [false, true].map((rehearsals) => overview(data.db, { units: ['xx'] }, { rehearsals })),
  );
  expect((real?.received ?? 0) + (rehearsed?.received ?? 0)).toBe(cases);
  expect((real?.open ?? 0) + (rehearsed?.open ?? 0)).toBe(loaded.open);
});
