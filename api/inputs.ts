// From what a person typed to what a command carries: the form is checked, texts and files become references into the vault.
import type { LegalAction } from '../workflows/case/actions.ts';
import { canonical, sha256 } from '../workflows/case/chain.ts';
import { CaseFailure, type FieldProblem } from '../workflows/contract/failures.ts';
import { type ActionInput, type Fields, inputSchema } from '../workflows/contract/fields.ts';
import { SentKey, systemPrefix } from '../workflows/contract/ids.ts';
import type { AttachmentRef, TextRef } from '../workflows/contract/vault.ts';
import { problemsOf } from './problems.ts';

/** @throws CaseFailure Malformed without a usable `Idempotency-Key` */
export const requireKey = (header: string | string[] | undefined): string => {
  const parsed = SentKey.safeParse(header);
  if (parsed.success) return parsed.data;
  throw new CaseFailure(
    'Malformed',
    `请在请求头 Idempotency-Key 中给出 8 至 100 个可见 ASCII 字符，不以 ${systemPrefix} 开头，重试时保持不变。Send an Idempotency-Key of 8 to 100 visible ASCII characters that does not begin with ${systemPrefix}, and the same one when you repeat.`,
  );
};

/** The identity of a request: SHA-256 of its canonical JSON. @throws CaseFailure Malformed for what has no canonical form */
export const bodyHashOf = (body: unknown): string => {
  try {
    return sha256(canonical(body));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new CaseFailure(
      'Malformed',
      '正文含有无法存储的字符。The body holds characters that cannot be stored (a lone surrogate).',
    );
  }
};

/**
 * Checks the form of an action.
 * @returns the input, trimmed
 * @throws CaseFailure InvalidInput with a pointer for each problem
 */
export const checkForm = (
  { action, label, fields, reason: rule }: LegalAction,
  input: unknown,
  reason: string | null,
): Record<string, unknown> => {
  const parsed = inputSchema(fields, 'raw').safeParse(input);
  const problems: FieldProblem[] = parsed.success ? [] : problemsOf(parsed.error.issues, '/input');
  if (rule === 'required' && reason === null) problems.push({ pointer: '/reason', message: '必填 required' });
  if (parsed.success && problems.length === 0) return parsed.data;
  throw new CaseFailure(
    'InvalidInput',
    `「${label.zh}」的内容不符合要求，请按 errors 逐项更正。The input of "${action}" is not valid; mend what "errors" lists.`,
    problems,
  );
};

/** The values of the fields of one kind that were filled in. */
export const valuesOf = (
  fields: Fields,
  kind: Fields[string]['kind'],
  input: Record<string, unknown>,
): [string, unknown][] =>
  Object.entries(input).filter(([name, value]) => fields[name]?.kind === kind && value !== undefined);

/** The input as a command carries it: texts by reference, files by reference and digest. */
export const sealInput = (
  input: Record<string, unknown>,
  texts: Readonly<Record<string, TextRef>>,
  files: ReadonlyMap<string, AttachmentRef>,
): ActionInput =>
  Object.fromEntries(
    Object.entries(input)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => {
        if (Array.isArray(value)) return [name, value.map((ref) => files.get(String(ref)) as AttachmentRef)];
        return [name, texts[name] ?? (value as string | number | boolean)];
      }),
  );

export const keyReused = (): CaseFailure =>
  new CaseFailure('KeyReused', '幂等键已用于其他内容，请换一个。This key was used with another body; take a new one.');
