// Writing one decision of a case: ledger, read model, notices and the run's mark, in one transaction and one round trip.
import { canonical, findBreak, sha256 } from '../workflows/case/chain.ts';
import { type CaseEvent, parseEvent } from '../workflows/contract/event.ts';
import { CaseFailure } from '../workflows/contract/failures.ts';
import type { Adopted, Commit, CommitResult, LedgerPlace } from '../workflows/runtime/ports.ts';
import { readCalendar } from './calendars.ts';
import { viewOf } from './case-view.ts';
import type { Database } from './client.ts';
import { recordIncident } from './incidents.ts';
import { noticesOf } from './outbox.ts';
import { isSealed, sealOf } from './seal.ts';

type Verdict = 'written' | 'same' | 'other' | 'gap' | 'fork';

/**
 * @param sealKey `keys.seal`
 * @throws CaseFailure LedgerDiverged: a gap, a fork, or other events that this system did not write; an incident says what to do.
 * @throws CaseFailure KeyReused: a command of this key is in the ledger already, at another place.
 */
export const commitEvents = async (db: Database, commit: Commit, sealKey: string): Promise<CommitResult> => {
  const [first] = commit.events;
  const last = commit.events.at(-1);
  if (!first || !last) throw new Error('A decision has at least one event.');
  const verdict = await write(db, commit, first, sealKey);
  if (verdict === 'written' || verdict === 'same') return { head: last.hash };
  if (verdict === 'other') {
    const adopted = await adoptable(db, { caseNo: first.caseNo, seq: first.seq - 1, head: first.prev }, sealKey);
    if (adopted) return adopted;
  }
  return diverged(db, first, verdict);
};

/**
 * The ledger's own events after a place, ascending: none, unless the case's workflow is behind.
 * @throws CaseFailure LedgerDiverged: they do not chain from there, or this system did not write them; an incident says what to do
 */
export const ledgerAfter = async (db: Database, place: LedgerPlace, sealKey: string): Promise<Adopted> =>
  (await adoptable(db, place, sealKey)) ?? diverged(db, { caseNo: place.caseNo, seq: place.seq + 1 }, 'other');

const write = async (
  db: Database,
  { run, events, state }: Commit,
  first: CaseEvent,
  sealKey: string,
): Promise<Verdict> => {
  const notices = noticesOf(events, state);
  const { rows } = await db.pool
    .query<{ verdict: Verdict }>({
      name: 'commit-case',
      text: `select commit_case($1, $2, $3, $4::text[], $5::timestamptz[], $6::text[], $7::text[], $8::text[], $9::text[],
        $10::jsonb, $11::integer[], $12::text[], $13::text[], $14, $15) as verdict`,
      values: [
        state.caseNo,
        first.seq,
        first.prev,
        events.map((event) => event.type),
        events.map((event) => event.at),
        // On a command's first event only: the ledger's unique key is by command.
        events.map(({ commandId }, i) => (commandId === events[i - 1]?.commandId ? null : commandId)),
        events.map(bodyOf),
        events.map((event) => event.hash),
        events.map((event) => sealOf(sealKey, event.hash)),
        JSON.stringify(viewOf(state)),
        notices.map((notice) => notice.seq),
        notices.map((notice) => notice.kind),
        notices.map((notice) => notice.audience),
        run.workflowId,
        run.runId,
      ],
    })
    .catch((error: { constraint?: string }) => {
      if (error.constraint !== 'case_event_command') throw error;
      throw new CaseFailure(
        'KeyReused',
        `幂等键 ${first.commandId} 早已用过，请换一个。This key was used before; take a new one.`,
      );
    });
  return rows[0]?.verdict as Verdict;
};

/** The text that is hashed and stored. */
const bodyOf = ({ hash: _, ...event }: CaseEvent): string => canonical(event);

/** The ledger's own events after a place, when they chain from its head and this system sealed each of them. */
const adoptable = async (
  db: Database,
  { caseNo: ours, seq, head }: LedgerPlace,
  sealKey: string,
): Promise<Adopted | null> => {
  const { rows } = await db.pool.query<LedgerRow>(
    'select body, hash, seal from case_event where case_no = $1 and seq > $2 order by seq',
    [ours, seq],
  );
  // A body that is the hashed one to the letter was written by this system: it can be parsed without fear.
  if (!rows.every(({ body, hash, seal }) => sha256(body) === hash && isSealed(sealKey, hash, seal))) return null;
  const events = rows.map(({ body, hash }) => parseEvent({ ...JSON.parse(body), hash }));
  // A first event rests on no other: only its number tells whose it is.
  if (events.some(({ caseNo }) => caseNo !== ours)) return null;
  return findBreak(events, { seq, head }) ? null : withCalendar(db, events);
};

/** An event names the calendar that it makes a case follow; the case needs the whole of it. */
const withCalendar = async (db: Database, adopted: CaseEvent[]): Promise<Adopted> => {
  const last = adopted.findLast((event) => event.type === 'calendarAdopted');
  const calendar = last && (await readCalendar(db, last.data.calendar.name, last.data.calendar.version));
  return calendar ? { adopted, calendar } : { adopted };
};

interface LedgerRow {
  body: string;
  hash: string;
  seal: string;
}

const diverged = async (
  db: Database,
  { caseNo, seq }: Pick<CaseEvent, 'caseNo' | 'seq'>,
  verdict: Verdict,
): Promise<never> => {
  const what = {
    gap: `台账缺第 ${seq} 条之前的记录 events before ${seq} are missing in the ledger`,
    fork: `台账第 ${seq - 1} 条与流程所记不同 event ${seq - 1} of the ledger is not the one that the case decided`,
    other: `台账第 ${seq} 条不是本系统所写 event ${seq} of the ledger was not written by this system`,
  }[verdict as 'gap' | 'fork' | 'other'];
  const mend =
    verdict === 'gap' ? `补齐 Refill: caseloop refill --case ${caseNo}` : `核对 Compare: caseloop replay ${caseNo}`;
  await recordIncident(db, { kind: 'LedgerDiverged', caseNo, what, mend });
  throw new CaseFailure('LedgerDiverged', `${caseNo}：${what}。${mend}`);
};
