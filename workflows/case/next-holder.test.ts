// Whom an action is told to lead to is whom it leads to.
import { describe, expect, test } from 'vitest';
import { generalRequest } from '../case-types/general-request/index.ts';
import { type Scenario, scenario } from '../case-types/scenario.ts';
import type { ActionInput } from '../contract/fields.ts';
import { mayComeTo, nextHolder } from './next-holder.ts';

const county = 'xx.zone';
const street = 'xx.zone.yongfu';
const community = 'xx.zone.yongfu.cuizhuang';
const water = 'xx.zone.d_water';

const withStreet = (): Scenario => {
  const story = scenario(generalRequest);
  story.act(county, 'verify');
  story.act(county, 'dispatch', { unit: street });
  return story;
};

const told = ({ state }: Scenario, unit: string, action: string) => nextHolder(state, generalRequest, { unit }, action);

/** What was told before, and who answers for it after. */
const tried = (story: Scenario, unit: string, action: string, input?: ActionInput) => ({
  told: told(story, unit, action),
  came: story.act(unit, action, input).responsible,
});

describe('who is next', () => {
  test.each([
    ['escalate', street, county],
    ['return', street, county],
    ['takeOver', county, county],
  ] as const)('after %s by %s is %s', (action, unit, next) => {
    expect(tried(withStreet(), unit, action)).toEqual({ told: next, came: next });
  });

  test('after a return too many is the common superior', () => {
    const story = withStreet();
    for (let i = 0; i < 2; i += 1) {
      story.act(street, 'dispatch', { unit: community });
      story.act(community, 'return');
    }
    story.act(street, 'dispatch', { unit: water });
    expect(tried(story, water, 'return')).toEqual({ told: county, came: county });
  });

  test('after a step of the type is who that step belongs to', () => {
    const story = withStreet();
    story.act(street, 'complete', { solved: 'solved' });
    story.act(street, 'reply');
    story.act(county, 'callBack', { result: 'reached', satisfaction: 'dissatisfied' });
    const { told: next, came } = tried(story, county, 'redo');
    expect(next).toBe(came);
    expect(came).toBe(street);
  });
});

test('is not told where the form decides it, or nobody changes', () => {
  const story = withStreet();
  expect(told(story, street, 'dispatch')).toBeNull();
  expect(told(story, county, 'reassign')).toBeNull();
  expect(told(story, county, 'urge')).toBeNull();
  expect(told(story, street, 'note')).toBeNull();
});

describe('a case may come without being given in a form', () => {
  const holders = ({ state }: Scenario) => new Set(mayComeTo(state, generalRequest));

  test('to whom it may be returned, to whom it is redone, and to the unit of its area', () => {
    const story = scenario(generalRequest, { source: 'grid' });
    story.act(street, 'verify');
    story.act(street, 'dispatch', { unit: water });
    story.act(water, 'complete', { solved: 'solved' });
    story.act(water, 'reply');
    expect(holders(story)).toEqual(new Set([street, water]));
    // Those of its steps that belong to the street come to it again.
    expect(story.act(county, 'takeOver').responsible).toBe(county);
    expect(holders(story)).toEqual(new Set([county, street, water]));
  });

  test('once closed, to whom it is reopened; once archived, to nobody', () => {
    const story = withStreet();
    story.act(street, 'dispatch', { unit: community });
    story.asResident('withdraw');
    expect(holders(story)).toEqual(new Set([community, county]));
    expect(mayComeTo({ ...story.state, status: 'archived' }, generalRequest)).toEqual([]);
  });

  test('to a department that its type names', () => {
    const { state } = withStreet();
    const [name, step] = Object.entries(generalRequest.steps)[0] as [string, (typeof generalRequest.steps)[string]];
    const naming = {
      ...generalRequest,
      steps: { ...generalRequest.steps, [name]: { ...step, owner: { department: 'd_water' } } },
    };
    expect(mayComeTo(state, naming)).toContain(water);
    expect(mayComeTo(state, generalRequest)).not.toContain(water);
  });
});
