// Finding a case for a caller and putting it into words: the one place where state, names, duty, texts and the present meet.
import { setTimeout as delay } from 'node:timers/promises';
import { readCalendar } from '../db/calendars.ts';
import { readCaseType, typeAltered } from '../db/case-types.ts';
import { readCase, readCaseAndCommand } from '../db/cases.ts';
import { unitNames } from '../db/org.ts';
import { personNames } from '../db/people.ts';
import { readCaseAndSurroundings, readSurroundings } from '../db/surroundings.ts';
import { readTexts } from '../db/vault.ts';
import type { WorkingCalendar } from '../workflows/contract/calendar.ts';
import type { CaseTypeDefinition, CaseTypeRef } from '../workflows/contract/case-type.ts';
import type { CaseEvent } from '../workflows/contract/event.ts';
import { CaseFailure } from '../workflows/contract/failures.ts';
import type { CaseState } from '../workflows/contract/state.ts';
import { administrators, auditors } from './auth.ts';
import { type Caller, roleOf, scopeOf } from './caller.ts';
import { caseAnswer, offersTo, unitsIn } from './case-answer.ts';
import type { ApiDeps } from './deps.ts';
import { namedIn, tellEvents } from './event-answer.ts';
import { remember } from './remember.ts';
import type { CaseAnswer, EventAnswer } from './schemas.ts';
import { intakeRefs } from './texts.ts';

export interface CaseDesk {
  /** @throws CaseFailure NotFound: there is none, or the caller may not see it (which is not told apart) */
  find(caller: Caller, caseNo: string): Promise<CaseState>;
  /** {@link find}, and after which of its events a command was done; null: the ledger does not have it. */
  findWithCommand(
    caller: Caller,
    caseNo: string,
    commandId: string,
  ): Promise<{ state: CaseState; doneAt: number | null }>;
  /** {@link find}, once the read model has come to `seq`. */
  reached(caller: Caller, caseNo: string, seq: number): Promise<CaseState>;
  /** A state in words; `at`: as seen then, with nothing to be done to it any more. */
  answer(caller: Caller, state: CaseState, at?: Date): Promise<CaseAnswer>;
  /** {@link find} and {@link answer} together, of a case whose request is known already. */
  findAndAnswer(caller: Caller, known: Pick<CaseState, 'caseNo' | 'intake'>): Promise<CaseAnswer>;
  /** Events in words. */
  tell(caller: Caller, events: readonly CaseEvent[]): Promise<EventAnswer[]>;
  /** @throws CaseFailure CaseTypeAltered */
  definitionOf(type: Pick<CaseTypeRef, 'name' | 'version'>): Promise<CaseTypeDefinition>;
  /** null for a type that was altered in the database: its cases are shown all the same, by bare names and with nothing to be done. */
  definitionToShow(type: CaseTypeRef): Promise<CaseTypeDefinition | null>;
  calendarOf(calendar: { name: string; version: number }): Promise<WorkingCalendar>;
}

/** How long a read model may lag behind what the engine says, in ms; both are written in one decision. */
const patience = 10_000;

/** Who is told that the system found something wrong with a case: those who answer for others, auditors, administrators. */
const seesIncidents = (caller: Caller): boolean => [...auditors, ...administrators].includes(roleOf(caller));

export const createCaseDesk = ({ db, engine, logger }: ApiDeps): CaseDesk => {
  const definitionOf = remember(
    ({ name, version }: Pick<CaseTypeRef, 'name' | 'version'>) => `${name}@${version}`,
    async (type) => {
      const found = await readCaseType(db, type);
      if (!found) throw typeAltered(type);
      return found;
    },
  );
  const definitionToShow = (type: CaseTypeRef): Promise<CaseTypeDefinition | null> =>
    definitionOf(type).catch((error: Error) => {
      if (!(error instanceof CaseFailure && error.code === 'CaseTypeAltered')) throw error;
      return null;
    });
  const calendarOf = remember(
    ({ name, version }: { name: string; version: number }) => `${name}@${version}`,
    async (calendar) => {
      const found = await readCalendar(db, calendar.name, calendar.version);
      if (!found) throw new Error(`The calendar ${calendar.name} v${calendar.version} is not in the database.`);
      return found;
    },
  );
  const texts = (refs: readonly string[]) => readTexts(db, refs);

  /** A rehearsal has a time of its own; while the engine is away, its last event's. */
  const presentOf = async (state: CaseState): Promise<Date> => {
    if (!state.rehearsal) return new Date();
    return engine.now(state.caseNo).catch((error: Error) => {
      logger.info({ caseNo: state.caseNo, why: error.name }, 'a rehearsal is shown at its last event');
      return new Date(state.at);
    });
  };

  const find = async (caller: Caller, caseNo: string): Promise<CaseState> => {
    const state = await readCase(db, scopeOf(caller), caseNo);
    if (!state) throw notFound(caseNo);
    return state;
  };

  return {
    find,
    async findWithCommand(caller, caseNo, commandId) {
      const found = await readCaseAndCommand(db, scopeOf(caller), { caseNo, commandId });
      if (!found) throw notFound(caseNo);
      return found;
    },
    definitionOf,
    definitionToShow,
    calendarOf,
    async reached(caller, caseNo, seq) {
      const until = Date.now() + patience;
      for (;;) {
        const state = await find(caller, caseNo);
        if (state.seq >= seq) return state;
        if (Date.now() > until) {
          throw new CaseFailure(
            'CaseBusy',
            '台账尚未跟上，请稍后重试。The ledger has not caught up yet; try again soon.',
          );
        }
        await delay(50);
      }
    },
    async answer(caller, state, at) {
      const definition = await definitionToShow(state.type);
      // Nothing is done to a case as it was seen then.
      const offers = at || !definition ? [] : offersTo(caller, state, definition);
      const next = offers.flatMap(({ to }) => to ?? []);
      const [now, surroundings] = await Promise.all([
        at ?? presentOf(state),
        readSurroundings(db, {
          units: [...unitsIn(state), ...next],
          answering: [state.responsible, ...next],
          texts: intakeRefs(state, caller),
          incidentsOf: !at && seesIncidents(caller) ? state.caseNo : null,
        }),
      ]);
      return caseAnswer(state, caller, { definition, offers, now, ...surroundings });
    },
    async findAndAnswer(caller, { caseNo, intake }) {
      const found = await readCaseAndSurroundings(db, scopeOf(caller), {
        caseNo,
        texts: intakeRefs({ intake }, caller),
        withIncidents: seesIncidents(caller),
      });
      if (!found) throw notFound(caseNo);
      const { state, ...beside } = found;
      const definition = await definitionToShow(state.type);
      const offers = definition ? offersTo(caller, state, definition) : [];
      const strangers = offers.flatMap(({ to }) => to ?? []).filter((unit) => !beside.names.has(unit));
      const [now, others] = await Promise.all([
        presentOf(state),
        strangers.length > 0 && readSurroundings(db, { units: strangers, answering: strangers, texts: [] }),
      ]);
      const names = new Map([...beside.names, ...(others ? others.names : [])]);
      const onDuty = new Map([...beside.onDuty, ...(others ? others.onDuty : [])]);
      return caseAnswer(state, caller, { definition, offers, now, ...beside, names, onDuty });
    },
    async tell(caller, events) {
      const named = namedIn(events);
      const [units, people] = await Promise.all([unitNames(db, named.units), personNames(db, named.people)]);
      return tellEvents(events, caller, { units, people }, texts);
    },
  };
};

const notFound = (caseNo: string): CaseFailure =>
  new CaseFailure(
    'NotFound',
    `没有事项 ${caseNo}，或不在您的范围内；刚受理的请稍后再查。No such case, or it is outside your scope; one received just now may take a moment.`,
  );
