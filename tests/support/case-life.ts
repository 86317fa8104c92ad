// Random lives of a case for property tests: people do what they are offered (and what they are not), calendars are edited, and time
// passes, in any order. `Life` carries one case through the pure core and shows each step to a witness.
import fc from 'fast-check';
import { seedCalendars } from '../../seed/calendars.ts';
import { allowedActions, standingActions } from '../../workflows/case/actions.ts';
import { link } from '../../workflows/case/chain.ts';
import { decide, decideAdoption, decideOpen } from '../../workflows/case/decide.ts';
import { catchUp } from '../../workflows/case/escalation.ts';
import { evolve } from '../../workflows/case/evolve.ts';
import { later } from '../../workflows/case/say.ts';
import type { Context } from '../../workflows/case/transition.ts';
import { caseTypes } from '../../workflows/case-types/index.ts';
import type { Authority, Role } from '../../workflows/contract/actor.ts';
import type { WorkingCalendar } from '../../workflows/contract/calendar.ts';
import type { CaseTypeDefinition, Source, Urgency } from '../../workflows/contract/case-type.ts';
import type { Command } from '../../workflows/contract/command.ts';
import type { CaseEvent, Decided } from '../../workflows/contract/event.ts';
import { CaseFailure } from '../../workflows/contract/failures.ts';
import type { ActionInput, Field, Fields } from '../../workflows/contract/fields.ts';
import type { CaseState } from '../../workflows/contract/state.ts';
import type { TextRef } from '../../workflows/contract/vault.ts';

const caseNo = 'SF-20260901-00001';
const hash = '0'.repeat(64);
const words: TextRef = { ref: 'a-text', digest: hash, length: 2 };
const area = 'xx.zone.wenchang.biguiyuan';

const onDuty = (unit: string, role: Role): Authority => ({ unit, role, basis: 'duty' });

/** Everybody who may turn up at a case in 碧桂园社区, and some who have no business there. */
const people: readonly Authority[] = [
  onDuty('xx', 'city'),
  onDuty('xx.zone', 'county'),
  onDuty('xx.zone.wenchang', 'street'),
  onDuty('xx.zone.yongfu', 'street'),
  onDuty(area, 'community'),
  onDuty(`${area}.g03`, 'gridWorker'),
  onDuty('xx.zone.d_water', 'department'),
  onDuty('xx.zone.d_zhujian', 'department'),
  onDuty('xx.yanjin', 'county'),
  onDuty('xx.zone', 'auditor'),
  onDuty('xx.zone', 'administrator'),
  { unit: area, role: 'resident', basis: 'receipt' },
];
const units = [...new Set(people.map(({ unit }) => unit))];

interface Opening {
  type: CaseTypeDefinition;
  source: Source;
  urgency: Urgency;
  at: Date;
}

export const openings: fc.Arbitrary<Opening> = fc.record({
  type: fc.constantFrom(...caseTypes),
  source: fc.constantFrom('hotline', 'grid'),
  urgency: fc.constantFrom('emergency', 'urgent', 'normal', 'complex'),
  at: fc.date({ min: new Date('2026-01-05T00:00:00Z'), max: new Date('2026-06-30T00:00:00Z'), noInvalidDate: true }),
});

interface Op {
  /** Minutes that pass before. */
  minutes: number;
  /** The command comes before the case was woken, as after an outage. */
  asleep: boolean;
  /** Minutes that the machine's clock is behind when it takes the command. */
  behind: number;
  person: number;
  /** What kind of action is sought. */
  choice: number;
  /** What is wrong with the input of an offered action; mostly nothing. */
  flaw: 'unknownField' | 'missingField' | 'wrongKind' | 'noReason' | null;
  /** A new version of the calendar is adopted first. */
  edit: boolean;
  /** Where the values of the input come from. */
  dice: number[];
}

const ops: fc.Arbitrary<Op> = fc.record({
  minutes: fc.oneof(
    { weight: 20, arbitrary: fc.nat(120) },
    { weight: 2, arbitrary: fc.nat(5_000) },
    { weight: 1, arbitrary: fc.nat(40_000) },
  ),
  asleep: fc.nat(3).map((n) => n === 2),
  behind: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(600) }),
  person: fc.nat(people.length - 1),
  choice: fc.nat(40),
  flaw: fc.oneof(
    { weight: 9, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.constantFrom('unknownField', 'missingField', 'wrongKind', 'noReason') },
  ),
  edit: fc.nat(19).map((n) => n === 7),
  dice: fc.array(fc.nat(1_000), { minLength: 12, maxLength: 12 }),
});

/** An opening and what happens after it; carried out by {@link live}. */
export type Script = [Opening, Op[]];
export const scripts: fc.Arbitrary<Script> = fc.tuple(
  openings,
  fc.array(ops, { minLength: 1, maxLength: 60, size: 'max' }),
);

const drawn = (field: Field, die: number, now: string): ActionInput[string] => {
  switch (field.kind) {
    case 'choice':
      return field.options[die % field.options.length]?.value ?? '';
    case 'text':
      return words;
    case 'unit':
      return units[die % units.length] ?? '';
    case 'integer':
      return field.min + (die % (Math.min(field.max, field.min + 10) - field.min + 1));
    case 'boolean':
      return die % 2 === 0;
    case 'instant':
      return new Date(Date.parse(now) + (die + 1) * 3_600_000).toISOString();
    case 'attachments':
      return [{ ref: `file-${die}`, sha256: hash, mediaType: 'image/png', bytes: 10 }];
  }
};

const inputOf = (fields: Fields, dice: readonly number[], now: string): ActionInput =>
  Object.fromEntries(
    Object.entries(fields)
      .map(([name, field], i) => [name, field, dice[i % dice.length] ?? 0] as const)
      .filter(([, field, die]) => field.required || (die >> 3) % 2 === 0)
      .map(([name, field, die]) => [name, drawn(field, die, now)]),
  );

/** The input with a flaw, or null when the form has no room for it. */
const flawed = (input: ActionInput, fields: Fields, flaw: Op['flaw']): ActionInput | null => {
  const [required] = Object.entries(fields).filter(([, field]) => field.required);
  if (flaw === 'unknownField') return { ...input, surplus: true };
  if (!required || (flaw !== 'missingField' && flaw !== 'wrongKind')) return null;
  const [name, { kind }] = required;
  const { [name]: _, ...others } = input;
  return flaw === 'missingField' ? others : { ...others, [name]: kind === 'boolean' ? 'yes' : true };
};

/** What somebody waits for, and what makes somebody wait. */
const answers = [
  'approveExtension',
  'refuseExtension',
  'approveSuspension',
  'refuseSuspension',
  'resume',
  'arbitrate',
  'redo',
  'return',
  'replySupervision',
];
const requests = ['requestExtension', 'requestSuspension', 'supervise', 'dispatch', 'reassign'];

/** A command that somebody gives, and what may come of it. */
export interface Attempt {
  command: Command;
  /** Whether `allowedActions` held it out to them. */
  offered: boolean;
  /** The form was filled in wrong on purpose. */
  flawed: boolean;
}

/** Told of everything that happens in a life. */
export interface Witness {
  /** One event was recorded; `now` is the machine's clock at its decision. */
  recorded?(before: CaseState | null, event: CaseEvent, after: CaseState, life: Life, now: string): void;
  /** A command was decided or refused, and nothing of it is recorded yet. */
  attempted?(attempt: Attempt, outcome: readonly Decided[] | CaseFailure, life: Life, context: Context): void;
}

const frozen = <T>(value: T): T => {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.values(value).forEach(frozen);
  return Object.freeze(value);
};

const outcomeOf = (decision: () => readonly Decided[]): readonly Decided[] | CaseFailure => {
  try {
    return decision();
  } catch (error) {
    if (error instanceof CaseFailure) return error;
    throw error;
  }
};

/** One case. Its states and events are frozen, so a decision that changed them in place would throw. */
export class Life {
  readonly definition: CaseTypeDefinition;
  readonly events: CaseEvent[] = [];
  calendar: WorkingCalendar = seedCalendars()[0];
  now: string;
  private current: CaseState | null = null;
  private readonly witness: Witness;

  constructor({ type, source, urgency, at }: Opening, witness: Witness) {
    this.definition = type;
    this.now = at.toISOString();
    this.witness = witness;
    const opened = decideOpen({
      v: 1,
      caseNo,
      definition: type,
      calendar: this.calendar,
      rehearsal: false,
      intake: {
        source,
        category: 'other',
        urgency,
        area,
        receivedAt: this.now,
        description: words,
        reporter: null,
        place: null,
        attachments: [],
      },
      id: 'the-intake-key',
      bodyHash: hash,
      actor: { person: 'p', unit: 'xx.zone' },
      authority: onDuty('xx.zone', 'county'),
    });
    this.record(opened, this.now);
  }

  get state(): CaseState {
    return this.current as CaseState;
  }

  context(now = this.now): Context {
    return { definition: this.definition, calendar: this.calendar, now };
  }

  private record(decided: Decided, now: string): void {
    const before = this.current;
    const event = frozen(link(before, caseNo, decided));
    const after = frozen(evolve(before, event));
    this.current = after;
    this.events.push(event);
    this.witness.recorded?.(before, event, after, this, now);
  }

  /** Lets time pass without waking the case. */
  sleep(minutes: number): void {
    this.now = new Date(Date.parse(this.now) + minutes * 60_000).toISOString();
  }

  /** Lets time do what is due. */
  wake(): void {
    for (const due of catchUp(this.state, this.context()).decided) this.record(due, this.now);
  }

  step(op: Op): void {
    this.sleep(op.minutes);
    if (!op.asleep) this.wake();
    if (op.edit && this.state.status !== 'archived') this.adopt(op);
    const context = this.context(new Date(Date.parse(this.now) - op.behind * 60_000).toISOString());
    const attempt = this.attempt(op, context);
    const outcome = outcomeOf(() => decide(this.state, attempt.command, context));
    this.witness.attempted?.(attempt, outcome, this, context);
    if (!(outcome instanceof CaseFailure)) for (const each of outcome) this.record(each, context.now);
  }

  /** Some day in the coming weeks becomes a day off, or a worked one. */
  private adopt({ dice }: Op): void {
    const [ahead = 0, works = 0] = dice;
    const date = new Date(Date.parse(this.now) + (ahead % 40) * 86_400_000).toISOString().slice(0, 10);
    const year = this.calendar.years[date.slice(0, 4)];
    if (!year) return;
    const others = ({ date: listed }: { date: string }) => listed !== date;
    const day = { date, name: '临时调整' };
    const edited = {
      notice: year.notice,
      off: [...year.off.filter(others), ...(works % 2 === 0 ? [day] : [])],
      work: [...year.work.filter(others), ...(works % 2 === 0 ? [] : [day])],
    };
    const calendar = {
      ...this.calendar,
      version: this.calendar.version + 1,
      years: { ...this.calendar.years, [date.slice(0, 4)]: edited },
    };
    const command = {
      id: `calendar-${calendar.version}`,
      bodyHash: hash,
      action: 'adoptCalendar' as const,
      calendar,
      reason: null,
      actor: { person: 'system', unit: 'xx' },
      authority: { role: 'system' as const, unit: 'xx', basis: 'system' as const },
    };
    const decided = decideAdoption(this.state, command, this.context());
    this.calendar = calendar;
    this.record(decided, this.now);
  }

  /** Mostly somebody who has something to do does it: an answer, what leads the case on, a request, or anything. */
  private attempt({ person, choice, dice, flaw }: Op, context: Context): Attempt {
    // What is offered to somebody who looks now, after all that time has done.
    const { state } = catchUp(this.state, context);
    const offersTo = (authority: Authority) => allowedActions(state, this.definition, authority);
    const own = Object.keys(this.definition.steps[state.step]?.actions ?? {});
    const sought = [
      (name: string) => answers.includes(name),
      (name: string) => own.includes(name),
      (name: string) => requests.includes(name),
      (name: string) => name !== 'withdraw' || person < 7,
    ][choice % 4];
    const seeks = (authority: Authority) => offersTo(authority).filter(({ action }) => sought?.(action));
    const able = people.filter((each) => seeks(each).length > 0);
    const meddling = choice % 5 === 0 || able.length === 0;
    const authority = (meddling ? people[person] : able[person % able.length]) as Authority;
    const likely = seeks(authority);
    const offer = meddling ? undefined : likely[(dice[11] ?? 0) % likely.length];
    const input = offer ? inputOf(offer.fields, dice, later(state.at, context.now)) : {};
    const wrong = offer ? flawed(input, offer.fields, flaw) : null;
    const reasonless = offer?.reason === 'required' && flaw === 'noReason';
    return {
      offered: offer !== undefined,
      flawed: wrong !== null || reasonless,
      command: {
        id: `command-${this.events.length}-${choice}`,
        bodyHash: hash,
        action: offer?.action ?? this.notOffered(offersTo(authority), choice),
        input: wrong ?? input,
        reason: reasonless ? null : words,
        actor: { person: 'p', unit: authority.unit },
        authority,
      },
    };
  }

  private notOffered(offered: readonly { action: string }[], choice: number): string {
    const names = [
      ...Object.keys(standingActions),
      ...Object.values(this.definition.steps).flatMap((step) => Object.keys(step.actions)),
      'fly',
      'constructor',
    ];
    const others = names.filter((name) => !offered.some(({ action }) => action === name));
    return others[choice % others.length] as string;
  }
}

/** Lives a script to its end. */
export const live = ([opening, steps]: Script, witness: Witness = {}): Life => {
  const life = new Life(opening, witness);
  for (const each of steps) life.step(each);
  return life;
};
