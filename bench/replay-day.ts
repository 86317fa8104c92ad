// A busy zone's day, told to the ledger event by event: cases that are received all over its grids and go through the loop, some of them
// with returns and cards. No engine is behind them: what is measured is who listens.
import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '../db/client.ts';
import { commitEvents } from '../db/commit.ts';
import { seedOrg } from '../seed/org.ts';
import { aCase, aCommit, andThen, type Told } from '../tests/support/builders.ts';
import { type Phase, sources } from '../workflows/contract/case-type.ts';
import type { Decided, Transition } from '../workflows/contract/event.ts';
import { satisfactions } from '../workflows/contract/state.ts';
import { type Random, randomFrom } from './bulk/random.ts';

/** Receptions an hour: a million cases in two years, within twelve hours of each day. */
const receivedPerHour = 114;

const grids = seedOrg()
  .filter(({ path, grid }) => grid !== null && path.startsWith('xx.zone.'))
  .map(({ path }) => path);
const offices = ['xx.zone.d_water', 'xx.zone.d_zhujian', 'xx.zone.wenchang', 'xx.zone.yongfu', 'xx.zone.fenghu'];

type Next = (told: Told, random: Random) => Pick<Decided, 'type' | 'data'>;

const into = (told: Told, phase: Phase, responsible = told.state.responsible): Transition => {
  const clock = told.state.clocks.find(({ name }) => name === 'step') ?? told.state.clocks[0];
  if (!clock) throw new Error('An open case has a clock.');
  return { step: told.state.step, phase, responsible, clock };
};
const act =
  (type: 'verified' | 'dispatched' | 'advanced' | 'completed' | 'replied' | 'reviewed', phase: Phase | null): Next =>
  (told, random) => {
    const responsible = type === 'dispatched' ? random.pick(offices) : undefined;
    return { type, data: { action: type, input: {}, transition: phase && into(told, phase, responsible) } };
  };
const calledBack: Next = (told, random) => ({
  type: 'calledBack',
  data: { action: 'callBack', input: { satisfaction: random.pick(satisfactions) }, transition: into(told, 'review') },
});
const returned: Next = (told) => ({
  type: 'returned',
  data: { from: told.state.responsible, contested: false, transition: into(told, 'transfer', 'xx.zone') },
});
const closed: Next = () => ({
  type: 'closed',
  data: { action: 'close', input: {}, archiveAt: '2030-01-01T00:00:00.000Z' },
});

const straight = [
  act('verified', 'transfer'),
  act('dispatched', 'disposal'),
  act('advanced', null),
  act('completed', 'feedback'),
  act('replied', 'feedback'),
  calledBack,
  act('reviewed', 'review'),
  closed,
] as const;

/** One case in ten is returned once, one in four ends somewhere on the way. */
const lifeOf = (random: Random): Next[] => {
  const life: Next[] = [...straight];
  if (random.below(10) === 0) life.splice(2, 0, returned, act('dispatched', 'disposal'));
  return random.below(4) === 0 ? life.slice(0, random.below(life.length)) : life;
};

/**
 * Replays hours of work in some minutes: receptions at even distances, each case's events spread over the rest of them.
 * @param key that seals the events
 * @returns when all of it is committed: how many events, and how many cases
 */
export const replayDay = async (
  db: Database,
  { hours, minutes, key }: { hours: number; minutes: number; key: string },
): Promise<{ events: number; received: number }> => {
  const random = randomFrom(20261125);
  const received = Math.round(hours * receivedPerHour);
  const end = performance.now() + minutes * 60_000;
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '');
  let events = 0;
  const live = async (i: number): Promise<void> => {
    const now = () => new Date().toISOString();
    let told = aCase(`BN-${today}-${String(i + 1).padStart(5, '0')}`, {
      area: random.pick(grids),
      source: random.pick(sources),
      urgency: random.below(8) === 0 ? 'urgent' : 'normal',
      receivedAt: now(),
    });
    await commitEvents(db, aCommit(told), key);
    events += 1;
    const life = lifeOf(random);
    for (const [at, next] of life.entries()) {
      // Not all at once at the end: each step waits its share of what is left.
      await delay(Math.max(0, (end - performance.now()) * random.next()) / (life.length - at));
      told = andThen(told, { at: now(), ...next(told, random) } as Parameters<typeof andThen>[1]);
      await commitEvents(db, aCommit(told), key);
      events += 1;
    }
  };
  const lives: Promise<void>[] = [];
  for (let i = 0; i < received; i += 1) {
    lives.push(live(i));
    await delay(Math.max(0, (end - performance.now()) / (received - i)));
  }
  await Promise.all(lives);
  return { events, received };
};
