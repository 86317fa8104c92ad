// What the reconciler can find, each with the very command that mends it. Chinese first, then English.
import type { Finding, Incident } from '../../db/incidents.ts';
import type { OrphanedCase, WaitingReceipt } from '../../db/reconcile.ts';
import type { Break } from '../../db/reconcile-ledger.ts';
import { type Departure, departureInWords } from '../published.ts';

/** About a case's records: settled by whoever has read its whole ledger. */
export const recordKinds = ['LedgerBroken', 'ReadModelDiffers'] as const;
/** About a case's workflow: settled by whoever has asked the engine for it. */
export const runKinds = ['WorkflowLost', 'TaskFailing', 'CaseStuck'] as const;
export const receiptKind = 'ReceiptWaiting';
export const exportKind = 'HistoryUnexported';
export const unitKinds = { gone: 'UnitGone', unstaffed: 'UnitUnstaffed' } as const;
export const missingKind = 'CaseMissing';

const breaks: Record<Break['what'], string> = {
  gap: '缺失 is missing',
  fork: '与前一条不相接 does not follow the one before it',
  altered: '被改动 was altered',
  unsealed: '不是本系统所写 was not written by this system',
};

export const breakInWords = ({ seq, what }: Break): string =>
  `台账第 ${seq} 条${breaks[what]}: event ${seq} of the ledger`;

export const ledgerBroken = (caseNo: string, broken: Break): Finding => ({
  kind: 'LedgerBroken',
  caseNo,
  what: breakInWords(broken),
  mend: `caseloop replay ${caseNo}`,
});

export const readModelDiffers = (caseNo: string): Finding => ({
  kind: 'ReadModelDiffers',
  caseNo,
  what: '读模型与台账不符 the read model is not what the ledger says',
  mend: `caseloop rebuild --case ${caseNo}`,
});

/** @param status the engine's word for its last run; null: the engine does not know the workflow */
export const workflowLost = (caseNo: string, status: string | null): Finding => ({
  kind: 'WorkflowLost',
  caseNo,
  what: `事项未办结，流程却不在运行（${status ?? '引擎中没有'}）the case goes on and its workflow does not run: ${status ?? 'not found'}`,
  mend: `caseloop revive ${caseNo}`,
});

/** @param why the failure that the history names, if it does */
export const taskFailing = (caseNo: string, why: string | null): Finding => ({
  kind: 'TaskFailing',
  caseNo,
  what: `流程代码反复失败 its workflow task fails again and again: ${why ?? '原因见 worker 日志 see the worker’s log'}`,
  mend: `回退 worker 版本，或 go back to the worker’s version before, or: caseloop revive ${caseNo} --replace`,
});

export const caseStuck = (caseNo: string, wake: string): Finding => ({
  kind: 'CaseStuck',
  caseNo,
  what: `到期未动 nothing happened at ${wake}`,
  mend: `caseloop replay ${caseNo}，再 then caseloop revive ${caseNo} --replace`,
});

export const receiptWaiting = ({ caseNo, receivedAt, lastError }: WaitingReceipt): Finding => ({
  kind: receiptKind,
  caseNo,
  what: `已受理未立案 received at ${receivedAt}, not started: ${lastError ?? '尚未尝试 not tried yet'}`,
  mend: mendOf(caseNo, lastError ?? ''),
});

/** A number that another request has had before is known to the engine, and not to the database any more. */
const mendOf = (caseNo: string, lastError: string): string => {
  if (/another request/.test(lastError)) return 'caseloop refill，再重新受理 then receive the request anew';
  if (/CalendarYearMissing|未发布|calendar/i.test(lastError)) return 'caseloop calendar import <year>.json';
  return `caseloop revive ${caseNo}`;
};

export const unitGone = ({ caseNo, responsible }: OrphanedCase): Finding => ({
  kind: unitKinds.gone,
  caseNo,
  what: `责任单位 ${responsible} 已停用，事项无人负责 the unit that answers for it is out of service: ${responsible}`,
  mend: '由上级改派，或恢复该单位 have the level above reassign it, or put the unit into service again',
});

export const unitUnstaffed = ({ caseNo, responsible }: OrphanedCase): Finding => ({
  kind: unitKinds.unstaffed,
  caseNo,
  what: `责任单位 ${responsible} 无在岗人员也无人值班，事项无人负责 the unit that answers for it has nobody in service or on duty: ${responsible}`,
  mend: '由上级改派，或为该单位补人、排班 have the level above reassign it, or enter a person there or put somebody on duty',
});

export const rulesAltered = (departure: Departure): Incident => ({
  kind: 'RulesAltered',
  caseNo: null,
  what: departureInWords(departure),
  mend: '从备份恢复该版本，再 take that version from a backup, then: caseloop incidents resolve <id>',
});

export const caseMissing = (caseNo: string): Finding => ({
  kind: missingKind,
  caseNo,
  what: '编号已发出，台账中却没有此事项 its number was given, and the ledger does not have the case',
  mend: `caseloop refill --case ${caseNo}；引擎中也没有时从备份取回 when the engine does not have it either: take its rows from a backup`,
});

/** @param runs their ids; @param until when the engine forgets the first of them */
export const historyUnexported = (caseNo: string, runs: readonly string[], until: string): Finding => ({
  kind: exportKind,
  caseNo,
  what: `运行历史尚未导出，引擎保留至 ${until} not exported, and the engine forgets it then: ${runs.join(', ')}`,
  mend: `caseloop export ${caseNo}`,
});
