// How a report stands, as the phone knows it.
import { text } from '../../shared/language.ts';
import type { Report } from '../queue/report.ts';

export type ReportState = Report['stage'] | 'sending';

export const stateWords = {
  draft: text('草稿', 'Draft'),
  waiting: text('待发送', 'Waiting to be sent'),
  sending: text('发送中', 'Sending'),
  accepted: text('已受理', 'Received'),
  refused: text('需修改', 'To be mended'),
} as const satisfies Record<ReportState, unknown>;

export const stateTones: Record<ReportState, string> = {
  draft: 'tag',
  waiting: 'tag warn',
  sending: 'tag brand',
  accepted: 'tag good',
  refused: 'tag danger',
};

/** @param sending the id of the report that is on its way */
export const stateOf = ({ id, stage }: Report, sending: string | null): ReportState =>
  stage === 'waiting' && id === sending ? 'sending' : stage;
