// What the engine's histories say of a case: the events that it decided, found by replaying its runs, and what it was started with.
import type { Client } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import { fetchHistory } from '../../platform/temporal/history.ts';
import type { WorkingCalendar } from '../../workflows/contract/calendar.ts';
import type { CaseTypeDefinition } from '../../workflows/contract/case-type.ts';
import type { AdoptCalendar, Command, OpenCase, ReceptionAsked } from '../../workflows/contract/command.ts';
import type { CaseEvent } from '../../workflows/contract/event.ts';
import type { NextRun } from '../../workflows/contract/next-run.ts';
import type { CaseState } from '../../workflows/contract/state.ts';
import type { RecordedRun, ReplayedRun, Replayer } from '../replay.ts';
import type { EngineCase } from './engine-cases.ts';

/** An event, and the run that decided it. */
export interface Recalled {
  event: CaseEvent;
  run: { workflowId: string; runId: string };
}

export interface Recollection {
  caseNo: string;
  /** What the first run that is still known was handed; null: it received the case. */
  base: CaseState | null;
  /** In order, from the one after `base`. */
  events: Recalled[];
  /** What the case was started with, as far as the histories go back. */
  opening: OpenCase | null;
  definitions: CaseTypeDefinition[];
  calendars: WorkingCalendar[];
  /** Why the histories cannot be believed or read; null: they can. */
  problem: string | null;
}

type History = NonNullable<Awaited<ReturnType<typeof fetchHistory>>>;
type HistoryEvent = NonNullable<History['events']>[number];

/** Histories fetched at a time. */
const atOnce = 8;

/** Recalls these cases, whose histories are replayed in one go. */
export const recall = async (
  client: Client,
  replayer: Replayer,
  cases: readonly EngineCase[],
): Promise<Recollection[]> => {
  const wanted = cases.flatMap(({ workflowId, runIds }) => runIds.map((runId) => ({ workflowId, runId })));
  const recorded: (RecordedRun & { history: History })[] = [];
  for (let i = 0; i < wanted.length; i += atOnce) {
    const fetched = await Promise.all(
      wanted
        .slice(i, i + atOnce)
        .map(async (run) => ({ ...run, history: await fetchHistory(client, run.workflowId, run.runId) })),
    );
    // Deleted since it was listed: its retention has ended.
    for (const { history, ...run } of fetched) if (history) recorded.push({ ...run, history });
  }
  const replayed = await replayer.replay(recorded);
  const byRun = new Map(replayed.map((run) => [run.runId, run]));
  return cases.map((engineCase) => recollect(engineCase, recorded, byRun));
};

const recollect = (
  { caseNo, workflowId, runIds }: EngineCase,
  recorded: readonly (RecordedRun & { history: History })[],
  replayed: ReadonlyMap<string, ReplayedRun>,
): Recollection => {
  const runs = runIds.flatMap((runId) => replayed.get(runId) ?? []);
  const events: Recalled[] = [];
  let problem: string | null = null;
  const base = runs[0]?.restored ?? null;
  let at = { seq: base?.seq ?? 0, head: base?.head ?? null };
  for (const { runId, events: decided, error } of runs) {
    if (error) problem ??= `运行 ${runId} 不能重放 does not replay: ${error.message}`;
    for (const event of decided) {
      // A run that was reset decides, or adopts, the same again.
      if (event.seq <= at.seq && events[event.seq - (base?.seq ?? 0) - 1]?.event.hash === event.hash) continue;
      if (event.seq !== at.seq + 1 || (at.head !== null && event.prev !== at.head)) {
        problem ??= `运行 ${runId} 的第 ${event.seq} 条与前不相接 event ${event.seq} does not follow the one before it`;
        break;
      }
      events.push({ event, run: { workflowId, runId } });
      at = { seq: event.seq, head: event.hash };
    }
  }
  const inputs = recorded.filter(({ runId }) => runIds.includes(runId)).flatMap(({ history }) => inputsOf(history));
  const openings = inputs.filter((input): input is OpenCase => 'intake' in input);
  const starts = inputs.filter((input): input is OpenCase | NextRun => 'definition' in input);
  return {
    caseNo,
    base,
    events,
    opening: openings[0] ?? null,
    definitions: starts.map(({ definition }) => definition),
    calendars: inputs.flatMap((input) => ('calendar' in input ? [input.calendar] : [])),
    problem,
  };
};

/** What a run was started with, and the updates that it accepted. */
const inputsOf = ({ events }: History): (OpenCase | NextRun | ReceptionAsked | AdoptCalendar | Command)[] =>
  (events ?? []).flatMap((event) =>
    payloadsOf(event)
      .slice(0, 1)
      .map((payload) => defaultPayloadConverter.fromPayload(payload)),
  );

const payloadsOf = (event: HistoryEvent) =>
  event.workflowExecutionStartedEventAttributes?.input?.payloads ??
  event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest?.input?.args?.payloads ??
  [];
