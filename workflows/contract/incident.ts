// Names of the kinds of incident; docs/operations.md explains them.
import type { Label } from './fields.ts';

const names = {
  WorkflowLost: { zh: '流程中断', en: 'workflow lost' },
  TaskFailing: { zh: '流程出错', en: 'workflow failing' },
  CaseStuck: { zh: '到期未动', en: 'stuck past its time' },
  CaseMissing: { zh: '事项缺失', en: 'case missing' },
  UnitGone: { zh: '责任单位已停用', en: 'responsible unit gone' },
  UnitUnstaffed: { zh: '责任单位无人', en: 'responsible unit without people' },
  ReceiptWaiting: { zh: '受理未立案', en: 'receipt without case' },
  ReadModelDiffers: { zh: '读模型不符', en: 'read model differs' },
  LedgerBroken: { zh: '台账受损', en: 'ledger broken' },
  LedgerDiverged: { zh: '台账分歧', en: 'ledger diverged' },
  HistoryUnexported: { zh: '历史未导出', en: 'history not exported' },
  HistoryLost: { zh: '历史缺失', en: 'history lost' },
  RulesAltered: { zh: '类型或日历被改动', en: 'case type or calendar altered' },
  VaultAltered: { zh: '原文或附件被改动', en: 'texts or files altered' },
} satisfies Record<string, Label>;

export type IncidentKind = keyof typeof names;

/** By kind. One of a later version that this code does not know is absent. */
export const incidentNames: Readonly<Partial<Record<string, Label>>> = names;

/** With one of these, what a page shows of a case may not be what happened. */
export const doubtful: readonly string[] = [
  'ReadModelDiffers',
  'LedgerBroken',
  'LedgerDiverged',
  'VaultAltered',
] satisfies IncidentKind[];
