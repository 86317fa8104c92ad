// Test support: carries a case of a type through the pure core, so that a scenario reads like the story that it tells.

import { link } from '../case/chain.ts';
import { decide, decideOpen } from '../case/decide.ts';
import { catchUp, decideTime, nextWake } from '../case/escalation.ts';
import { evolve } from '../case/evolve.ts';
import type { Role } from '../contract/actor.ts';
import type { WorkingCalendar } from '../contract/calendar.ts';
import type { CaseTypeDefinition, Source, Urgency } from '../contract/case-type.ts';
import type { Command } from '../contract/command.ts';
import type { CaseEvent, Decided } from '../contract/event.ts';
import type { ActionInput } from '../contract/fields.ts';
import { isDepartment, levelOf, type OrgPath } from '../contract/org-path.ts';
import type { CaseState } from '../contract/state.ts';
import type { TextRef } from '../contract/vault.ts';

/** A text as a command carries it. */
const words: TextRef = { ref: 'SF-20261123-00001/k/text', digest: '0'.repeat(64), length: 2 };

export interface Scenario {
  readonly state: CaseState;
  readonly events: readonly CaseEvent[];
  /** Acts for a unit, with a reason; texts are filled in with {@link words}. @throws CaseFailure when the core refuses it. */
  act(unit: OrgPath, action: string, input?: ActionInput): CaseState;
  /** Acts as the resident, with the receipt. @throws CaseFailure when the core refuses it. */
  asResident(action: string, input?: ActionInput): CaseState;
  /** Lets everything happen that time does until then. */
  until(instant: string): CaseState;
  /** Time passes and the case is not woken, as in an outage. */
  sleepUntil(instant: string): void;
  /** Wakes the case after {@link sleepUntil}: everything that is due is decided now. */
  wake(): CaseState;
}

/** Monday to Friday, 09:00 to 12:00 and 13:00 to 18:00, no holidays. */
const calendar: WorkingCalendar = {
  name: 'plain',
  version: 1,
  utcOffsetMinutes: 480,
  weekdays: [1, 2, 3, 4, 5],
  hours: [
    { from: '09:00', to: '12:00' },
    { from: '13:00', to: '18:00' },
  ],
  years: Object.fromEntries(['2026', '2027'].map((year) => [year, { notice: 'plain', off: [], work: [] }])),
};

/** Monday 2026-11-23, 09:00 in China. */
const start = '2026-11-23T01:00:00.000Z';

const hash = '0'.repeat(64);
const area = 'xx.zone.yongfu.cuizhuang';
const resident: Pick<Command, 'actor' | 'authority'> = {
  actor: { person: 'resident', unit: area },
  authority: { role: 'resident', unit: area, basis: 'receipt' },
};

const roleOf = (unit: OrgPath): Role => {
  if (isDepartment(unit)) return 'department';
  const level = levelOf(unit);
  return level === 'grid' ? 'gridWorker' : level;
};

/** Receives a case of `definition` in 崔庄村. */
export const scenario = (
  definition: CaseTypeDefinition,
  { source = 'hotline', urgency = 'normal' }: { source?: Source; urgency?: Urgency } = {},
): Scenario => {
  const events: CaseEvent[] = [];
  let state: CaseState | null = null;
  let now = start;

  const append = (decided: Decided): CaseState => {
    const event = link(state, 'SF-20261123-00001', decided);
    events.push(event);
    state = evolve(state, event);
    return state;
  };
  const current = (): CaseState => state as unknown as CaseState;
  const by = (unit: OrgPath) => ({
    actor: { person: 'p', unit },
    authority: { role: roleOf(unit), unit, basis: 'duty' as const },
  });

  append(
    decideOpen({
      v: 1,
      caseNo: 'SF-20261123-00001',
      definition,
      calendar,
      rehearsal: false,
      intake: {
        source,
        category: 'general',
        urgency,
        area,
        receivedAt: start,
        description: words,
        reporter: null,
        place: null,
        attachments: [],
      },
      id: 'intake-key',
      bodyHash: hash,
      ...by('xx.zone'),
    }),
  );

  const give = (action: string, input: ActionInput = {}, who: Pick<Command, 'actor' | 'authority'>): CaseState => {
    const fields = definition.steps[current().step]?.actions[action]?.fields ?? {};
    const texts = Object.entries(fields).filter(([, field]) => field.kind === 'text' && field.required);
    const command = {
      id: `command-${events.length}`,
      bodyHash: hash,
      action,
      input: { ...Object.fromEntries(texts.map(([name]) => [name, words])), ...input },
      reason: words,
      ...who,
    };
    decide(current(), command, { definition, calendar, now }).forEach(append);
    return current();
  };

  return {
    get state() {
      return current();
    },
    events,
    act: (unit, action, input) => give(action, input, by(unit)),
    asResident: (action, input) => give(action, input, resident),
    until: (instant) => {
      for (let wake = nextWake(current()); wake !== null && wake <= instant; wake = nextWake(current())) {
        const decided = decideTime(current(), { definition, calendar, now: wake });
        if (!decided) break;
        append(decided);
      }
      now = instant;
      return current();
    },
    sleepUntil: (instant) => {
      now = instant;
    },
    wake: () => {
      catchUp(current(), { definition, calendar, now }).decided.forEach(append);
      return current();
    },
  };
};
