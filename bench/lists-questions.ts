// What people ask of the lists, with values drawn from the cases that are there.
import { encodeCursor } from '../api/cursor.ts';
import { type CaseFilter, listCases, type Page } from '../db/cases.ts';
import type { Database } from '../db/client.ts';
import { hallFigures } from '../db/hall.ts';
import { readEvents } from '../db/ledger.ts';
import { openSession } from '../db/sessions.ts';
import { countSlips } from '../db/slipping.ts';
import { overview } from '../db/stats.ts';
import type { OrgPath } from '../workflows/contract/org-path.ts';
import type { Random } from './bulk/random.ts';

interface Post {
  unit: OrgPath;
  token: string;
}

/** What there is to ask about. */
export interface Known {
  posts: Record<Level, readonly Post[]>;
  units: readonly OrgPath[];
  caseNos: readonly string[];
  texts: readonly string[];
  /** Of open cases: where a page by slack, or by reception, may begin. */
  positions: readonly { caseNo: string; due: string | null; receivedAt: string }[];
  steps: readonly string[];
}

type Level = 'community' | 'street' | 'department' | 'county' | 'city';

/** One request: as whom, what, and the query behind it. */
export type Question = (
  known: Known,
  random: Random,
) => { as: Post; url: string; query(db: Database): Promise<unknown> };

export const know = async (db: Database, random: Random): Promise<Known> => {
  const rows = async <T>(text: string): Promise<T[]> => (await db.pool.query(text)).rows as T[];
  const posts = async (role: Level): Promise<Post[]> => {
    const found = await rows<{ id: string; hash: string | null; unit: string }>(
      `select id, password_hash as hash, unit::text from person where role = '${role}' and unit <@ 'xx' and not unit <@ 'xx.yanjin' order by id limit 40`,
    );
    return Promise.all(
      found.map(async ({ id, hash, unit }) => ({ unit, ...(await openSession(db, { person: id, hash })) })),
    );
  };
  const [size] = await rows<{ cases: number }>(`select reltuples as cases from pg_class where relname = 'case_view'`);
  // Enough pages for some thousand rows.
  const share = Math.min(100, 1_000_000 / (size?.cases ?? 1));
  const cases = await rows<{ case_no: string }>(
    `select case_no from case_view tablesample system (${share}) where not rehearsal limit 10000`,
  );
  const texts = await rows<{ text: string }>(
    `select text from vault_text where case_no = any('{${cases.map((row) => row.case_no).join(',')}}') and length(text) > 8`,
  );
  return {
    posts: {
      community: await posts('community'),
      street: await posts('street'),
      department: await posts('department'),
      county: await posts('county'),
      city: await posts('city'),
    },
    units: (await rows<{ path: string }>(`select path::text from org_unit where path <@ 'xx.zone'`)).map((r) => r.path),
    caseNos: cases.map((row) => row.case_no),
    texts: texts
      .flatMap((row) => row.text.split(/[，；。 ]/))
      .filter((words) => words.length > 4)
      .sort(() => random.next() - 0.5),
    positions: (
      await rows<{ case_no: string; due_at: Date | null; received_at: Date }>(
        `select case_no, due_at, received_at from case_view where status = 'open' and not rehearsal order by md5(case_no) limit 2000`,
      )
    ).map((row) => ({
      caseNo: row.case_no,
      due: row.due_at?.toISOString() ?? null,
      receivedAt: row.received_at.toISOString(),
    })),
    steps: (await rows<{ step: string }>('select distinct step from case_view')).map((row) => row.step),
  };
};

interface Asked {
  filter?: Partial<CaseFilter>;
  sort?: Page['sort'];
  after?: Page['after'];
}

/** The list as somebody of a level asks for it. */
const list =
  (level: Level, how: (known: Known, random: Random) => Asked = () => ({})): Question =>
  (known, random) => {
    const as = random.pick(known.posts[level]);
    const { filter = {}, sort = 'slack', after } = how(known, random);
    const params = new URLSearchParams({ sort });
    for (const [name, value] of Object.entries(filter)) params.set(name, String(value));
    if (after) params.set('cursor', encodeCursor(after));
    const page = { sort, after, limit: 50 };
    return {
      as,
      url: `/v1/cases?${params}`,
      query: (db) => listCases(db, { units: [as.unit] }, { rehearsals: false, ...filter }, page),
    };
  };

const deep = ({ positions }: Known, random: Random): Asked => {
  const { caseNo, due } = random.pick(positions);
  return { after: { caseNo, key: due } };
};
const deepReceived = ({ positions }: Known, random: Random): Asked => {
  const { caseNo, receivedAt } = random.pick(positions);
  return { sort: '-received', after: { caseNo, key: receivedAt } };
};

/** Some characters out of a text that somebody wrote, between two of its commas. */
const words =
  (length: number, sort: Page['sort']) =>
  (known: Known, random: Random): Asked => {
    const text = random.pick(known.texts);
    const from = random.below(text.length - length);
    return { sort, filter: { q: text.slice(from, from + length) } };
  };
const latest = (): Asked => ({ sort: '-received' });

const stats =
  (level: Level, filter: (known: Known, random: Random) => { unit?: string; from?: string; to?: string }): Question =>
  (known, random) => {
    const as = random.pick(known.posts[level]);
    const asks = filter(known, random);
    return {
      as,
      url: `/v1/stats/overview?${new URLSearchParams(asks)}`,
      query: (db) => overview(db, { units: [as.unit] }, { rehearsals: false, ...asks }),
    };
  };

/** Where soon begins on most days. */
const tomorrow = (): string => new Date(Date.now() + 86_400_000).toISOString();

/** The hall, whose answers the API keeps for a second: its query tells. */
const hall =
  (level: Level): Question =>
  ({ posts }, random) => {
    const as = random.pick(posts[level]);
    return {
      as,
      url: '/v1/stats/hall',
      query: (db) => hallFigures(db, { unit: as.unit, from: null, rehearsals: false, soonBefore: tomorrow() }),
    };
  };

/** The figures over the overdue board; kept for a second as well. */
const slips =
  (level: Level): Question =>
  ({ posts }, random) => {
    const as = random.pick(posts[level]);
    return {
      as,
      url: '/v1/stats/overdue',
      query: (db) => countSlips(db, { scope: as.unit, rehearsals: false, soonBefore: tomorrow() }),
    };
  };

const span = (_: Known, random: Random) => {
  const from = Date.now() - random.below(600) * 86_400_000;
  return { from: new Date(from).toISOString(), to: new Date(from + 90 * 86_400_000).toISOString() };
};

export const questions: Record<string, Question> = {
  'work list, community': list('community'),
  'work list, department': list('department'),
  'work list, street': list('street'),
  'work list, county': list('county'),
  'work list, city': list('city'),
  'work list, community, deep': list('community', deep),
  'work list, county, deep': list('county', deep),
  'filter by unit, county': list('county', ({ units }, random) => ({ filter: { unit: random.pick(units) } })),
  'filter by responsible, county': list('county', ({ units }, random) => ({
    filter: { responsible: random.pick(units) },
  })),
  'filter by step and source, county': list('county', ({ steps }, random) => ({
    filter: { step: random.pick(steps), source: random.pick(['hotline', 'grid', 'patrol']) },
  })),
  'all by reception, community': list('community', latest),
  'all by reception, department': list('department', latest),
  'all by reception, county': list('county', latest),
  'all by reception, county, deep': list('county', deepReceived),
  'closed, community': list('community', () => ({ filter: { status: 'archived' } })),
  'overdue board, community': list('community', () => ({ filter: { overdue: true } })),
  'overdue board, street': list('street', () => ({ filter: { overdue: true } })),
  'overdue board, county': list('county', () => ({ filter: { overdue: true } })),
  'overdue board, county, by unit': list('county', ({ units }, random) => ({
    filter: { overdue: true, unit: random.pick(units) },
  })),
  'search 2, open, county': list('county', words(2, 'slack')),
  'search 3, open, county': list('county', words(3, 'slack')),
  'search 4, open, county': list('county', words(4, 'slack')),
  'search 2, open, community': list('community', words(2, 'slack')),
  'search 2, all, county': list('county', words(2, '-received')),
  'search 3, all, county': list('county', words(3, '-received')),
  'search 4, all, county': list('county', words(4, '-received')),
  'search 2, all, community': list('community', words(2, '-received')),
  'search 4, all, community': list('community', words(4, '-received')),
  'search by number part, all, county': list('county', ({ caseNos }, random) => ({
    sort: '-received',
    filter: { q: random.pick(caseNos).slice(3 + random.below(5)) },
  })),
  'search by number, all, county': list('county', ({ caseNos }, random) => ({
    sort: '-received',
    filter: { q: random.pick(caseNos) },
  })),
  'overview, community': stats('community', () => ({})),
  'overview, county': stats('county', () => ({})),
  'overview, city': stats('city', () => ({})),
  'overview, county, 90 days': stats('county', span),
  'overview, county, of a unit': stats('county', ({ units }, random) => ({ unit: random.pick(units) })),
  'hall, community': hall('community'),
  'hall, county': hall('county'),
  'overdue figures, community': slips('community'),
  'overdue figures, county': slips('county'),
  'trail of a case': (known, random) => {
    const as = random.pick(known.posts.county);
    const caseNo = random.pick(known.caseNos);
    return { as, url: `/v1/cases/${caseNo}/events?limit=200`, query: (db) => readEvents(db, caseNo) };
  },
  'a case': (known, random) => {
    const as = random.pick(known.posts.county);
    const caseNo = random.pick(known.caseNos);
    return {
      as,
      url: `/v1/cases/${caseNo}`,
      query: (db) => listCases(db, { caseNo }, { rehearsals: false }, { sort: '-received', limit: 1 }),
    };
  },
};
