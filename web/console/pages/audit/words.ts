// Words that several parts of the audit page use.
import type { Authority } from '../../../../workflows/contract/actor.ts';
import type { Label } from '../../../../workflows/contract/fields.ts';
import { text } from '../../../shared/language.ts';
import type { Fault } from './check.ts';

export const faultWords: Readonly<Record<Fault, Label>> = {
  gap: text('缺号', 'Gap'),
  fork: text('不接前一条', 'Does not follow'),
  altered: text('被改动', 'Altered'),
  unreadable: text('无法识别', 'Unreadable'),
  backward: text('时间倒退', 'Back in time'),
  unsealed: text('无封印', 'Unsealed'),
};

export const faultHints: Readonly<Record<Fault, Label>> = {
  gap: text('序号与前一条不连续', 'Its number does not follow the one before it'),
  fork: text('所记的前一条哈希，与前一条实际的哈希不同', 'It names another hash than the row before it has'),
  altered: text('原文的 SHA-256 与所记哈希不同', 'The SHA-256 of its text is not the hash that it bears'),
  unreadable: text('不是本事项的规范记录', 'It is no canonical event of this case'),
  backward: text('发生时间早于前一条', 'It happened before the row before it'),
  unsealed: text('没有本系统的封印：不是本系统写入的', "It lacks this system's seal: it was not written by it"),
};

export const basisWords: Readonly<Record<Authority['basis'], Label>> = {
  duty: text('职责', 'Duty'),
  receipt: text('受理凭证', 'Receipt'),
  system: text('系统规则', 'System rule'),
};
