// Where people stand to a case, who sees it, and what somebody is told who may not act.
import { describe, expect, it } from 'vitest';
import { generalRequest } from '../case-types/general-request/index.ts';
import { scenario } from '../case-types/scenario.ts';
import type { Authority } from '../contract/actor.ts';
import { allowedActions, legalAction } from './actions.ts';
import { maySee, relationsTo } from './authority.ts';

const county = 'xx.zone';
const street = 'xx.zone.yongfu';
const water = 'xx.zone.d_water';

const onDuty = (unit: string, role: Authority['role'] = 'county'): Authority => ({ unit, role, basis: 'duty' });
const resident: Authority = { unit: street, role: 'resident', basis: 'receipt' };

/** Dispatched by the county to the street, and by it to the water company, which escalated. */
const story = scenario(generalRequest);
story.act(county, 'verify');
story.act(county, 'dispatch', { unit: street });
story.act(street, 'dispatch', { unit: water });
story.act(water, 'escalate');
const { state } = story;

const actionsOf = (authority: Authority): string[] =>
  allowedActions(state, generalRequest, authority).map(({ action }) => action);

describe('relations to a case', () => {
  it.each<[string, Authority, string[]]>([
    ['who answers for it', onDuty(county), ['responsible', 'involved']],
    ['who goes on working', onDuty(water), ['handler', 'involved']],
    ['who handed it over', onDuty(street), ['dispatcher', 'involved']],
    ['who stands above', onDuty('xx', 'city'), ['superior', 'involved']],
    ['another department', onDuty('xx.zone.d_zhujian'), []],
    ['another county', onDuty('xx.yanjin'), []],
    ['a county whose name begins alike', onDuty('xx.zone2'), []],
    ['the resident, by receipt', resident, ['resident']],
    ['the system', { unit: county, role: 'system', basis: 'system' }, ['system']],
    ['an auditor of the county', onDuty(county, 'auditor'), []],
    ['an administrator of the county', onDuty(county, 'administrator'), []],
  ])('of %s', (_who, authority, relations) => {
    expect([...relationsTo(state, authority)].sort()).toEqual(relations.sort());
  });
});

describe('a case', () => {
  it('is seen by the units that have a part in it and those above, by nobody beside or below', () => {
    expect(maySee(state, ['xx'])).toBe(true);
    expect(maySee(state, ['xx.yanjin', street])).toBe(true);
    expect(maySee(state, ['xx.zone.wenchang', 'xx.zone.yongfu.cuizhuang.g01', 'xx.yanjin'])).toBe(false);
    expect(maySee(state, [])).toBe(false);
  });
});

describe('what somebody may do', () => {
  it('is nothing for auditors, administrators, strangers and the system', () => {
    const system: Authority = { unit: county, role: 'system', basis: 'system' };
    for (const nobody of [onDuty(county, 'auditor'), onDuty(county, 'administrator'), onDuty('xx.yanjin'), system]) {
      expect(actionsOf(nobody)).toEqual([]);
    }
  });

  it('is to withdraw, note and attach for the resident', () => {
    expect(actionsOf(resident)).toEqual(['withdraw', 'note', 'attach']);
  });

  it('is listed in the answer to an action that does not exist', () => {
    for (const action of ['fly', 'constructor', '__proto__']) {
      expect(() => legalAction(state, generalRequest, resident, action)).toThrow(
        expect.objectContaining({ code: 'UnknownAction', message: expect.stringContaining('withdraw, note, attach') }),
      );
    }
  });

  it('is listed in the answer to an action of another step', () => {
    expect(() => legalAction(state, generalRequest, onDuty(county), 'close')).toThrow(
      expect.objectContaining({ code: 'IllegalAction', message: expect.stringContaining('complete') }),
    );
  });

  it('is told by naming who answers, to those who may not', () => {
    expect(() => legalAction(state, generalRequest, onDuty('xx.yanjin'), 'complete')).toThrow(
      expect.objectContaining({ code: 'NotAuthorised', message: expect.stringContaining(county) }),
    );
  });

  it('is refused to who answers themselves because they do, not because they are somebody else', () => {
    expect(() => legalAction(state, generalRequest, onDuty(county), 'supervise')).toThrow(
      expect.objectContaining({ code: 'NotAuthorised', message: expect.stringContaining('不能由本单位自己作出') }),
    );
  });
});
