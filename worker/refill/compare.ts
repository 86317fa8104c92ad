// One case: what its histories say against what the ledger holds.
import type { ReadLedger } from '../../db/reconcile-ledger.ts';
import type { Recalled, Recollection } from './recall.ts';

export interface Gap {
  caseNo: string;
  /** Events in the ledger, and as far as the histories go. */
  ledger: number;
  engine: number;
  /** What the ledger lacks and the histories give, in order. */
  missing: Recalled[];
  /** What the ledger lacks and no history gives any more. */
  lost: number;
  /** Why nothing can be refilled here; null: nothing stands against it. */
  problem: string | null;
}

export const compare = (recollection: Recollection, ledger: ReadLedger | undefined): Gap => {
  const { caseNo, base, events } = recollection;
  const held = ledger?.events ?? [];
  const engine = events.at(-1)?.event.seq ?? base?.seq ?? 0;
  const missing = events.filter(({ event }) => event.seq > held.length);
  const gap = { caseNo, ledger: held.length, engine, missing, lost: Math.max(0, (base?.seq ?? 0) - held.length) };
  return { ...gap, problem: recollection.problem ?? problemOf(recollection, ledger) };
};

const problemOf = ({ base, events }: Recollection, ledger: ReadLedger | undefined): string | null => {
  if (ledger?.broken) return `台账第 ${ledger.broken.seq} 条不可信 the ledger is broken at event ${ledger.broken.seq}`;
  const held = ledger?.events ?? [];
  if (base && base.seq > held.length) {
    return `第 ${held.length + 1} 至 ${base.seq} 条的历史已被清除 the histories of events ${held.length + 1} to ${base.seq} are gone`;
  }
  const other =
    base && held[base.seq - 1]?.hash !== base.head
      ? base.seq
      : events.find(({ event }) => event.seq <= held.length && held[event.seq - 1]?.hash !== event.hash)?.event.seq;
  if (other !== undefined)
    return `台账第 ${other} 条与历史不同 event ${other} of the ledger is not the one of the history`;
  const next = events.find(({ event }) => event.seq === held.length + 1)?.event;
  if (next && held.length > 0 && next.prev !== held.at(-1)?.hash) {
    return `第 ${next.seq} 条与台账不相接 event ${next.seq} does not follow the ledger`;
  }
  return null;
};
