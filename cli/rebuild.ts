// `caseloop rebuild`: the read model made anew from the ledger, while the system runs. Tells every difference before it swaps. Exit code 0:
// nothing differs any more; 1: something still does.
import type { Command } from 'commander';
import { type Difference, rebuildReadModel } from '../db/rebuild.ts';
import { CaseNo } from '../workflows/contract/ids.ts';
import { withDatabase } from './database.ts';

interface Options {
  case?: string;
  dryRun?: boolean;
}

export function register(program: Command): void {
  program
    .command('rebuild')
    .description('重建 Make the read model anew from the ledger; every difference is told before anything is written')
    .option('--case <caseNo>', '只查一件 one case only')
    .option('--dry-run', '只报告，不改动 tell the differences, write nothing')
    .action(rebuild);
}

const rebuild = ({ case: caseNo, dryRun = false }: Options): Promise<void> =>
  withDatabase(async (db) => {
    if (caseNo !== undefined && !CaseNo.safeParse(caseNo).success) {
      throw new Error(`不是事项编号：${caseNo}。Not a case number such as SF-20261123-00017.`);
    }
    let mendable = 0;
    let others = 0;
    const { compared, written } = await rebuildReadModel(db, {
      caseNo,
      found(difference) {
        console.log(inWords(difference));
        if (difference.kind === 'differs' || difference.kind === 'missing') mendable += 1;
        else others += 1;
      },
      swaps: () => !dryRun,
    });
    if (caseNo !== undefined && compared === 0) {
      throw new Error(
        `台账和读模型里都没有事项 ${caseNo}。Neither the ledger nor the read model has a case ${caseNo}.`,
      );
    }
    console.log(
      `核对 ${compared} 件：${mendable + others} 件不符，重建 ${written} 件。${compared} compared, ${mendable + others} differ, ${written} rebuilt.`,
    );
    if (dryRun && mendable > 0)
      console.log('未作改动；去掉 --dry-run 即重建。Nothing was written: without --dry-run it is.');
    process.exitCode = others > 0 || (dryRun && mendable > 0) ? 1 : 0;
  });

const inWords = (difference: Difference): string => {
  const { caseNo } = difference;
  switch (difference.kind) {
    case 'differs':
      return `${caseNo}  不符 differs: ${difference.fields.join(', ')}`;
    case 'missing':
      return `${caseNo}  读模型缺失 is missing in the read model`;
    case 'extra':
      return `${caseNo}  台账中没有，未动 is not in the ledger; left alone`;
    case 'broken':
      return `${caseNo}  台账第 ${difference.seq} 条受损，未动 its ledger is broken at event ${difference.seq} (${difference.what}); left alone: caseloop replay ${caseNo}`;
  }
};
