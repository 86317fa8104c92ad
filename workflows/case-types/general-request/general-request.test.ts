// A general request that goes well, one that nobody answers and everybody refuses, and the edges of its call-back.
import { describe, expect, test } from 'vitest';
import { scenario } from '../scenario.ts';
import { generalRequest } from './index.ts';

const county = 'xx.zone';
const street = 'xx.zone.yongfu';
const housing = 'xx.zone.d_zhujian';

const handed = (options?: Parameters<typeof scenario>[1]) => {
  const it = scenario(generalRequest, options);
  it.act(it.state.responsible, 'verify');
  it.act(it.state.responsible, 'dispatch', { unit: housing });
  return it;
};

const answered = () => {
  const it = handed();
  it.act(housing, 'complete', { solved: 'solved' });
  it.act(housing, 'reply');
  return it;
};

test('goes round the loop and closes', () => {
  const it = answered();
  expect(it.state).toMatchObject({ step: 'callBack', responsible: county });
  it.act(county, 'callBack', { result: 'reached', satisfaction: 'satisfied' });
  expect(it.state).toMatchObject({ step: 'review', responsible: county, satisfaction: 'satisfied' });
  it.act(county, 'review', { cause: 'singular' });
  expect(it.act(county, 'close')).toMatchObject({ status: 'closed', outcome: 'resolved', clocks: [] });
  it.until('2027-01-15T00:00:00.000Z');
  expect(it.state.status).toBe('archived');
});

test.each([
  ['hotline', 'xx.zone'],
  ['online', 'xx.zone'],
  ['petition', 'xx.zone'],
  ['leader', 'xx.zone'],
  ['grid', 'xx.zone.yongfu'],
  ['patrol', 'xx.zone.yongfu'],
] as const)('a request by %s is received by %s', (source, centre) => {
  expect(scenario(generalRequest, { source }).state).toMatchObject({ step: 'verify', responsible: centre });
});

test('an emergency is due in two hours of the wall clock', () => {
  const { clocks } = scenario(generalRequest, { urgency: 'emergency' }).state;
  expect(clocks.find(({ name }) => name === 'case')?.due).toBe('2026-11-23T03:00:00.000Z');
});

test('progress is reported without leaving the step or touching its clock', () => {
  const it = handed();
  const { clocks } = it.state;
  expect(it.act(housing, 'progress')).toMatchObject({ step: 'handling', responsible: housing, clocks });
});

test('nobody answers: it is reminded, marked overdue and raised to the county while the street goes on working', () => {
  const it = scenario(generalRequest);
  it.act(county, 'verify');
  it.act(county, 'dispatch', { unit: street });
  it.until('2026-11-27T10:00:00.000Z');
  const ofTheStep = it.events.filter(({ data }) => 'skipped' in data && data.clock === 'step');
  expect(ofTheStep.map(({ type }) => type)).toEqual(['reminded', 'markedOverdue', 'raised']);
  expect(it.state).toMatchObject({ responsible: county, handler: street, wasOverdue: true });
  it.act(county, 'dispatch', { unit: housing });
  expect(it.state).toMatchObject({ responsible: housing, handler: null });
});

test('returned to and fro more than twice, it is decided by the common superior', () => {
  const it = scenario(generalRequest);
  it.act(county, 'verify');
  it.act(county, 'dispatch', { unit: street });
  for (let i = 0; i < 3; i += 1) {
    it.act(street, 'dispatch', { unit: housing });
    it.act(housing, 'return');
  }
  expect(it.state).toMatchObject({ contested: true, responsible: county, step: 'handling' });
  it.act(county, 'arbitrate', { unit: housing });
  expect(it.state).toMatchObject({ contested: false, responsible: housing, step: 'handling' });
  expect(() => it.act(housing, 'return')).toThrow(/上级已裁定/);
  it.act(housing, 'complete', { solved: 'partly' });
  it.act(housing, 'reply');
  it.act(county, 'callBack', { result: 'reached', satisfaction: 'dissatisfied' });
  expect(it.state).toMatchObject({ step: 'rework', responsible: street });
  it.act(street, 'redo');
  expect(it.state).toMatchObject({ step: 'handling', responsible: housing, redos: 1, satisfaction: null });
});

describe('the call-back', () => {
  test('is tried on another day when nobody was reached, and then reviewed', () => {
    const it = answered();
    it.act(county, 'callBack', { result: 'unreached' });
    expect(it.state).toMatchObject({ step: 'callAgain', responsible: county });
    it.act(county, 'callBack', { result: 'unreached' });
    expect(it.state).toMatchObject({ step: 'review', satisfaction: null });
  });

  test('that reached nobody holds no satisfaction', () => {
    const it = answered();
    const unsaid = { result: 'unreached', satisfaction: 'verySatisfied' };
    for (const step of ['callBack', 'callAgain']) {
      expect(it.state.step).toBe(step);
      expect(() => it.act(county, 'callBack', unsaid)).toThrow(
        expect.objectContaining({
          code: 'InvalidInput',
          problems: [expect.objectContaining({ pointer: '/input/satisfaction' })],
        }),
      );
      it.act(county, 'callBack', { result: 'unreached' });
    }
    expect(it.state.satisfaction).toBeNull();
  });

  test('without a grade is repeated even when somebody answered', () => {
    const it = answered();
    expect(it.act(county, 'callBack', { result: 'reached' }).step).toBe('callAgain');
  });

  test('may find dissatisfaction without fault: it is concluded with its ground', () => {
    const it = answered();
    it.act(county, 'callBack', { result: 'reached', satisfaction: 'dissatisfied' });
    it.act(county, 'conclude', { ground: 'exhausted' });
    expect(it.state).toMatchObject({ step: 'review', satisfaction: 'dissatisfied' });
  });

  test('is made by what the resident says with the receipt, too: satisfied, or to be redone', () => {
    const content = answered();
    expect(content.asResident('rate', { satisfaction: 'satisfied' })).toMatchObject({
      step: 'review',
      satisfaction: 'satisfied',
    });
    const discontent = answered();
    expect(discontent.asResident('rate', { satisfaction: 'dissatisfied' }).step).toBe('rework');
    expect(discontent.events.at(-1)).toMatchObject({ type: 'calledBack', authority: { basis: 'receipt' } });
  });

  test('is not made in the name of the resident by an office', () => {
    expect(() => answered().act(county, 'rate', { satisfaction: 'satisfied' })).toThrow(/不能由本单位自己作出/);
  });

  test('is not made by who handled the request', () => {
    const it = answered();
    expect(() => it.act(housing, 'callBack', { result: 'reached', satisfaction: 'satisfied' })).toThrow(/权限/);
  });
});

test('what is resolved on the spot is still answered and called back', () => {
  const it = scenario(generalRequest, { source: 'grid' });
  it.act(street, 'resolveOnSpot');
  it.act(street, 'reply');
  expect(it.state).toMatchObject({ step: 'callBack', responsible: street });
});

test('what staff found by themselves has no resident: its receipt neither judges nor withdraws it', () => {
  const it = scenario(generalRequest, { source: 'grid' });
  expect(() => it.asResident('withdraw')).toThrow(/没有诉求人/);
  it.act(street, 'resolveOnSpot');
  it.act(street, 'reply');
  expect(() => it.asResident('rate', { satisfaction: 'verySatisfied' })).toThrow(/没有诉求人/);
  expect(it.act(street, 'callBack', { result: 'reached', satisfaction: 'satisfied' }).step).toBe('review');
});

test('reopened, it is assigned anew', () => {
  const it = answered();
  it.act(county, 'callBack', { result: 'reached', satisfaction: 'satisfied' });
  it.act(county, 'close');
  it.act(county, 'reopen');
  expect(it.state).toMatchObject({ status: 'open', step: 'assign', responsible: county });
  it.act(county, 'dispatch', { unit: street });
  expect(it.state).toMatchObject({ step: 'handling', responsible: street });
});
