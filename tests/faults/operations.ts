// The clients' ledger: every request that was made, and what became of it. What is checked afterwards rests on this, not on what the
// system says of itself.

/** `ok`: done, with proof; `refused`: the system said no and did nothing; `failed`: not done yet, or nobody knows (an error, no answer). */
export type Attempt = 'ok' | 'refused' | 'failed';

export interface Operation {
  id: number;
  kind: 'receive' | 'act';
  /** Idempotency key; every attempt bears it. */
  key: string;
  /** Of the case, once it is known. */
  caseNo: string | null;
  action: string | null;
  /** Each request that was sent: when (epoch ms), and how it ended. */
  attempts: {
    at: number;
    endedAt: number;
    outcome: Attempt;
    status: number | null;
    code: string | null;
    /** What the answer said, or why there was none. */
    detail: string;
  }[];
  /** What the first success answered: a case number, or the number of the event. */
  answer: string | number | null;
  /** Answers of further successes that differ from the first: an idempotency key that does not hold. */
  otherAnswers: (string | number)[];
  /** What the system said to the same key with another body; null: not asked, or never answered. */
  misused: { status: number; code: string | null } | null;
}

/** A case that was read after an act on it was acknowledged. */
export interface Read {
  caseNo: string;
  acknowledged: number;
  /** The number of the last event that the answer rests on; null: no answer. */
  seq: number | null;
}

export interface OperationLedger {
  readonly operations: readonly Operation[];
  readonly reads: Read[];
  begin(kind: Operation['kind'], key: string, caseNo: string | null, action: string | null): Operation;
  /** Requests that have ended well so far. */
  succeeded(): number;
  /** Calls `then` once, when so many requests have ended well. */
  whenSucceeded(count: number, then: () => void): void;
  note(operation: Operation, attempt: Operation['attempts'][number], answer: string | number | null): void;
}

export const openLedger = (): OperationLedger => {
  const operations: Operation[] = [];
  const waiting: { count: number; then: () => void }[] = [];
  let succeeded = 0;
  return {
    operations,
    reads: [],
    begin(kind, key, caseNo, action) {
      const operation: Operation = {
        id: operations.length,
        kind,
        key,
        caseNo,
        action,
        attempts: [],
        answer: null,
        otherAnswers: [],
        misused: null,
      };
      operations.push(operation);
      return operation;
    },
    succeeded: () => succeeded,
    whenSucceeded(count, then) {
      waiting.push({ count, then });
    },
    note(operation, attempt, answer) {
      operation.attempts.push(attempt);
      if (attempt.outcome !== 'ok') return;
      succeeded += 1;
      if (operation.answer === null) operation.answer = answer;
      else if (answer !== null && answer !== operation.answer) operation.otherAnswers.push(answer);
      for (const each of waiting.filter(({ count }) => count <= succeeded)) {
        waiting.splice(waiting.indexOf(each), 1);
        each.then();
      }
    },
  };
};

/** Operations that ended well. */
export const done = ({ operations }: OperationLedger): Operation[] =>
  operations.filter(({ attempts }) => attempts.some(({ outcome }) => outcome === 'ok'));
