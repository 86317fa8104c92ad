// `caseloop demo --season`: a season of requests, received and led to their ends through the API, and what it came to.
import { join } from 'node:path';
import { onStopSignals } from '../../../platform/lifecycle.ts';
import { writePrivate } from '../../../platform/running.ts';
import type { SignIn } from '../../../seed/sign-ins.ts';
import type { WorkingCalendar } from '../../../workflows/contract/calendar.ts';
import type { OrgPath } from '../../../workflows/contract/org-path.ts';
import type { Client } from '../../client.ts';
import { readSignIns } from '../../sign-ins.ts';
import { figures, openCases, type Statistics } from './overview.ts';
import { type PlanOptions, type PlanUnit, planSeason } from './plan.ts';
import { createPosts } from './posts.ts';
import { createProgress, type Screen } from './progress.ts';
import { type Course, runSeason, usuallyAtATime } from './run.ts';

export interface SeasonOptions {
  client: Client;
  apiUrl: string;
  /** The data folder, whose sign-ins.json grows by the posts that the season needs. */
  home: string;
  county: OrgPath;
  cases: number;
  seed: number;
  /** Other numbers of settled disputes and of open cases than the zone's shares. */
  share?: Pick<PlanOptions, 'settled' | 'open'>;
  say(line: string): void;
  /** Of the progress. */
  screen: Screen;
}

/** @returns the exit code: 0; 1 when cases failed; 130 when it was stopped */
export const playSeason = async ({
  client,
  apiUrl,
  home,
  county,
  cases,
  seed,
  share,
  say,
  screen,
}: SeasonOptions): Promise<number> => {
  const signIns = readSignIns(home);
  const auditor = find(signIns, 'auditor', county);
  const centre = find(signIns, 'county', county);
  const [units, calendar] = await Promise.all([unitsOf(client, auditor, county), calendarOf(client, auditor, county)]);
  const plan = planSeason({ ...share, seed, cases, county, units });
  const file = join(home, 'sign-ins.json');
  const keep = (signIn: SignIn): void => {
    writePrivate(file, [...readSignIns(home), signIn]);
  };
  const posts = createPosts({ client, county, units, signIns, keep });

  say(`\n━━ 一季度到五月初：${cases} 件诉求，种子 ${seed} · 全部为演练（时间可快进，不计入真实统计）
   A season of ${cases} requests, seed ${seed}: all are rehearsals, kept out of real figures. They are received now; their lives
   of days and weeks pass on the real engine, so their times lie ahead. Ctrl-C 停止 stops.\n`);
  const stop = new AbortController();
  const signals = onStopSignals(
    () => {
      say('\n  正在停下，在办的各走完当前一步 Stopping after the deeds under way … (Ctrl-C again forces)');
      stop.abort();
    },
    () => process.exit(130),
  );
  const began = new Date();
  const progress = createProgress(cases, screen);
  const course = await runSeason(
    { client, seed, calendar, post: posts.of, auditor, stop: stop.signal },
    plan.requests,
    { atATime: usuallyAtATime, news: progress.show },
  );
  progress.end();
  const span = `from=${began.toISOString()}&to=${new Date(Date.now() + 1000).toISOString()}`;
  const stats = await client.get<Statistics>(centre, `/v1/stats/overview?rehearsals=true&${span}`);
  report({ course, stats, cases, seconds: (Date.now() - began.getTime()) / 1000, apiUrl, file, seed }, say);
  if (signals.asked()) return 130;
  return course.failures.length > 0 ? 1 : 0;
};

const find = (signIns: readonly SignIn[], role: SignIn['role'], unit: OrgPath): SignIn => {
  const found = signIns.find((each) => each.role === role && each.unit === unit);
  if (!found) throw new Error(`sign-ins.json 没有 ${unit} 的 ${role}。It has no ${role} of ${unit}.`);
  return found;
};

const unitsOf = async (client: Client, as: SignIn, county: OrgPath): Promise<PlanUnit[]> => {
  const { items } = await client.get<{ items: (PlanUnit & { active: boolean })[] }>(as, `/v1/org?under=${county}`);
  return items.filter(({ active }) => active);
};

/** The county's own working calendar, else the shared one. */
const calendarOf = async (client: Client, as: SignIn, county: OrgPath): Promise<WorkingCalendar> => {
  const { items } = await client.get<{ items: { name: string }[] }>(as, '/v1/calendars');
  const own = county.split('.').at(-1) as string;
  const name = items.some((each) => each.name === own) ? own : 'cn';
  return client.get<WorkingCalendar>(as, `/v1/calendars/${name}`);
};

interface Report {
  course: Course;
  stats: Statistics;
  cases: number;
  seconds: number;
  apiUrl: string;
  file: string;
  seed: number;
}

/** Failures told one by one; of more, only how many. */
const failuresTold = 20;

const report = ({ course, stats, cases, seconds, apiUrl, file, seed }: Report, say: (line: string) => void): void => {
  const { tally, failures, open, cutOff } = course;
  const lived = tally.received + failures.length;
  const received = tally.received + failures.filter(({ caseNo }) => caseNo !== null).length;
  if (lived < cases)
    say(
      `  已停止：${cases} 件中受理 ${lived} 件，${cutOff} 件停在中途。Stopped: ${lived} of ${cases} received, ${cutOff} cut off.\n`,
    );
  say(`  总览 Overview（${Math.round(seconds)} 秒，${(lived / seconds).toFixed(1)} 件/秒）`);
  for (const line of figures(stats, course)) say(line);
  if (stats.received !== received) {
    say(
      `  （期间另有 ${stats.received - received} 件其他演练计入 API 统计。Other rehearsals were received meanwhile.）`,
    );
  }
  say('\n  未办结清单 Open cases');
  for (const line of openCases(open)) say(line);
  if (failures.length > 0) {
    say(`\n  未按计划走完 ${failures.length} 件 failed`);
    for (const { request, caseNo, why } of failures.slice(0, failuresTold)) {
      say(`  ${caseNo ?? `第 ${request.no} 件（未受理 not received）`}  ${why}`);
    }
  }
  say(`
  再看一件    npx caseloop replay ${course.richest?.state.caseNo ?? '<编号>'}   经历最多的一件，三方对账 the most eventful one
  列表        ${apiUrl}/work，勾选「演练」 tick “rehearsals”；GET /v1/cases?rehearsals=true
  账号        ${file}（各街道、社区、部门的岗位都可登录 every post can sign in）
  再来一季    npx caseloop demo --season --seed ${seed + 1}   换一个种子；同一种子结果相同
`);
};
