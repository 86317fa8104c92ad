// A case at its desk: the state, and the one way to change it: decide, commit, apply, one decision at a time.
import { condition, proxyLocalActivities, workflowInfo } from '@temporalio/workflow';
import { link } from '../case/chain.ts';
import { evolve } from '../case/evolve.ts';
import type { Context } from '../case/transition.ts';
import type { WorkingCalendar } from '../contract/calendar.ts';
import type { CaseTypeDefinition } from '../contract/case-type.ts';
import type { Command } from '../contract/command.ts';
import type { CaseEvent, Decided } from '../contract/event.ts';
import type { Instant } from '../contract/ids.ts';
import type { CarriedCase, CaseState } from '../contract/state.ts';
import type { Adopted, CaseActivities } from './ports.ts';
import { reportApplied, reportRestored } from './replay-report.ts';

// A commit is one short transaction. The database gives up first (statement_timeout 5 s), so a retry finds its rows written or not
// at all; while the database is away it is tried again, at most half a minute apart, until it is back.
const { commitCase, ledgerAfter } = proxyLocalActivities<CaseActivities>({
  startToCloseTimeout: '10s',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '30s' },
});

/** Keys of applied commands that a run carries on; the ledger's unique key refuses older ones. */
const rememberedCommands = 200;

/** A command as far as its idempotency goes. */
type Caller = Pick<Command, 'id' | 'bodyHash'>;

/** Decides on a state at the context's instant. */
type Decide = (state: CaseState | null, context: Context) => Decided[];

export interface Desk {
  /** Null until the reception is in the ledger. */
  readonly state: CaseState | null;
  readonly definition: CaseTypeDefinition;
  calendar: WorkingCalendar;
  /** Callers inside or waiting for their turn. Counted by who lets them in, at once: many may come in one task. */
  callers: number;
  /** What an applied command answered. */
  applied(id: string): CarriedCase['applied'][number] | undefined;
  /**
   * Waits for its turn, then decides, commits and applies. `decide` is pure; it is asked again when the ledger turned out to be ahead
   * (see {@link CommitResult}), and must return nothing once its purpose is met. Whatever it throws changes nothing.
   * `command` is whose decision it is; none: time's.
   */
  record(decide: Decide, command?: Caller): Promise<void>;
  /** Waits for its turn, then takes over what the ledger holds after the state: an attempt that the engine forgot committed it. */
  catchUp(): Promise<void>;
  /** The context of a decision taken at `now`; at present unless given. */
  context(now?: Instant): Context;
  carry(): CarriedCase;
}

/** The first histories with a catch-up hold the events alone. */
const asAdopted = (result: Adopted | CaseEvent[]): Adopted => (Array.isArray(result) ? { adopted: result } : result);

export const openDesk = (
  caseNo: string,
  definition: CaseTypeDefinition,
  calendar: WorkingCalendar,
  carried: CarriedCase | null,
  onApplied: () => void,
): Desk => {
  const { workflowId, runId } = workflowInfo();
  let state = carried?.state ?? null;
  let applied = carried?.applied ?? [];
  let busy = false;
  if (state) reportRestored(state);

  const apply = (events: readonly CaseEvent[], command?: Caller): void => {
    for (const event of events) {
      state = evolve(state, event);
      reportApplied(event);
      const { commandId: id, seq, hash: head } = event;
      const bodyHash = id === command?.id ? (command?.bodyHash ?? null) : null;
      if (id) applied = [...applied.slice(1 - rememberedCommands), { id, bodyHash, seq, head }];
    }
    onApplied();
  };

  const takeOver = ({ adopted, calendar }: Adopted, command?: Caller): void => {
    if (calendar && calendar.version > desk.calendar.version) desk.calendar = calendar;
    apply(adopted, command);
  };

  const decideAt = (decide: Decide, now: Instant): { events: CaseEvent[]; after: CaseState | null } => {
    const events: CaseEvent[] = [];
    let after = state;
    for (const each of decide(state, desk.context(now))) {
      const event = link(after, caseNo, each);
      events.push(event);
      after = evolve(after, event);
    }
    return { events, after };
  };

  const decideAndCommit = async (decide: Decide, command?: Caller): Promise<void> => {
    for (;;) {
      const now = new Date().toISOString();
      const { events, after } = decideAt(decide, now);
      if (events.length === 0) return;
      const result = await commitCase({ run: { workflowId, runId }, events, state: after as CaseState, now });
      if ('adopted' in result) {
        takeOver(result, command);
        continue;
      }
      // A replay may have decided at another instant than the one that was recorded.
      const recorded = result.now ?? now;
      return apply(recorded === now ? events : decideAt(decide, recorded).events, command);
    }
  };

  const inTurn = async (work: () => Promise<void>): Promise<void> => {
    while (busy) await condition(() => !busy);
    busy = true;
    try {
      await work();
    } finally {
      busy = false;
    }
  };

  const desk: Desk = {
    get state() {
      return state;
    },
    definition,
    calendar,
    callers: 0,
    applied: (id) => applied.find((command) => command.id === id),
    record: (decide, command) => inTurn(() => decideAndCommit(decide, command)),
    catchUp: () =>
      inTurn(async () => {
        if (state) takeOver(asAdopted(await ledgerAfter({ caseNo, seq: state.seq, head: state.head })));
      }),
    context: (now = new Date().toISOString()) => ({ definition, calendar: desk.calendar, now }),
    carry: () => ({ v: 1, state: state as CaseState, applied }),
  };
  return desk;
};
