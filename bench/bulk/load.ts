// Fills a migrated and seeded database with cases: ledger, read model, vault and receipts, as they stand after two years of work.
// Each case is a copy of a life that the core led, with a number, place, time and words of its own, and a chain of hashes that holds.
// Not real, because no list reads it: seals (of the right length), digests of texts, the opening in a receipt (empty: it would
// only add bytes), and exported histories and notices (left out).
import { hash } from 'node:crypto';
import pg from 'pg';
import { seedOrg } from '../../seed/org.ts';
import { sources } from '../../workflows/contract/case-type.ts';
import { genesis } from '../../workflows/contract/event.ts';
import { type Cast, type Copy, castOf, fill, viewColumns } from './cast.ts';
import { copyInto, field } from './copy.ts';
import { makeMoulds } from './lives.ts';
import { randomFrom } from './random.ts';
import { write } from './words.ts';

export interface BulkOptions {
  ownerUrl: string;
  cases: number;
  say(line: string): void;
  /** Whether the hall and the stream have news of these cases: minutes for each 100,000 of them. */
  news: boolean;
}

export interface Loaded {
  cases: number;
  open: number;
  events: number;
  texts: number;
  /** Of all of it. */
  loadSeconds: number;
}

const openShare = 0.025;
const rehearsalShare = 0.01;
/** Lives that the moulds are made of. */
const lives = 600;
const day = 86_400_000;
const season = 730 * day;

/** Where one case comes from; everything else about it follows from its number in the row. */
interface Plan {
  cast: Cast;
  receivedAt: number;
  seed: number;
}

/** Cases in the order of their reception. */
const planned = (cases: number, now: number): Plan[] => {
  const random = randomFrom(cases);
  const moulds = makeMoulds(lives);
  const open = moulds.open.map(castOf);
  const closed = moulds.closed.map(castOf);
  const archived = moulds.archived.map(castOf);
  const plans = Array.from({ length: cases }, (_, seed): Plan => {
    if (random.next() < openShare) {
      // Somewhere between what happened last and what time will do next.
      const cast = random.pick(open);
      const quiet = random.next() * ((cast.mould.wakeAt ?? cast.lastAt + 5 * day) - cast.lastAt);
      return { cast, receivedAt: now - quiet - (cast.lastAt - cast.receivedAt), seed };
    }
    const which = random.below(closed.length);
    const cast = closed[which] as Cast;
    const lasted = cast.lastAt - cast.receivedAt;
    const receivedAt = now - lasted - random.next() * (season - lasted);
    const isArchived = (cast.archiveAt as number) - cast.receivedAt + receivedAt < now;
    return { cast: isArchived ? (archived[which] as Cast) : cast, receivedAt, seed };
  });
  return plans.sort((a, b) => a.receivedAt - b.receivedAt);
};

/** The zone's grids, each with what lies above it. */
const places = seedOrg()
  .filter(({ path, grid }) => grid !== null && path.startsWith('xx.zone.'))
  .map(({ path }) => ({
    grid: path,
    community: path.split('.').slice(0, 4).join('.'),
    street: path.split('.').slice(0, 3).join('.'),
  }));

const streets = [...new Set(places.map(({ street }) => street))];

/** Fills in what the copies differ by; numbers are given by China's day, as the API gives them. */
const copiesOf = function* (plans: readonly Plan[]): Generator<{ cast: Cast; copy: Copy; seed: number }> {
  let today = '';
  let last = 0;
  for (const { cast, receivedAt, seed } of plans) {
    const date = new Date(receivedAt + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '');
    last = date === today ? last + 1 : 1;
    today = date;
    const random = randomFrom(seed);
    const place = random.pick(places);
    const copy = {
      ...place,
      // Never the same: a case that was with both would have come to one unit twice.
      otherStreet: random.pick(streets.filter((street) => street !== place.street)),
      caseNo: `SF-${date}-${String(last).padStart(5, '0')}`,
      source: random.common(sources),
      rehearsal: String(random.next() < rehearsalShare),
      shiftMs: Math.round(receivedAt) - cast.receivedAt,
      hash: genesis,
    };
    yield { cast, copy, seed };
  }
};

/** Cases that were worked on at the same time: their rows lie between each other, as they do when people write them. */
const together = 500;

/** Rows of several cases, mixed as they would have been written. */
const mixed = function* (cases: Iterable<string[]>): Generator<string> {
  const flush = function* (rows: readonly string[][]): Generator<string> {
    const longest = Math.max(0, ...rows.map(({ length }) => length));
    for (let i = 0; i < longest; i++) for (const each of rows) if (i < each.length) yield each[i] as string;
  };
  let rows: string[][] = [];
  for (const each of cases) {
    rows.push(each);
    if (rows.length === together) {
      yield* flush(rows);
      rows = [];
    }
  }
  yield* flush(rows);
};

const eventRows = function* (plans: readonly Plan[], heads: string[]): Generator<string[]> {
  for (const { cast, copy } of copiesOf(plans)) {
    const rows: string[] = [];
    for (const [i, { type, commandId, at, body }] of cast.events.entries()) {
      const text = fill(body, copy);
      const written = new Date(at + copy.shiftMs).toISOString();
      copy.hash = hash('sha256', text);
      const known = cast.events[i - 1]?.commandId === commandId ? null : commandId;
      const seal = copy.hash.slice(32) + copy.hash.slice(0, 32);
      rows.push(
        `${copy.caseNo}\t${i + 1}\t${type}\t${written}\t${known ?? '\\N'}\t${field(text)}\t${copy.hash}\t${seal}\t${written}`,
      );
    }
    heads.push(copy.hash);
    yield rows;
  }
};

const viewRows = function* (plans: readonly Plan[], heads: readonly string[]): Generator<string> {
  let i = 0;
  for (const { cast, copy } of copiesOf(plans)) yield fill(cast.view, { ...copy, hash: heads[i++] as string });
};

const textRows = function* (plans: readonly Plan[]): Generator<string[]> {
  for (const { cast, copy, seed } of copiesOf(plans)) {
    const random = randomFrom(seed ^ 0x5bd1e995);
    yield cast.texts.map(({ ref, name }) => {
      const own = fill(ref, copy);
      return `${own}\t${copy.caseNo}\t${field(write(name, random))}\t${hash('sha256', own)}`;
    });
  }
};

const receiptRows = function* (plans: readonly Plan[]): Generator<string> {
  for (const { copy, cast } of copiesOf(plans)) {
    const at = new Date(cast.receivedAt + copy.shiftMs).toISOString();
    yield `${copy.caseNo}\tperson/bulk\tkey-${copy.caseNo}\t${genesis}\t{}\t${at}\t${at}`;
  }
};

/** Indexes are built once at the end: faster, and as compact as a fresh index is. */
const withoutIndexes = async (
  client: pg.Client,
  { say, news }: Pick<BulkOptions, 'say' | 'news'>,
  load: () => Promise<void>,
): Promise<void> => {
  const tables = ['case_event', 'case_view', 'case_open', 'vault_text', 'intake'];
  const { rows } = await client.query<{ name: string; made: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as made
     from pg_index i join pg_class t on t.oid = i.indrelid
     where t.relname = any($1) and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`,
    [tables],
  );
  for (const { name } of rows) await client.query(`drop index ${name}`);
  const triggers = ['case_view case_view_count_new', 'case_view case_view_open_new', 'case_event case_event_news'];
  for (const each of triggers) await client.query(`alter table ${each.replace(' ', ' disable trigger ')}`);
  await load();
  for (const each of triggers) await client.query(`alter table ${each.replace(' ', ' enable trigger ')}`);
  await client.query('select recount_cases()');
  await client.query(`set maintenance_work_mem = '1GB'`);
  for (const { name, made } of rows) {
    const began = performance.now();
    await client.query(made);
    say(`  ${name} in ${Math.round((performance.now() - began) / 1000)} s`);
  }
  if (!news) return;
  // Without statistics of what was just loaded, each event is compared with all others: 40 days of 100,000 cases took more than five minutes.
  await client.query('analyze');
  // More than any screen looks back.
  await client.query(`select retell_news(now() - interval '40 days')`);
};

/** @returns what there is then; a database that was filled before would refuse the same numbers again */
export const loadCases = async ({ ownerUrl, cases, say, news }: BulkOptions): Promise<Loaded> => {
  const began = performance.now();
  const plans = planned(cases, Date.now());
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'bench-bulk' });
  await client.connect();
  const told = async (what: string, load: () => Promise<unknown>): Promise<void> => {
    const from = performance.now();
    await load();
    say(`${what} in ${Math.round((performance.now() - from) / 1000)} s`);
  };
  try {
    const heads: string[] = [];
    const columns = viewColumns((plans[0] as Plan).cast.mould).join(', ');
    await withoutIndexes(client, { say, news }, async () => {
      await told('ledger', () =>
        copyInto(
          ownerUrl,
          'case_event (case_no, seq, type, at, command_id, body, hash, seal, recorded_at)',
          mixed(eventRows(plans, heads)),
        ),
      );
      await told('read model', () => copyInto(ownerUrl, `case_view (${columns})`, viewRows(plans, heads)));
      await told('vault', () => copyInto(ownerUrl, 'vault_text (ref, case_no, text, digest)', mixed(textRows(plans))));
      await told('receipts', () =>
        copyInto(
          ownerUrl,
          'intake (case_no, scope, key, body_hash, open_case, received_at, started_at)',
          receiptRows(plans),
        ),
      );
    });
    await told('vacuum', () =>
      client.query('vacuum (analyze) case_event, case_view, case_count, case_open, case_news, vault_text, intake'),
    );
    return {
      cases,
      open: plans.filter(({ cast }) => cast.mould.state.status === 'open').length,
      events: plans.reduce((sum, { cast }) => sum + cast.events.length, 0),
      texts: plans.reduce((sum, { cast }) => sum + cast.texts.length, 0),
      loadSeconds: Math.round((performance.now() - began) / 1000),
    };
  } finally {
    await client.end();
  }
};
