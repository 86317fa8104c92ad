// An act whose key is not among the keys is told from the ledger alone, and from nothing else that came under that key.
import { expect, test } from 'vitest';
import { sha256 } from '../workflows/case/chain.ts';
import { generalRequest } from '../workflows/case-types/general-request/index.ts';
import { type Scenario, scenario } from '../workflows/case-types/scenario.ts';
import type { CaseEvent } from '../workflows/contract/event.ts';
import { isWhatWasAsked } from './done-before.ts';

const text = { ref: 'SF-20261123-00001/mark/finding', digest: sha256(''), length: 2 };
const prefix = 'SF-20261123-00001/mark/';
const last = ({ events }: Scenario): CaseEvent => events.at(-1) as CaseEvent;
const story = scenario(generalRequest);
const received = last(story);
story.act('xx.zone', 'verify', { finding: text });
const verified = last(story);
story.act('xx.zone', 'dispatch', { unit: 'xx.zone.yongfu' });
const dispatched = { ...last(story), reason: null } as CaseEvent;
story.act('xx.zone', 'urge');
const urged = { ...last(story), reason: null } as CaseEvent;

const asked = (action: string, input: Record<string, unknown> = {}, reason: string | null = null) => ({
  action,
  input,
  reason,
});

test('words prove the request by their reference', () => {
  expect(isWhatWasAsked(verified, asked('verify', { finding: '属实' }), prefix)).toBe(true);
  expect(isWhatWasAsked(verified, asked('verify', { finding: '属实' }), 'SF-20261123-00001/other/')).toBe(false);
});

test('without a word, the action and all that was filled in must be the same', () => {
  const unit = 'xx.zone.yongfu';
  expect(isWhatWasAsked(dispatched, asked('dispatch', { unit }), prefix)).toBe(true);
  expect(isWhatWasAsked(dispatched, asked('dispatch', { unit: 'xx.zone.d_water' }), prefix)).toBe(false);
  expect(isWhatWasAsked(dispatched, asked('dispatch', { unit, demand: '快' }), prefix)).toBe(false);
  expect(isWhatWasAsked(dispatched, asked('dispatch', { unit }, '理由'), prefix)).toBe(false);
  expect(isWhatWasAsked(dispatched, asked('reassign', { unit }), prefix)).toBe(false);
  expect(isWhatWasAsked(urged, asked('urge'), prefix)).toBe(true);
  expect(isWhatWasAsked(urged, asked('resume'), prefix)).toBe(false);
});

test('a reception is no act, whatever is asked', () => {
  for (const action of ['note', 'escalate', 'urge'])
    expect(isWhatWasAsked(received, asked(action), prefix)).toBe(false);
});
