// What a case's next run is handed, from the records alone: the ledger says what the case is, the receipt and the tables of publications
// what it lives by. The run before would have handed on the same.
import { readCalendar } from '../../db/calendars.ts';
import { readCaseType } from '../../db/case-types.ts';
import type { Database } from '../../db/client.ts';
import { readBodyHashes, readOpening } from '../../db/reconcile.ts';
import { hashCaseType } from '../../workflows/case/case-type-hash.ts';
import type { OpenCase } from '../../workflows/contract/command.ts';
import type { CaseEvent } from '../../workflows/contract/event.ts';
import type { NextRun } from '../../workflows/contract/next-run.ts';
import type { CarriedCase, CaseState } from '../../workflows/contract/state.ts';

/** As many keys as a run carries on. */
const rememberedCommands = 200;

/**
 * @param events the whole ledger of the case, proven; @param state its fold
 * @throws Error when the case's type or calendar is not in the database
 */
export const nextRunOf = async (db: Database, events: readonly CaseEvent[], state: CaseState): Promise<NextRun> => {
  const { caseNo } = state;
  const opening = await readOpening(db, caseNo);
  return {
    v: 1,
    carried: { v: 1, state, applied: appliedIn(events, await readBodyHashes(db, caseNo)) },
    definition: await definitionOf(db, state, opening),
    calendar: await calendarOf(db, events, opening),
  };
};

const appliedIn = (events: readonly CaseEvent[], bodyHashes: ReadonlyMap<string, string>): CarriedCase['applied'] =>
  events
    .flatMap(({ commandId: id, seq, hash: head }) =>
      id === null ? [] : [{ id, bodyHash: bodyHashes.get(id) ?? null, seq, head }],
    )
    .slice(-rememberedCommands);

const definitionOf = async (
  db: Database,
  { type }: CaseState,
  opening: OpenCase | null,
): Promise<NextRun['definition']> => {
  for (const definition of [opening?.definition, await readCaseType(db, type)]) {
    if (definition && hashCaseType(definition) === type.hash) return definition;
  }
  throw new Error(
    `数据库中没有事项类型 ${type.name} 第 ${type.version} 版，请先发布。The database lacks version ${type.version} of the case type ${type.name}; publish it first.`,
  );
};

/** The version that the case followed last: adopted, or at its reception. */
const calendarOf = async (
  db: Database,
  events: readonly CaseEvent[],
  opening: OpenCase | null,
): Promise<NextRun['calendar']> => {
  const followed = events.reduce<{ name: string; version: number } | null>((found, event) => {
    if (event.type === 'received') return event.data.caseClock.calendar;
    return event.type === 'calendarAdopted' ? event.data.calendar : found;
  }, null);
  const same = opening?.calendar.name === followed?.name && opening?.calendar.version === followed?.version;
  const calendar = same ? opening?.calendar : followed && (await readCalendar(db, followed.name, followed.version));
  if (calendar) return calendar;
  throw new Error(
    `数据库中没有日历 ${followed?.name} 第 ${followed?.version} 版，请先恢复。The database lacks version ${followed?.version} of the calendar ${followed?.name}; restore it first.`,
  );
};
