// Cases that the ledger should have and does not. A number is given in the transaction that writes its receipt: each one up to a day's counter
// has been given, and its case is in the ledger, or waits for its start.
import type { Database } from './client.ts';

/** That the ledger has no such case, nor does it wait, or was started only after the instant `$1`. */
const isMissing = `not exists (select from case_event where case_event.case_no = given.case_no)
  and not exists (select from intake where intake.case_no = given.case_no and (started_at is null or started_at > $1))`;

/** Of these numbers, those whose case is missing. @param startedBefore who was started later may be on the way into the ledger */
export const missingAmong = async (
  db: Database,
  caseNos: readonly string[],
  startedBefore: Date,
): Promise<string[]> => {
  const { rows } = await db.pool.query<{ case_no: string }>(
    `select case_no from unnest($2::text[]) as given (case_no) where ${isMissing}`,
    [startedBefore, caseNos],
  );
  return rows.map(({ case_no }) => case_no);
};

/** A county's day on which numbers were given. */
export interface CountedDay {
  code: string;
  /** YYYYMMDD */
  day: string;
}

export const countedDaysAfter = async (
  db: Database,
  { code, day }: CountedDay,
  limit: number,
): Promise<CountedDay[]> => {
  const { rows } = await db.pool.query<CountedDay>(
    'select code, day from case_counter where (day, code) > ($1, $2) order by day, code limit $3',
    [day, code, limit],
  );
  return rows;
};

/**
 * Numbers given on these days whose case is missing, as {@link missingAmong}.
 * @param leftOut so many numbers in a row prove nothing on a day on which a restored database was refilled, which leaves them out
 */
export const missingOfDays = async (
  db: Database,
  days: readonly CountedDay[],
  startedBefore: Date,
  { leftOut, limit }: { leftOut: number; limit: number },
): Promise<string[]> => {
  const { rows } = await db.pool.query<{ case_no: string }>(
    `with given as (
       select code, day, number, code || '-' || day || '-' || lpad(number::text, greatest(5, length(number::text)), '0') as case_no
       from case_counter join unnest($2::text[], $3::text[]) as asked (code, day) using (code, day), generate_series(1, last) as number
     ), missing as (
       select code, day, case_no, number - row_number() over (partition by code, day order by number) as gap from given where ${isMissing}
     ), counted as (
       select day, case_no, count(*) over (partition by code, day, gap) as together from missing
     )
     select case_no from counted where together < $4 or not exists (
       select from incident where kind = 'DatabaseRestored' and day between to_char(at at time zone 'Asia/Shanghai', 'YYYYMMDD')
         and to_char(coalesce(resolved_at, now()) at time zone 'Asia/Shanghai', 'YYYYMMDD'))
     order by case_no limit $5`,
    [startedBefore, days.map(({ code }) => code), days.map(({ day }) => day), leftOut, limit],
  );
  return rows.map(({ case_no }) => case_no);
};

/** The letters that this installation's case numbers begin with. */
export const countyCodes = async (db: Database): Promise<string[]> => {
  const { rows } = await db.pool.query<{ code: string }>(
    'select code from org_unit where code is not null order by code',
  );
  return rows.map(({ code }) => code);
};
