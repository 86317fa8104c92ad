// The hash chain of a case: canonical JSON (RFC 8785) and SHA-256, in plain JavaScript because it runs inside the workflow sandbox
// as well as in Node. Each event carries the hash of the one before, so the engine's history and the ledger hold the same head.
import { sha256 as sha256Bytes } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { type CaseEvent, type Decided, genesis } from '../contract/event.ts';
import type { CaseState } from '../contract/state.ts';

/**
 * RFC 8785: no white space, members sorted by UTF-16 code units, numbers and strings as ECMAScript writes them.
 * Members whose value is undefined are left out, as JSON.stringify does.
 * @throws TypeError for what JSON cannot hold faithfully: non-finite numbers, functions, bigints, lone surrogates.
 */
export const canonical = (value: unknown): string => {
  switch (typeof value) {
    case 'string':
      if (!isWellFormed(value)) throw new TypeError('a lone surrogate has no canonical form');
      return JSON.stringify(value);
    case 'boolean':
      return String(value);
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`${value} has no canonical form`);
      return JSON.stringify(value);
    case 'object': {
      if (value === null) return 'null';
      if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
      const members = Object.entries(value)
        .filter(([, member]) => member !== undefined)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, member]) => `${canonical(name)}:${canonical(member)}`);
      return `{${members.join(',')}}`;
    }
    default:
      throw new TypeError(`a ${typeof value} has no canonical form`);
  }
};

const isWellFormed = (text: string): boolean =>
  !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(text);

/** Bytes of the UTF-8 form. */
export const bytesIn = (text: string): number => utf8ToBytes(text).length;

/** SHA-256 of the UTF-8 form, lower-case hex. */
export const sha256 = (text: string): string => bytesToHex(sha256Bytes(utf8ToBytes(text)));

/** The hash of an event: over its canonical form without `hash`. */
export const hashEvent = (event: Omit<CaseEvent, 'hash'> & { hash?: string }): string => {
  const { hash: _, ...hashed } = event;
  return sha256(canonical(hashed));
};

/** Numbers and chains one decided event onto a case's head (null before its first event). */
export const link = (before: Pick<CaseState, 'seq' | 'head'> | null, caseNo: string, decided: Decided): CaseEvent => {
  const event = { ...decided, v: 1 as const, caseNo, seq: (before?.seq ?? 0) + 1, prev: before?.head ?? genesis };
  return { ...event, hash: hashEvent(event) } as CaseEvent;
};

/** The hash by which two folds, replays or machines compare a state. */
export const hashState = (state: CaseState): string => sha256(canonical(state));

/** Where a chain breaks, and how; null when it holds from `before` (or the beginning) to its end. */
export const findBreak = (
  events: readonly CaseEvent[],
  before: Pick<CaseState, 'seq' | 'head'> | null = null,
): { seq: number; what: 'gap' | 'fork' | 'altered' } | null => {
  let seq = before?.seq ?? 0;
  let head = before?.head ?? genesis;
  for (const event of events) {
    seq += 1;
    if (event.seq !== seq) return { seq, what: 'gap' };
    if (event.prev !== head) return { seq, what: 'fork' };
    if (event.hash !== hashEvent(event)) return { seq, what: 'altered' };
    head = event.hash;
  }
  return null;
};
