// `caseloop incidents`: what a person must look into, and what to type. Exit code 1 while any is open.
import type { Command } from 'commander';
import { allIncidents, type KnownIncident, openIncidents, resolveIncident } from '../db/incidents.ts';
import { inChina } from '../platform/china-time.ts';
import { incidentNames } from '../workflows/contract/incident.ts';
import { withDatabase } from './database.ts';

interface Options {
  all?: boolean;
  json?: boolean;
}

export function register(program: Command): void {
  const incidents = program
    .command('incidents')
    .description(
      '异常 List what a person must look into, with the command that mends it; exit code 1 while any is open',
    )
    .option('--all', '包括已消除的 resolved ones as well')
    .option('--json', '以 JSON 输出 print as JSON')
    .action((options: Options) => withDatabase((db) => list(db, options)));
  incidents
    .command('resolve')
    .description('消除 Say that somebody has looked into it; what the system still finds comes back by itself')
    .argument('<id>', '编号 its number in the list')
    .action((id: string) => withDatabase((db) => resolve(db, id)));
}

type Database = Parameters<typeof openIncidents>[0];

const list = async (db: Database, { all = false, json = false }: Options): Promise<void> => {
  const incidents = all ? await allIncidents(db) : await openIncidents(db);
  const open = incidents.filter(({ resolvedAt }) => resolvedAt === null).length;
  if (json) console.log(JSON.stringify(incidents, null, 2));
  else {
    for (const incident of incidents) console.log(inWords(incident));
    console.log(open === 0 ? '没有未消除的异常。No incident is open.' : `${open} 项异常未消除。${open} open.`);
  }
  process.exitCode = open > 0 ? 1 : 0;
};

const time = (at: Date): string => inChina(at).toFormat('yyyy-MM-dd HH:mm');

const inWords = ({ id, kind, caseNo, what, mend, at, resolvedAt }: KnownIncident): string =>
  [
    `${id}  ${incidentNames[kind]?.zh ?? ''} ${kind}  ${caseNo ?? '—'}  ${time(at)} 起 since`,
    `    ${what}`,
    resolvedAt ? `    ${time(resolvedAt)} 已消除 resolved` : `    → ${mend.replace(/^caseloop /, 'npx caseloop ')}`,
  ].join('\n');

const resolve = async (db: Database, id: string): Promise<void> => {
  if (!/^\d{1,9}$/.test(id) || !(await resolveIncident(db, Number(id)))) {
    throw new Error(`没有编号为 ${id} 的未消除异常。No open incident has the number ${id}: caseloop incidents`);
  }
  console.log(`${id} 已消除。Resolved.`);
};
