// Quarrels that a community settles, feuds that its street mediates, and mediations that fail.
import { expect, test } from 'vitest';
import { scenario } from '../scenario.ts';
import { neighbourDispute } from './index.ts';

const county = 'xx.zone';
const street = 'xx.zone.yongfu';
const community = 'xx.zone.yongfu.cuizhuang';

const verified = (nature: 'plain' | 'feud') => {
  const it = scenario(neighbourDispute);
  it.act(county, 'dispatch', { unit: community });
  it.act(community, 'verify', { nature, households: 3 });
  return it;
};

test('a plain quarrel is settled by the community', () => {
  const it = verified('plain');
  expect(it.state).toMatchObject({ step: 'settle', responsible: community });
  it.act(community, 'settle');
  expect(it.state).toMatchObject({ step: 'reply', responsible: community });
});

test('a feud is escalated to the street, whose mediation ends with promises', () => {
  const it = verified('feud');
  it.act(community, 'escalate');
  expect(it.state).toMatchObject({ step: 'triage', responsible: street, handler: community });
  expect(() => it.act(community, 'openMediation')).toThrow(/权限/);
  it.act(street, 'openMediation');
  expect(it.state).toMatchObject({ step: 'mediation', responsible: street, handler: null });
  it.act(street, 'meet', { attendees: 9 });
  it.act(street, 'agree');
  const { data } = it.events.at(-1) as { data: { input: object } };
  expect(Object.keys(data.input).sort()).toEqual(['promiseA', 'promiseB']);
  it.act(street, 'reply');
  it.act(county, 'callBack', { result: 'reached', satisfaction: 'verySatisfied' });
  expect(it.act(county, 'close').outcome).toBe('resolved');
});

test('what the community could not settle goes to triage, and from there to the street', () => {
  const it = verified('plain');
  it.act(community, 'giveUp');
  expect(it.state).toMatchObject({ step: 'triage', responsible: community });
  expect(it.act(community, 'openMediation')).toMatchObject({ step: 'mediation', responsible: street });
});

test('a failed mediation is answered too, and redone in the street when the resident is not satisfied', () => {
  const it = verified('feud');
  it.act(community, 'openMediation');
  it.act(street, 'fail');
  it.act(street, 'reply');
  it.act(county, 'callBack', { result: 'reached', satisfaction: 'dissatisfied' });
  it.act(county, 'redo');
  expect(it.state).toMatchObject({ step: 'mediation', responsible: street });
});
