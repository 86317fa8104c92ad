// `caseloop calendar import <file>`: publishes a year's arrangement (the State Council's notice of each November) in every calendar,
// through the API as the administrator, and says which deadlines of open cases moved; `--dry-run` says which would.
import type { Command } from 'commander';
import { z } from 'zod';
import { inChina } from '../platform/china-time.ts';
import { canonical } from '../workflows/case/chain.ts';
import { CalendarYear, objectionToMakeUp, type WorkingCalendar } from '../workflows/contract/calendar.ts';
import { createClient } from './client.ts';
import { readJson } from './json-file.ts';
import { runningSystem } from './running-system.ts';
import { cityAdministrator, readSignIns } from './sign-ins.ts';

/** Worked in the week that notices are written for. */
const weekdays = [1, 2, 3, 4, 5];

/** A notice that is copied wrongly moves real deadlines, so what no notice can say is refused. */
const YearFile = CalendarYear.extend({ year: z.string().regex(/^\d{4}$/, 'a year, "2027"') }).superRefine(
  ({ off, work }, context) => {
    const refuse = (list: 'off' | 'work', i: number, message: string) =>
      context.addIssue({ code: 'custom', path: [list, i, 'date'], message });
    const seen = new Set<string>();
    for (const [list, days] of Object.entries({ off, work }) as ['off' | 'work', typeof off][]) {
      for (const [i, { date }] of days.entries()) {
        if (seen.has(date)) refuse(list, i, `${date} 重复，请只留一处 is listed twice; keep one`);
        seen.add(date);
        const objection = list === 'work' ? objectionToMakeUp(date, weekdays) : null;
        if (objection) refuse(list, i, objection);
      }
    }
  },
);
type YearFile = z.infer<typeof YearFile>;

interface Adopted {
  calendar: WorkingCalendar;
  moved: { caseNo: string; clock: string; from: string | null; to: string | null }[];
  unmoved: number;
  pending: string[];
  /** False: a dry run. */
  published: boolean;
  complete: boolean;
}

export function register(program: Command): void {
  program
    .command('calendar')
    .description('工作日历 Working calendars')
    .command('import')
    .description('发布一个年度的放假调休安排 Publish a year’s holidays and make-up days in every calendar')
    .argument(
      '<file>',
      'JSON：{ "year": "2027", "notice": "国办发明电…", "off": [{"date","name"}], "work": [{"date","name"}] }',
    )
    .option('--dry-run', '只试算：列出会变动的时限，不发布 say which deadlines would move, publish nothing')
    .action(importYear);
}

const importYear = async (file: string, { dryRun = false }: { dryRun?: boolean }): Promise<void> => {
  const { year, ...arrangement } = readYear(file);
  const { home, apiUrl } = runningSystem();
  const client = createClient(apiUrl);
  // Every calendar is in the city's charge; a county's administrator keeps the county's own only.
  const administrator = cityAdministrator(readSignIns(home));
  const { items } = await client.get<{ items: { name: string }[] }>(administrator, '/v1/calendars');
  for (const { name } of items) {
    const path = `/v1/calendars/${name}`;
    const { name: _, ...latest } = await client.get<WorkingCalendar>(administrator, path);
    const years = { ...latest.years, [year]: arrangement };
    // The same file again makes no version: it goes on with the cases that could not be reached the first time.
    const known = canonical(latest.years[year] ?? null) === canonical(arrangement);
    const next = { ...latest, version: known ? latest.version : latest.version + 1, years };
    const adopted = await client.put<Adopted>(administrator, `${path}${dryRun ? '?dryRun=true' : ''}`, next);
    console.log(inWords(adopted, year));
  }
};

const readYear = (file: string): YearFile => {
  const parsed = YearFile.safeParse(readJson(file));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `  ${path.join('.') || file}: ${message}`);
  throw new Error(`${file} 不是一个年度的安排。Not a year's arrangement:\n${problems.join('\n')}`);
};

/** As a deadline is said in China: one at midnight is 24:00 of the day that it ends. */
const deadline = (at: string | null): string => {
  if (at === null) return '—';
  const local = inChina(at);
  const midnight = local.hour === 0 && local.minute === 0;
  return midnight ? `${local.minus({ days: 1 }).toFormat('yyyy-MM-dd')} 24:00` : local.toFormat('yyyy-MM-dd HH:mm');
};

const inWords = ({ calendar: { name, version }, moved, unmoved, pending, ...told }: Adopted, year: string): string => {
  const counts = [moved.length, unmoved, pending.length];
  const [head, sum] = told.published
    ? [
        `「${name}」第 ${version} 版：已含 ${year} 年。Version ${version} covers ${year}.`,
        `  时限变动 ${counts[0]} 处，未变 ${counts[1]} 件，待通知 ${counts[2]} 件。${counts[0]} deadlines moved, ${counts[1]} cases unmoved, ${counts[2]} pending.`,
      ]
    : [
        `「${name}」第 ${version} 版（试算，未发布）：将含 ${year} 年。Dry run: version ${version} would cover ${year}; nothing was published.`,
        `  时限将变动 ${counts[0]} 处，不变 ${counts[1]} 件，无法推算 ${counts[2]} 件。${counts[0]} deadlines would move, ${counts[1]} cases stay, ${counts[2]} cannot be derived.`,
      ];
  const partial = told.complete ? [] : ['  只试算了前 10,000 件。Only the first 10,000 open cases were looked at.'];
  const moves = moved.map(
    ({ caseNo, clock, from, to }) => `  ${caseNo}  ${clock}  ${deadline(from)} → ${deadline(to)}`,
  );
  return [head, sum, ...partial, ...moves].join('\n');
};
