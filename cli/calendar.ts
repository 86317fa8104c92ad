// `caseloop calendar import <file>`: publishes a year's arrangement (the State Council's notice of each November) in every calendar,
// through the API as the administrator, and says which deadlines of open cases moved.
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { z } from 'zod';
import { readConfig } from '../platform/config.ts';
import { readRunning } from '../platform/running.ts';
import type { SignIn } from '../seed/sign-ins.ts';
import { CalendarYear, type WorkingCalendar } from '../workflows/contract/calendar.ts';
import { createClient } from './client.ts';
import { readSignIns } from './sign-ins.ts';

const YearFile = CalendarYear.extend({ year: z.string().regex(/^\d{4}$/, 'a year, "2027"') });
type YearFile = z.infer<typeof YearFile>;

interface Adopted {
  calendar: WorkingCalendar;
  moved: { caseNo: string; clock: string; from: string | null; to: string | null }[];
  unmoved: number;
  pending: string[];
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
    .action(importYear);
}

const importYear = async (file: string): Promise<void> => {
  const { year, ...arrangement } = readYear(file);
  const { home } = readConfig(process.env);
  const running = readRunning(home);
  if (!running) throw new Error(`系统没有在运行，请先执行 npm start。Nothing runs over ${home}; run npm start first.`);
  const client = createClient(running.apiUrl);
  const administrator = cityAdministrator(readSignIns(home));
  const { items } = await client.get<{ items: { name: string }[] }>(administrator, '/v1/calendars');
  for (const { name } of items) {
    const path = `/v1/calendars/${name}`;
    const { name: _, ...latest } = await client.get<WorkingCalendar>(administrator, path);
    const years = { ...latest.years, [year]: arrangement };
    const adopted = await client.put<Adopted>(administrator, path, { ...latest, version: latest.version + 1, years });
    console.log(inWords(adopted, year));
  }
};

const readYear = (file: string): YearFile => {
  const parsed = YearFile.safeParse(parseFile(file));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `  ${path.join('.') || file}: ${message}`);
  throw new Error(`${file} 不是一个年度的安排。Not a year's arrangement:\n${problems.join('\n')}`);
};

const parseFile = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`读不了 ${file}。It cannot be read as JSON: ${(error as Error).message}`);
  }
};

/** Every calendar is in the city's charge; a county's administrator keeps the county's own only. */
const cityAdministrator = (signIns: readonly SignIn[]): SignIn => {
  const found = signIns.find(({ role, unit }) => role === 'administrator' && !unit.includes('.'));
  if (found) return found;
  throw new Error('账号中没有市级管理员，请改用 PUT /v1/calendars/{name}。No city administrator here; use the API.');
};

const inWords = ({ calendar, moved, unmoved, pending }: Adopted, year: string): string =>
  [
    `「${calendar.name}」第 ${calendar.version} 版：已含 ${year} 年。Version ${calendar.version} covers ${year}.`,
    `  时限变动 ${moved.length} 处，未变 ${unmoved} 件，待通知 ${pending.length} 件。${moved.length} deadlines moved, ${unmoved} cases unmoved, ${pending.length} pending.`,
    ...moved.map(({ caseNo, clock, from, to }) => `  ${caseNo}  ${clock}  ${from ?? '—'} → ${to ?? '—'}`),
  ].join('\n');
