// What time does to a case, as stories: the ladder of a neglected step, outages, and the red card.
import { describe, expect, it } from 'vitest';
import { generalRequest } from '../case-types/general-request/index.ts';
import { type Scenario, scenario } from '../case-types/scenario.ts';
import { forUrgency } from '../contract/case-type.ts';
import { nextWake } from './escalation.ts';
import { fold } from './evolve.ts';

const city = 'xx';
const county = 'xx.zone';
const street = 'xx.zone.yongfu';

const withStreet = (): Scenario => {
  const story = scenario(generalRequest);
  story.act(county, 'verify');
  story.act(county, 'dispatch', { unit: street });
  return story;
};

const rungs = ({ state }: Scenario): string[] =>
  state.clocks.find(({ name }) => name === 'step')?.rungs.map(({ at }) => at) ?? [];

/** What happened to the step's clock since the dispatch, as `type by skipped`. */
const told = ({ events }: Scenario): string[] =>
  events.flatMap(({ type, data }) =>
    'clock' in data && data.clock === 'step' && 'skipped' in data ? [[type, ...data.skipped].join(' ')] : [],
  );

describe('a step that nobody works on', () => {
  it('is reminded of, marked, and raised level by level up to the city, which is reminded on and on', () => {
    const story = withStreet();
    const [, , county1 = '', city2 = '', last = ''] = rungs(story);
    expect(story.until(county1)).toMatchObject({ responsible: county, handler: street, raises: 1, wasOverdue: true });
    expect(story.until(city2)).toMatchObject({ responsible: city, handler: street, raises: 2 });
    expect(story.until(last)).toMatchObject({ responsible: city, handler: street, raises: 2 });
    expect(told(story)).toEqual(['reminded', 'markedOverdue', 'raised', 'raised', 'reminded']);
    expect(nextWake(story.state)).toBe('2026-12-08T10:00:00.000Z');
    story.until('2026-12-31T00:00:00.000Z');
    expect(told(story).slice(5)).toEqual(Array(5).fill('reminded'));
  });

  it('that was handed down again is raised again, level by level', () => {
    const story = withStreet();
    story.until(rungs(story).at(-1) ?? '');
    story.act(city, 'reassign', { unit: street });
    story.until(nextWake(story.state) ?? '');
    expect(story.state).toMatchObject({ responsible: county, handler: street });
  });

  it('left alone for a year takes no more room than after a month', () => {
    const story = withStreet();
    story.until('2027-09-01T00:00:00.000Z');
    expect(told(story).length).toBeGreaterThan(30);
    expect(rungs(story)).toHaveLength(7);
    expect(fold(story.events)).toEqual(story.state);
  });

  it('slept through by an outage is raised once, not once for each time that passed', () => {
    const story = withStreet();
    story.until(rungs(story).at(-1) ?? '');
    story.sleepUntil('2027-03-01T01:00:00.000Z');
    story.wake();
    expect(told(story).slice(5)).toEqual(['reminded']);
    expect(Date.parse(nextWake(story.state) ?? '')).toBeGreaterThan(Date.parse('2027-03-01T01:00:00.000Z'));
  });

  it('of a type whose ladder ends is left alone after its last rung', () => {
    const { again: _, ...ending } = forUrgency(generalRequest.ladder, 'normal');
    const story = scenario({ ...generalRequest, ladder: ending });
    story.until('2026-12-31T00:00:00.000Z');
    expect(told(story)).toEqual(['reminded', 'markedOverdue', 'raised', 'raised', 'raised']);
    expect(nextWake(story.state)).toBeNull();
  });

  it('is decided once after an outage, by as many levels as were missed', () => {
    const story = withStreet();
    const [, , , second = ''] = rungs(story);
    story.sleepUntil(second);
    story.wake();
    expect(told(story)).toEqual(['raised remind overdue raise']);
    expect(story.state).toMatchObject({ responsible: city, handler: street, raises: 2, wasOverdue: true });
  });

  it('is marked before a late command leaves it, so that nothing late counts as on time', () => {
    const story = withStreet();
    const [, overdue = ''] = rungs(story);
    story.sleepUntil(overdue);
    expect(story.act(street, 'complete', { solved: 'solved' })).toMatchObject({ step: 'reply', wasOverdue: true });
    expect(told(story)).toEqual(['markedOverdue remind']);
  });

  it('is left in peace until the very instant', () => {
    const story = withStreet();
    const [remind = ''] = rungs(story);
    story.until(new Date(Date.parse(remind) - 1).toISOString());
    expect(told(story)).toEqual([]);
    story.until(remind);
    expect(told(story)).toEqual(['reminded']);
  });
});

describe('a supervision', () => {
  it('turns red once when its reply is overdue, and stays red for the next', () => {
    const story = withStreet();
    story.act(county, 'supervise', { card: 'yellow' });
    const reply = story.state.clocks.find(({ name }) => name === 'reply')?.due ?? '';
    story.until(reply);
    expect(story.events.filter(({ type }) => type === 'cardRaised')).toHaveLength(1);
    story.act(street, 'replySupervision');
    expect(story.act(county, 'supervise', { card: 'yellow' }).supervision).toMatchObject({
      card: 'red',
      replied: false,
    });
  });
});

describe('the next waking', () => {
  it('is the earliest thing that time does, and never once the case is archived', () => {
    const story = withStreet();
    expect(nextWake(story.state)).toBe(rungs(story)[0]);
    story.asResident('withdraw');
    const archiveAt = story.state.archiveAt ?? '';
    expect(nextWake(story.state)).toBe(archiveAt);
    expect(nextWake(story.until(archiveAt))).toBeNull();
  });
});
