// Some hundreds of lives of cases, led through the pure core by people who mostly do the next thing: open at every step, closed, and
// archived. They are the moulds from which the bulk loader casts its cases.
import fc from 'fast-check';
import { Life, openings } from '../../tests/support/case-life.ts';
import { link, sha256 } from '../../workflows/case/chain.ts';
import { nextWake } from '../../workflows/case/escalation.ts';
import { evolve } from '../../workflows/case/evolve.ts';
import type { CaseEvent, Decided } from '../../workflows/contract/event.ts';
import type { CaseState } from '../../workflows/contract/state.ts';
import type { TextRef } from '../../workflows/contract/vault.ts';
import { type Random, randomFrom } from './random.ts';

/** A life so far. */
export interface Mould {
  events: readonly CaseEvent[];
  state: CaseState;
  /** When time would do something next, in ms; null: it does nothing by itself. */
  wakeAt: number | null;
  /** The texts that its events refer to: the reference, and the field it was written into. */
  texts: readonly { ref: string; name: string }[];
}

export interface Moulds {
  open: readonly Mould[];
  closed: readonly Mould[];
  /** The closed ones once more, a year later. */
  archived: readonly Mould[];
}

const numberOf = ({ state }: Life): string => state.caseNo;

/** Kinds of action by `choice`, see `Life`: the step's own ones, and now and then a request or an answer to one. */
const own = [1, 9, 13, 17, 21, 29, 33, 37];
const others = [2, 4, 6, 8, 12, 14];

const step = (random: Random) => ({
  minutes: random.below(15) === 0 ? random.below(4_000) : random.below(300),
  asleep: false,
  behind: 0,
  person: random.below(12),
  choice: random.pick(random.below(6) === 0 ? others : own),
  flaw: null,
  edit: false,
  dice: Array.from({ length: 12 }, () => random.below(1_000)),
});

/** @returns moulds made of `count` lives, the same ones at every call */
export const makeMoulds = (count: number): Moulds => {
  const random = randomFrom(20261123);
  const moulds = { open: [] as Mould[], closed: [] as Mould[], archived: [] as Mould[] };
  for (const opening of fc.sample(openings, { numRuns: count, seed: 20261123 })) {
    const life = new Life(opening, {});
    const steps = 1 + random.below(15);
    for (let i = 0; i < steps && life.state.status === 'open'; i++) life.step(step(random));
    const inGrid = random.below(3) > 0;
    if (life.state.status === 'open') moulds.open.push(mouldOf(life, inGrid));
    if (life.state.status !== 'closed') continue;
    moulds.closed.push(mouldOf(life, inGrid));
    life.sleep(366 * 24 * 60);
    life.wake();
    moulds.archived.push(mouldOf(life, inGrid));
  }
  return moulds;
};

/** The life's events with references, persons and keys of real length, each text a reference of its own. */
const mouldOf = (life: Life, inGrid: boolean): Mould => {
  const texts: { ref: string; name: string }[] = [];
  const caseNo = numberOf(life);
  const dressed = (value: unknown, name: string, seq: number): unknown => {
    if (Array.isArray(value)) return value.map((each) => dressed(each, name, seq));
    if (typeof value !== 'object' || value === null) return value;
    if ('ref' in value && 'digest' in value) {
      const ref = `${caseNo}/${seq === 1 ? 'intake' : keyOf(caseNo, seq)}/${name}`;
      texts.push({ ref, name });
      return { ref, digest: sha256(ref), length: 40 } satisfies TextRef;
    }
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, dressed(each, key, seq)]));
  };
  let state: CaseState | null = null;
  const events: CaseEvent[] = [];
  for (const { v: _v, caseNo: _no, seq, prev: _prev, hash: _hash, ...rest } of life.events) {
    const told = structuredClone(rest) as Decided;
    if (told.type === 'received') {
      const { intake } = told.data;
      if (inGrid) intake.area = `${intake.area}.g03`;
      intake.reporter = intake.description;
      intake.place = intake.description;
    }
    if (told.commandId !== null) told.commandId = keyOf(told.commandId, 0);
    // People give a reason where one is asked for; the lives give one always.
    if (seq % 3 !== 0) told.reason = null;
    told.actor.person = `p-${sha256(told.actor.unit).slice(0, 16)}`;
    const event = link(state, caseNo, dressed(told, '', seq) as Decided);
    state = evolve(state, event);
    events.push(event);
  }
  const wake = nextWake(state as CaseState);
  return { events, state: state as CaseState, wakeAt: wake === null ? null : Date.parse(wake), texts };
};

/** As long as a UUID. */
const keyOf = (what: string, seq: number): string =>
  sha256(`${what} ${seq}`).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/, '$1-$2-$3-$4-$5');
