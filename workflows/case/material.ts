// How much material a case may gather. Each file's reference is carried by the state from run to run, so it has a bound.
import type { Command } from '../contract/command.ts';
import { CaseFailure } from '../contract/failures.ts';
import type { CaseState } from '../contract/state.ts';
import type { AttachmentRef } from '../contract/vault.ts';

/** Files of one case, those of its reception included. */
export const mostFiles = 200;

/**
 * Refuses a command whose files the case has no room for, or that attaches what it has already. Asked at the case's door only: what was
 * once taken in must be decided alike in every replay. Commands that wait at the same time are each held against the state as it stands,
 * so a few files more than {@link mostFiles} may come in.
 * @throws CaseFailure InvalidInput
 */
export const requireRoom = (state: Pick<CaseState, 'attachments'>, { action, input }: Command): void => {
  const brought = Object.entries(input).flatMap(([field, value]) => (Array.isArray(value) ? [{ field, value }] : []));
  for (const { field, value } of action === 'attach' ? brought : []) requireNew(state, field, value);
  const { length } = brought.flatMap(({ value }) => value);
  if (length === 0 || state.attachments.length + length <= mostFiles) return;
  throw new CaseFailure(
    'InvalidInput',
    `一个事项最多 ${mostFiles} 个文件，已有 ${state.attachments.length} 个；请合并成一个 PDF，或只交最要紧的。` +
      `A case holds ${mostFiles} files at most and has ${state.attachments.length}; combine yours into one PDF, or send only those that matter.`,
    brought.map(({ field }) => ({ pointer: `/input/${field}`, message: '超出文件数 too many files' })),
  );
};

const requireNew = ({ attachments }: Pick<CaseState, 'attachments'>, field: string, files: AttachmentRef[]): void => {
  const known = new Set(attachments.map(({ sha256 }) => sha256));
  const problems = files.flatMap(({ sha256 }, i) => {
    if (!known.has(sha256)) {
      known.add(sha256);
      return [];
    }
    return [{ pointer: `/input/${field}/${i}`, message: '已在事项中 is there already' }];
  });
  if (problems.length === 0) return;
  throw new CaseFailure(
    'InvalidInput',
    '有文件已在事项中，请去掉重复的。The case has some of these files already; take those out.',
    problems,
  );
};
