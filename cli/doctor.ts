// `caseloop doctor`: looks at everything that a start needs and says, line by line, what is wrong and how to mend it.
import type { Command } from 'commander';
import { readConfig } from '../platform/config.ts';
import { checkDatabase } from '../platform/doctor/database.ts';
import { checkEngine } from '../platform/doctor/engine.ts';
import type { Finding } from '../platform/doctor/finding.ts';
import { checkApi, checkDisk, checkHome, checkNode, checkPackages, checkRunning } from '../platform/doctor/machine.ts';
import { readRunning } from '../platform/running.ts';

export function register(program: Command): void {
  program
    .command('doctor')
    .description('体检 Check versions, ports, disk, engine and database, and say how to mend what is wrong')
    .option('--json', 'print the findings as JSON')
    .action(async (options: { json?: boolean }) => {
      const findings = await examine();
      if (options.json) console.log(JSON.stringify(findings, null, 2));
      else for (const finding of findings) console.log(describe(finding));
      process.exitCode = findings.some(({ level }) => level === 'bad') ? 1 : 0;
    });
}

async function examine(): Promise<Finding[]> {
  const config = readConfig(process.env);
  const running = readRunning(config.home);
  const engine = await checkEngine(config, running);
  return [
    checkNode(process.versions.node),
    ...(await checkPackages()),
    ...checkHome(config),
    await checkDisk(config.home, engine.level !== 'ok'),
    checkRunning(running),
    engine,
    ...(await checkDatabase(config, running, new Date())),
    await checkApi(config, running),
  ];
}

const SIGNS = { ok: '✓', warn: '!', bad: '✗' };

function describe({ level, about, found, mend }: Finding): string {
  return `${SIGNS[level]} ${about}: ${found}${mend ? `\n    → ${mend}` : ''}`;
}
