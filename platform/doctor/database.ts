// The doctor's look at PostgreSQL: whether it answers, whether the schema is there, whether the working calendars cover the years that
// deadlines will fall into, and whether an incident is open.
import pg from 'pg';
import type { Config } from '../config.ts';
import { asRole } from '../config.ts';
import type { RunningStack } from '../running.ts';
import { bad, type Finding, ok, warn } from './finding.ts';

const ABOUT = '数据库 PostgreSQL';
const INCIDENTS = '异常 incidents';
const CALENDAR = '工作日历 calendar';

/** @param now decides which years must be covered: this one, and from November on the next one too. */
export async function checkDatabase(config: Config, running: RunningStack | undefined, now: Date): Promise<Finding[]> {
  const url = readerUrl(config, running);
  if (url === undefined) return [ok(ABOUT, 'not running; the start brings its own')];
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (error) {
    const mend = 'Start it, or correct DATABASE_URL.';
    return [bad(ABOUT, `${new URL(url).host} does not answer (${(error as Error).message})`, mend)];
  }
  try {
    const { rows } = await client.query(
      "select current_setting('server_version') as version, to_regclass('case_event') as ledger",
    );
    if (rows[0].ledger === null) {
      return [
        bad(
          ABOUT,
          `${rows[0].version}, without our tables`,
          'Run "caseloop start" with DATABASE_URL set to its owner.',
        ),
      ];
    }
    return [
      ok(ABOUT, `${rows[0].version}, migrated (${new URL(url).host})`),
      ...(await checkCalendars(client, now)),
      await checkIncidents(client),
    ];
  } finally {
    await client.end();
  }
}

function readerUrl(config: Config, running: RunningStack | undefined): string | undefined {
  if (config.databaseUrl) return asRole(config.databaseUrl, 'caseloop_reader');
  return config.appDatabaseUrl ?? running?.readerDatabaseUrl;
}

async function checkCalendars(client: pg.Client, now: Date): Promise<Finding[]> {
  const thisYear = now.getFullYear();
  const years = now.getMonth() >= 10 ? [thisYear, thisYear + 1] : [thisYear];
  const findings: Finding[] = [];
  for (const year of years) {
    const { rows } = await client.query<{ name: string }>(LACKING, [String(year)]);
    const names = rows.map(({ name }) => name).join(', ');
    const mend =
      "Publish the State Council's list for that year: npx caseloop calendar import <file>, at /calendars in the console, or PUT /v1/calendars/{name}.";
    if (rows.length === 0) findings.push(ok(CALENDAR, `${year} is published in all calendars`));
    else if (year === thisYear) findings.push(bad(CALENDAR, `${year} is missing in ${names}`, mend));
    else findings.push(warn(CALENDAR, `${year} is missing in ${names}; deadlines into it are provisional`, mend));
  }
  return findings;
}

/** What the reconciler, or a case itself, found and nobody has settled; the list with what mends each is `caseloop incidents`. */
async function checkIncidents(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query<{ kind: string; count: number }>(
    'select kind, count(*)::integer as count from incident where resolved_at is null group by kind order by kind',
  );
  if (rows.length === 0) return ok(INCIDENTS, 'none is open');
  const open = rows.reduce((sum, { count }) => sum + count, 0);
  const kinds = rows.map(({ kind, count }) => (count === 1 ? kind : `${kind} × ${count}`)).join(', ');
  return bad(INCIDENTS, `${open} open: ${kinds}`, 'npx caseloop incidents lists them, each with what mends it.');
}

/** Calendars whose newest version does not cover a year. */
const LACKING = `
  select name from (select distinct on (name) name, definition from calendar order by name, version desc) newest
  where not (definition -> 'years') ? $1`;
