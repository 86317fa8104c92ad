// The standing actions as stories: who may, what it does to responsibility and clocks, and what is refused.
import { describe, expect, it } from 'vitest';
import { seedCalendars } from '../../seed/calendars.ts';
import { generalRequest } from '../case-types/general-request/index.ts';
import { type Scenario, scenario } from '../case-types/scenario.ts';
import type { WorkingCalendar } from '../contract/calendar.ts';
import type { AdoptCalendar } from '../contract/command.ts';
import { CaseFailure } from '../contract/failures.ts';
import { allowedActions } from './actions.ts';
import { decide, decideAdoption } from './decide.ts';

const city = 'xx';
const county = 'xx.zone';
const street = 'xx.zone.yongfu';
const water = 'xx.zone.d_water';
const housing = 'xx.zone.d_zhujian';

/** With 永福街道, by the county's dispatch. */
const withStreet = (): Scenario => {
  const story = scenario(generalRequest);
  const finding = { ref: 'r', digest: '0'.repeat(64), length: 1 };
  story.act(county, 'verify', { finding });
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

const dueOf = ({ state }: Scenario, name: string) => state.clocks.find((clock) => clock.name === name)?.due ?? null;

describe('a return', () => {
  it('goes back to the sender twice, the third to the common superior, who decides for good', () => {
    const story = withStreet();
    for (const _ of [1, 2]) {
      story.act(street, 'dispatch', { unit: water });
      expect(story.act(water, 'return')).toMatchObject({ responsible: street, contested: false });
    }
    story.act(street, 'dispatch', { unit: water });
    expect(story.act(water, 'return')).toMatchObject({ responsible: county, contested: true, returns: 3 });
    expect(refusal(() => story.act(county, 'escalate'))).toBe('IllegalAction');
    expect(story.act(county, 'arbitrate', { unit: water })).toMatchObject({ responsible: water, settled: true });
    expect(refusal(() => story.act(water, 'return'))).toBe('IllegalAction');
  });

  it('needs somebody to return it to', () => {
    const story = scenario(generalRequest);
    expect(refusal(() => story.act(county, 'return'))).toBe('IllegalAction');
  });
});

describe('an escalation', () => {
  it('makes the superior responsible and leaves the original party at work; both may act', () => {
    const story = withStreet();
    expect(story.act(street, 'escalate')).toMatchObject({ responsible: county, handler: street });
    const may = (unit: string) =>
      allowedActions(story.state, generalRequest, { unit, role: 'street', basis: 'duty' }).map(({ action }) => action);
    expect(may(street)).toContain('complete');
    expect(may(county)).toContain('complete');
  });

  it('does not touch the clocks', () => {
    const story = withStreet();
    const before = [dueOf(story, 'case'), dueOf(story, 'step')];
    story.act(street, 'escalate');
    expect([dueOf(story, 'case'), dueOf(story, 'step')]).toEqual(before);
  });
});

describe('an extension', () => {
  it('moves the deadline by what was asked, once a superior approves', () => {
    const story = withStreet();
    const before = dueOf(story, 'case') as string;
    story.act(street, 'requestExtension', { clock: 'case', amount: 24, unit: 'hour' });
    expect(refusal(() => story.act(street, 'approveExtension'))).toBe('NotAuthorised');
    expect(dueOf(story, 'case')).toBe(before);
    story.act(county, 'approveExtension');
    expect(Date.parse(dueOf(story, 'case') as string) - Date.parse(before)).toBe(24 * 3_600_000);
    expect(story.state.request).toBeNull();
  });

  it('refused, leaves everything as it was', () => {
    const story = withStreet();
    const { clocks } = story.state;
    story.act(street, 'requestExtension', { clock: 'step', amount: 2, unit: 'workingDay' });
    story.act(county, 'refuseExtension');
    expect(story.state).toMatchObject({ clocks, request: null });
  });
});

describe('a suspension', () => {
  it('stops the clocks, bars other work, and ends by itself', () => {
    const story = withStreet();
    const until = new Date(Date.parse(story.state.at) + 3 * 86_400_000).toISOString();
    const before = dueOf(story, 'case') as string;
    story.act(street, 'requestSuspension', { until });
    story.act(county, 'approveSuspension');
    expect([dueOf(story, 'case'), dueOf(story, 'step')]).toEqual([null, null]);
    expect(refusal(() => story.act(street, 'escalate'))).toBe('IllegalAction');
    expect(story.until(until)).toMatchObject({ suspension: null });
    expect(story.events.at(-1)).toMatchObject({ type: 'resumed', authority: { basis: 'system' } });
    expect((dueOf(story, 'case') as string) > before).toBe(true);
  });

  it('ends in the future, within 180 days', () => {
    const story = withStreet();
    for (const until of [story.state.at, '2030-01-01T00:00:00.000Z']) {
      expect(refusal(() => story.act(street, 'requestSuspension', { until }))).toBe('InvalidInput');
    }
  });
});

describe('a supervision', () => {
  it('gives a card and owes a reply; unanswered, the card turns red', () => {
    const story = withStreet();
    expect(story.act(county, 'supervise', { card: 'yellow' }).supervision).toMatchObject({
      card: 'yellow',
      replied: false,
    });
    const owed = dueOf(story, 'reply') as string;
    expect(story.until(owed).supervision).toMatchObject({ card: 'red', replied: false });
    expect(story.act(street, 'replySupervision').supervision).toMatchObject({ replied: true });
    expect(dueOf(story, 'reply')).toBeNull();
  });
});

describe('a command that rests on a picture of the case', () => {
  const text = { ref: 'r', digest: '0'.repeat(64), length: 1 };
  const noteAt = (expectedSeq: number | undefined, later: number) => {
    const { state } = withStreet();
    return decide(
      state,
      {
        id: 'on-a-picture',
        bodyHash: '0'.repeat(64),
        action: 'note',
        input: { text },
        reason: null,
        actor: { person: 'p', unit: street },
        authority: { unit: street, role: 'street', basis: 'duty' },
        ...(expectedSeq !== undefined && { expectedSeq: state.seq + expectedSeq }),
      },
      {
        definition: generalRequest,
        calendar: { ...(seedCalendars()[0] as WorkingCalendar), name: 'plain' },
        now: new Date(Date.parse(state.at) + later).toISOString(),
      },
    ).map(({ type }) => type);
  };

  it('is refused on any other than the last event, and taken without one', () => {
    expect(noteAt(0, 0)).toEqual(['noted']);
    expect(noteAt(undefined, 0)).toEqual(['noted']);
    for (const other of [-1, 1]) expect(refusal(() => noteAt(other, 0))).toBe('StaleVersion');
  });

  it('is taken when only time has passed that nobody could have seen yet', () => {
    expect(noteAt(0, 20 * 86_400_000)).toEqual(['raised', 'markedOverdue', 'noted']);
  });
});

describe('a command that comes before the case was woken', () => {
  it('finds done first what time has done: a late completion does not wipe out that the step was overdue', () => {
    const { state } = withStreet();
    const later = new Date(Date.parse(state.at) + 20 * 86_400_000).toISOString();
    const text = { ref: 'r', digest: '0'.repeat(64), length: 1 };
    const decided = decide(
      state,
      {
        id: 'a-late-completion',
        bodyHash: '0'.repeat(64),
        action: 'complete',
        input: { solved: 'solved', result: text },
        reason: text,
        actor: { person: 'p', unit: street },
        authority: { unit: street, role: 'street', basis: 'duty' },
      },
      {
        definition: generalRequest,
        calendar: { ...(seedCalendars()[0] as WorkingCalendar), name: 'plain' },
        now: later,
      },
    );
    expect(decided.map(({ type }) => type)).toEqual(['raised', 'markedOverdue', 'completed']);
    expect(decided.map(({ commandId }) => commandId)).toEqual([null, null, 'a-late-completion']);
  });
});

describe('who may', () => {
  it('is decided by where they stand to the case', () => {
    const story = withStreet();
    expect(
      refusal(() => story.act('xx.zone.wenchang', 'note', { text: { ref: 'r', digest: '0'.repeat(64), length: 1 } })),
    ).toBe('NotAuthorised');
    expect(refusal(() => story.act(housing, 'complete'))).toBe('NotAuthorised');
    expect(refusal(() => story.act(street, 'takeOver'))).toBe('NotAuthorised');
    expect(story.act(city, 'takeOver')).toMatchObject({ responsible: city, handler: null });
  });

  it('is nobody among auditors and administrators', () => {
    const { state } = withStreet();
    for (const role of ['auditor', 'administrator'] as const) {
      expect(allowedActions(state, generalRequest, { unit: county, role, basis: 'duty' })).toEqual([]);
    }
  });

  it('ends at the county’s border', () => {
    const story = withStreet();
    expect(refusal(() => story.act(street, 'dispatch', { unit: 'xx.yanjin' }))).toBe('UnknownUnit');
    expect(refusal(() => story.act(county, 'reassign', { unit: 'xx.yanjin.d_water' }))).toBe('UnknownUnit');
  });
});

describe('an edited calendar', () => {
  const shared = seedCalendars()[0] as WorkingCalendar;
  const adoption = (calendar: WorkingCalendar): AdoptCalendar => ({
    id: `calendar-${calendar.version}`,
    bodyHash: '0'.repeat(64),
    action: 'adoptCalendar',
    calendar,
    reason: null,
    actor: { person: 'p', unit: city },
    authority: { role: 'system', unit: city, basis: 'system' },
  });

  it('moves the deadlines that it touches, and says which', () => {
    const { state } = withStreet();
    const calendar = { ...shared, name: 'plain', version: 1 };
    const context = { definition: generalRequest, calendar, now: state.at };
    const tomorrow = new Date(Date.parse(state.at) + 32 * 3_600_000).toISOString().slice(0, 10);
    const closed = { notice: 'a closure', off: [{ date: tomorrow, name: '停电' }], work: [] };
    const next = {
      ...calendar,
      version: 2,
      years: { ...calendar.years, '2026': closed, '2027': { notice: 'n', off: [], work: [] } },
    };
    const event = decideAdoption(state, adoption(next), context);
    expect(event).toMatchObject({ type: 'calendarAdopted', data: { calendar: { name: 'plain', version: 2 } } });
    expect((event.data as { moved: { clock: string }[] }).moved.map(({ clock }) => clock)).toContain('step');
    expect(refusal(() => decideAdoption(state, adoption(calendar), context))).toBe('IllegalAction');
  });
});
