// Whom an action is told to lead to is whom it leads to.
import { describe, expect, test } from 'vitest';
import { generalRequest } from '../case-types/general-request/index.ts';
import { type Scenario, scenario } from '../case-types/scenario.ts';
import type { ActionInput } from '../contract/fields.ts';
import { nextHolder } from './next-holder.ts';

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
