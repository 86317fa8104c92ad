// Responsibility as stories: who has the case after each standing action, and who may act then.
import { describe, expect, it } from 'vitest';
import { seedCalendars } from '../../seed/calendars.ts';
import { generalRequest } from '../case-types/general-request/index.ts';
import { type Scenario, scenario } from '../case-types/scenario.ts';
import type { Command } from '../contract/command.ts';
import { CaseFailure } from '../contract/failures.ts';
import type { ActionInput } from '../contract/fields.ts';
import { allowedActions } from './actions.ts';
import { decide } from './decide.ts';
import { fold } from './evolve.ts';

const city = 'xx';
const county = 'xx.zone';
const street = 'xx.zone.yongfu';
const community = 'xx.zone.yongfu.cuizhuang';
const water = 'xx.zone.d_water';
const hour = 3_600_000;

/** With 永福街道, by the county's dispatch. */
const withStreet = (): Scenario => {
  const story = scenario(generalRequest);
  story.act(county, 'verify');
  story.act(county, 'dispatch', { unit: street });
  return story;
};

const refusal = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof CaseFailure) return error.code;
    throw error;
  }
  return 'accepted';
};

const offered = ({ state }: Scenario, unit: string): string[] =>
  allowedActions(state, generalRequest, { unit, role: 'county', basis: 'duty' }).map(({ action }) => action);

/** What a command becomes that a history let in before rules at the door came. */
const replayed = ({ state }: Scenario, unit: string, action: string, input: ActionInput = {}): string[] => {
  const command: Command = {
    id: 'of-0.1.0',
    bodyHash: '0'.repeat(64),
    action,
    input,
    reason: null,
    actor: { person: 'p', unit },
    authority: { role: 'street', unit, basis: 'duty' },
  };
  const context = { definition: generalRequest, calendar: seedCalendars()[0], now: state.at };
  return decide(state, command, context, 'inside').map(({ type }) => type);
};

const clock = ({ state }: Scenario, name: string) => state.clocks.find((each) => each.name === name);
const due = (story: Scenario, name: string): number => Date.parse(clock(story, name)?.due ?? '');
const later = (story: Scenario, ms: number): string => new Date(Date.parse(story.state.at) + ms).toISOString();

/** Carried to the call-back, where the resident is not satisfied. */
const dissatisfied = (): Scenario => {
  const story = withStreet();
  story.act(street, 'complete', { solved: 'solved' });
  story.act(street, 'reply');
  story.act(county, 'callBack', { result: 'reached', satisfaction: 'dissatisfied' });
  return story;
};

const closed = (): Scenario => {
  const story = withStreet();
  story.act(street, 'complete', { solved: 'solved' });
  story.act(street, 'reply');
  story.act(county, 'callBack', { result: 'reached', satisfaction: 'satisfied' });
  story.act(county, 'close');
  return story;
};

describe('a handover given back by a reassignment', () => {
  it('is done: its sender cannot return the case to itself, only to who handed it over before', () => {
    const story = withStreet();
    story.act(street, 'dispatch', { unit: water });
    story.act(county, 'reassign', { unit: street });
    expect(story.state.handovers).toEqual([{ from: county, step: 'assign', to: street }]);
    expect(story.act(street, 'return')).toMatchObject({ responsible: county, step: 'assign', handovers: [] });
  });

  it('takes the handovers after it along when it goes back further', () => {
    const story = withStreet();
    story.act(street, 'dispatch', { unit: water });
    expect(story.act(city, 'reassign', { unit: county })).toMatchObject({ responsible: county, handovers: [] });
    expect(refusal(() => story.act(county, 'return'))).toBe('IllegalAction');
  });

  it('goes on with another receiver otherwise, who may return it to the same sender', () => {
    const story = withStreet();
    story.act(county, 'reassign', { unit: water });
    expect(story.state).toMatchObject({ responsible: water, hops: 2 });
    expect(story.act(water, 'return')).toMatchObject({ responsible: county, step: 'assign' });
  });
});

describe('handing back under another name', () => {
  it('is refused to whom the case was handed, however far back: a return tells why and is counted', () => {
    const story = withStreet();
    story.act(street, 'dispatch', { unit: water });
    for (const unit of [street, county]) {
      for (const action of ['dispatch', 'reassign']) {
        expect(refusal(() => story.act(water, action, { unit }))).toBe('InvalidInput');
      }
    }
    expect(story.act(water, 'dispatch', { unit: community }).responsible).toBe(community);
  });

  it('is decided as it was in the histories of cases that did it', () => {
    const story = withStreet();
    story.act(street, 'dispatch', { unit: water });
    expect(replayed(story, water, 'dispatch', { unit: street })).toEqual(['dispatched']);
    story.act(water, 'escalate');
    expect(replayed(story, water, 'dispatch', { unit: community })).toEqual(['dispatched']);
  });
});

describe('an escalation', () => {
  it('keeps the first party as handler over several levels, until the next step', () => {
    const story = withStreet();
    story.act(street, 'escalate');
    expect(story.act(street, 'escalate')).toMatchObject({ responsible: city, handler: street });
    expect(refusal(() => story.act(city, 'escalate'))).toBe('IllegalAction');
    expect(story.act(street, 'complete', { solved: 'partly' })).toMatchObject({ step: 'reply', handler: null });
  });

  it('leaves it to who answers now where the case goes', () => {
    const story = withStreet();
    story.act(street, 'escalate');
    expect(offered(story, street)).not.toContain('dispatch');
    expect(refusal(() => story.act(street, 'dispatch', { unit: community }))).toBe('IllegalAction');
    expect(story.act(county, 'dispatch', { unit: water })).toMatchObject({ responsible: water, handler: null });
  });

  it('takes nothing from a superior whom the type lets dispatch', () => {
    const type = structuredClone(generalRequest);
    type.steps.handling?.actions.dispatch?.by.push('superior');
    const story = scenario(type);
    story.act(county, 'verify');
    story.act(county, 'dispatch', { unit: street });
    expect(story.act(county, 'dispatch', { unit: water }).responsible).toBe(water);
  });
});

describe('a take-over', () => {
  it('leaves nobody else at work, and may be undone by reassignment', () => {
    const story = withStreet();
    expect(story.act(county, 'takeOver')).toMatchObject({ responsible: county, handler: null });
    expect(refusal(() => story.act(street, 'complete', { solved: 'solved' }))).toBe('NotAuthorised');
    expect(story.act(county, 'reassign', { unit: street }).responsible).toBe(street);
  });
});

describe('urging', () => {
  it('counts and changes nothing else, from a superior or who handed the case over', () => {
    const story = withStreet();
    story.act(street, 'dispatch', { unit: water });
    const before = story.state;
    expect(story.act(street, 'urge').urges).toBe(1);
    const { clocks, responsible } = story.act(county, 'urge');
    expect({ clocks, responsible }).toEqual({ clocks: before.clocks, responsible: before.responsible });
    expect(refusal(() => story.act(water, 'urge'))).toBe('NotAuthorised');
  });

  it('is for others: a unit that handed the case over and has it back is not offered it', () => {
    const story = withStreet();
    story.act(street, 'dispatch', { unit: community });
    expect(offered(story, street)).toContain('urge');
    story.act(street, 'takeOver');
    expect(offered(story, street)).not.toContain('urge');
    expect(refusal(() => story.act(street, 'urge'))).toBe('IllegalAction');
    expect(offered(story, county)).toContain('urge');
  });
});

describe('a supervision', () => {
  it('that awaits its reply is replaced from its own unit or above, and urged from below', () => {
    const story = withStreet();
    story.act(street, 'dispatch', { unit: community });
    story.act(county, 'supervise', { card: 'yellow' });
    const { supervision, clocks } = story.state;
    expect(offered(story, street)).not.toContain('supervise');
    expect(() => story.act(street, 'supervise', { card: 'red' })).toThrow(
      expect.objectContaining({ code: 'IllegalAction', message: expect.stringMatching(/请用催办.*urge instead/) }),
    );
    expect(story.act(street, 'urge')).toMatchObject({ supervision, clocks });
    expect(story.act(county, 'supervise', { card: 'yellow' }).supervision?.by).toBe(county);
    expect(story.act(city, 'supervise', { card: 'red' }).supervision?.by).toBe(city);
    story.act(community, 'replySupervision');
    expect(story.act(street, 'supervise', { card: 'yellow' }).supervision?.by).toBe(street);
  });
});

describe('an extension', () => {
  it('of the step leaves the case’s deadline alone, and moves the step’s by what was asked', () => {
    const story = withStreet();
    const [ofCase, ofStep] = [due(story, 'case'), due(story, 'step')];
    story.act(street, 'requestExtension', { clock: 'step', amount: 5, unit: 'hour' });
    expect(refusal(() => story.act(street, 'requestSuspension', { until: later(story, hour) }))).toBe('IllegalAction');
    story.act(county, 'approveExtension');
    expect([due(story, 'case'), due(story, 'step') - ofStep]).toEqual([ofCase, 5 * hour]);
    expect(clock(story, 'step')?.extensions).toMatchObject([{ approvedBy: county }]);
  });

  it('asked for twice is granted once at a time', () => {
    const story = withStreet();
    const before = due(story, 'case');
    for (const amount of [24, 48]) {
      story.act(street, 'requestExtension', { clock: 'case', amount, unit: 'hour' });
      story.act(county, 'approveExtension');
    }
    expect(due(story, 'case') - before).toBe(72 * hour);
    expect(refusal(() => story.act(county, 'approveExtension'))).toBe('IllegalAction');
  });
});

describe('a request', () => {
  const asks = [
    ['Extension', () => ({ clock: 'case', amount: 90, unit: 'workingDay' })],
    ['Suspension', (story: Scenario) => ({ until: later(story, 24 * hour) })],
  ] as const;

  it.each(asks)('(%s) of a unit that hands the case below is not its own to approve, nor anybody’s', (kind, input) => {
    const story = withStreet();
    story.act(street, `request${kind}`, input(story));
    story.act(street, 'reassign', { unit: community });
    for (const unit of [street, county]) {
      expect(offered(story, unit)).not.toContain(`approve${kind}`);
      expect(() => story.act(unit, `approve${kind}`)).toThrow(
        expect.objectContaining({ code: 'IllegalAction', message: expect.stringMatching(/失效.*ask anew/) }),
      );
    }
    expect(story.act(county, `refuse${kind}`).request).toBeNull();
  });

  it.each(asks)('(%s) gives way to another when who asked has the case no longer', (kind, input) => {
    const story = withStreet();
    story.act(street, 'requestSuspension', { until: later(story, hour) });
    story.act(county, 'reassign', { unit: water });
    expect(offered(story, water)).toContain(`request${kind}`);
    story.act(water, `request${kind}`, input(story));
    expect(story.state.request).toMatchObject({ kind: kind.toLowerCase(), by: water });
    expect(offered(story, water)).not.toContain(`request${kind}`);
    expect(story.act(county, `approve${kind}`).request).toBeNull();
  });

  it('stands while who asked goes on handling', () => {
    const story = withStreet();
    story.act(street, 'requestExtension', { clock: 'case', amount: 1, unit: 'workingDay' });
    story.act(street, 'escalate');
    expect(offered(story, county)).not.toContain('requestExtension');
    expect(story.act(city, 'approveExtension').request).toBeNull();
  });

  it('is offered to nobody where nobody stands above to decide', () => {
    const story = withStreet();
    story.act(street, 'escalate');
    story.act(street, 'escalate');
    for (const unit of [street, city]) expect(offered(story, unit).filter((name) => /^request/.test(name))).toEqual([]);
    expect(refusal(() => story.act(street, 'requestSuspension', { until: later(story, hour) }))).toBe('IllegalAction');
  });

  it('that a history let in before is decided as it was', () => {
    const story = withStreet();
    story.act(street, 'requestExtension', { clock: 'case', amount: 1, unit: 'workingDay' });
    story.act(street, 'reassign', { unit: community });
    expect(refusal(() => story.act(street, 'approveExtension'))).toBe('IllegalAction');
    expect(replayed(story, street, 'approveExtension')).toEqual(['extensionApproved']);
  });
});

describe('a suspension', () => {
  /** In a type whose step and case clocks count hours on the wall. */
  const suspended = (until: number): Scenario => {
    const story = scenario(generalRequest, { urgency: 'urgent' });
    story.act(county, 'verify');
    story.act(county, 'dispatch', { unit: street });
    story.act(street, 'requestSuspension', { until: later(story, until) });
    story.act(county, 'approveSuspension');
    return story;
  };

  it('is credited to the millisecond, when it ends by time alone', () => {
    const story = suspended(50 * hour);
    const { since, until } = story.state.suspension ?? { since: '', until: '' };
    const limit = 24 * hour;
    story.until(until);
    expect(due(story, 'case')).toBe(
      Date.parse(clock(story, 'case')?.startedAt ?? '') + limit + Date.parse(until) - Date.parse(since),
    );
  });

  it('is credited up to its end only, however late the case was woken', () => {
    const onTime = suspended(5 * hour);
    onTime.until(onTime.state.suspension?.until ?? '');
    const late = suspended(5 * hour);
    // A command finds the case asleep seven hours later: time comes first.
    late.sleepUntil(later(late, 7 * hour));
    late.act(street, 'progress');
    expect(late.events.slice(-2).map(({ type }) => type)).toEqual(['resumed', 'advanced']);
    expect(due(late, 'case')).toBe(due(onTime, 'case'));
  });

  it('is resumed earlier by those at work', () => {
    const story = suspended(50 * hour);
    expect(story.act(street, 'resume')).toMatchObject({ suspension: null });
    expect(refusal(() => story.act(street, 'resume'))).toBe('IllegalAction');
  });

  it('is refused by the superior without a trace on the clocks', () => {
    const story = withStreet();
    const { clocks } = story.state;
    story.act(street, 'requestSuspension', { until: later(story, 24 * hour) });
    expect(story.act(county, 'refuseSuspension')).toMatchObject({ clocks, request: null, suspension: null });
  });
});

describe('the end of a case', () => {
  it('is not reached while the resident is dissatisfied: it is redone by who had it', () => {
    const story = dissatisfied();
    expect(story.state).toMatchObject({ step: 'rework', satisfaction: 'dissatisfied' });
    expect(story.act(county, 'redo')).toMatchObject({ step: 'handling', responsible: street, redos: 1 });
    expect(story.state.satisfaction).toBeNull();
  });

  it('can be reopened inside the window, with fresh clocks', () => {
    const story = closed();
    expect(story.state).toMatchObject({ status: 'closed', outcome: 'resolved', clocks: [] });
    story.until(later(story, 29 * 24 * hour));
    expect(story.act(county, 'reopen')).toMatchObject({ status: 'open', reopens: 1, step: 'assign', archiveAt: null });
    expect(story.state.clocks.map(({ name }) => name)).toEqual(['case', 'step']);
  });

  it('is final once the window has passed, also for a reopening that finds the case asleep', () => {
    const story = closed();
    const archiveAt = story.state.archiveAt ?? '';
    story.sleepUntil(archiveAt);
    expect(refusal(() => story.act(county, 'reopen'))).toBe('IllegalAction');
    expect(story.until(archiveAt)).toMatchObject({ status: 'archived', outcome: 'resolved' });
    expect(refusal(() => story.act(county, 'note'))).toBe('IllegalAction');
  });

  it('by withdrawal is the resident’s alone', () => {
    const story = withStreet();
    for (const unit of [street, county, city]) expect(refusal(() => story.act(unit, 'withdraw'))).toBe('NotAuthorised');
    expect(story.asResident('withdraw')).toMatchObject({ status: 'closed', outcome: 'withdrawn', clocks: [] });
    expect(story.asResident('reopen')).toMatchObject({ status: 'open', outcome: null });
    expect(fold(story.events)).toEqual(story.state);
  });
});
