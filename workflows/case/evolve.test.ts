// What a fold must not forget to undo: marks of one handover or one round that say nothing about the next.
import { expect, it } from 'vitest';
import { generalRequest } from '../case-types/general-request/index.ts';
import { type Scenario, scenario } from '../case-types/scenario.ts';

const county = 'xx.zone';
const street = 'xx.zone.yongfu';
const water = 'xx.zone.d_water';

/** With 永福街道 for good: it returned the case three times, and the county decided. */
const settled = (): Scenario => {
  const story = scenario(generalRequest);
  story.act(county, 'verify');
  for (let i = 0; i < 3; i += 1) {
    story.act(county, 'dispatch', { unit: street });
    story.act(street, 'return');
  }
  expect(story.state.contested).toBe(true);
  story.act(county, 'arbitrate', { unit: street });
  return story;
};

it('a decision binds who it named, not who the case is handed to after them', () => {
  const story = settled();
  expect(story.state.settled).toBe(true);
  expect(() => story.act(street, 'return')).toThrow('上级已裁定');
  story.act(street, 'dispatch', { unit: water });
  expect(story.state.settled).toBe(false);
  expect(story.act(water, 'return')).toMatchObject({ responsible: county, contested: true });
});

it('a case that ends owes its supervisor no reply, nor does it when it is reopened', () => {
  const story = scenario(generalRequest);
  story.act(county, 'verify');
  story.act(county, 'dispatch', { unit: street });
  story.act(street, 'complete', { solved: 'solved' });
  story.act(street, 'reply');
  story.act('xx', 'supervise', { card: 'yellow' });
  story.act(county, 'callBack', { result: 'reached', satisfaction: 'satisfied' });
  expect(story.state.supervision).toMatchObject({ replied: false });
  story.act(county, 'close');
  expect(story.state.supervision).toMatchObject({ card: 'yellow', replied: true });
  story.act(county, 'reopen');
  expect(() => story.act(county, 'replySupervision')).toThrow('没有待回复的督办');
});
