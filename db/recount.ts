// Counting ended cases anew from the read model. What triggers have counted wrong, because rows were deleted or altered past them, is added or
// taken away as a difference, seen in one snapshot: cases that commit meanwhile are counted as ever.
import { type Database, inTransaction } from './client.ts';

const key = 'unit, per, day, rehearsal, source, type, on_time';
const grades = ['very_satisfied', 'satisfied', 'basically_satisfied', 'dissatisfied'];
const sums = ['cases', ...grades];

const gradeOf = (column: string): string => column.replace(/_s/, 'S');

export const recountEnded = (db: Database): Promise<void> =>
  inTransaction(db, async (client) => {
    await client.query(`set local statement_timeout = '10min'`);
    // Two at once would add the same difference twice.
    await client.query(`select pg_advisory_xact_lock(hashtextextended('recount ended cases', 0))`);
    await client.query(
      `with ended as (
         select scopes, received_at at time zone 'Asia/Shanghai' as received, rehearsal, source, type, coalesce(on_time, false) as on_time,
           state ->> 'satisfaction' as grade
         from case_view where status <> 'open'
       ), counted as (
         select unit, per, date_trunc(per, received)::date as day, rehearsal, source, type, on_time, count(*) as cases,
           ${grades.map((column) => `count(*) filter (where grade = '${gradeOf(column)}') as ${column}`).join(', ')}
         from ended, unnest(scopes) as unit, (values ('day'), ('month')) as span (per) group by ${key}
       ), difference as (
         select ${key}, ${sums.map((column) => `coalesce(counted.${column}, 0) - coalesce(kept.${column}, 0) as ${column}`).join(', ')}
         from counted full join case_count as kept using (${key})
       )
       insert into case_count (${key}, ${sums.join(', ')}) select * from difference
       where ${sums.map((column) => `${column} <> 0`).join(' or ')} order by unit, per
       on conflict on constraint case_count_unit_per_day_rehearsal_source_type_on_time_pk
       do update set ${sums.map((column) => `${column} = case_count.${column} + excluded.${column}`).join(', ')}`,
    );
  });
