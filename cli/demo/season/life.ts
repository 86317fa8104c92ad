// Leads one case of the season through its life: whoever the plan says does the next thing that the API offers them, and the case's own
// time passes in between.
import { setTimeout as pause } from 'node:timers/promises';
import type { CaseAnswer, EventAnswer } from '../../../api/schemas.ts';
import type { SignIn } from '../../../seed/sign-ins.ts';
import type { WorkingCalendar } from '../../../workflows/contract/calendar.ts';
import type { OrgPath } from '../../../workflows/contract/org-path.ts';
import type { Client } from '../../client.ts';
import { faultOf } from '../trail.ts';
import { type Chance, chance } from './chance.ts';
import { type Deed, nextDeed } from './deeds.ts';
import { deedAt } from './hours.ts';
import type { PlannedRequest } from './plan.ts';

export interface Stage {
  client: Client;
  seed: number;
  calendar: WorkingCalendar;
  /** The sign-in of a unit's post; where there are several, `turn` chooses. */
  post(unit: OrgPath, turn: number): Promise<SignIn>;
  /** Reads every case of the county. */
  auditor: SignIn;
  /** Set when the season is to stop; a case then stops before its next deed. */
  stop: AbortSignal;
}

export interface Life {
  request: PlannedRequest;
  /** As it stood in the end. */
  state: CaseAnswer;
  events: EventAnswer[];
  /** False when the season was stopped before. */
  ended: boolean;
}

/** A life that did not come out as planned; `caseNo` null: it was not received. */
export class LifeFailed extends Error {
  readonly caseNo: string | null;
  constructor(caseNo: string | null, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = 'LifeFailed';
    this.caseNo = caseNo;
  }
}

/** Deeds and waits of the longest life that a plan can hold, and more. */
const longestLife = 120;

/** A rung is over this long after its instant, in ms. */
const moment = 60_000;

/** @throws LifeFailed when the system refuses what the plan asks, or the trail of the case does not hold */
export const live = async (stage: Stage, request: PlannedRequest): Promise<Life> => {
  let caseNo: string | null = null;
  try {
    const actor = createActor(stage, request);
    caseNo = await actor.receive();
    const ended = await act(stage, request, actor);
    const events = await stage.client.events(stage.auditor, caseNo);
    const fault = faultOf(events);
    if (fault) throw new Error(`台账不完整 The trail does not hold: ${fault}`);
    return { request, state: actor.state(), events, ended };
  } catch (error) {
    throw new LifeFailed(caseNo, error);
  }
};

const act = async ({ stop }: Stage, request: PlannedRequest, actor: Actor): Promise<boolean> => {
  const done = new Map<string, number>();
  for (let i = 0; i < longestLife; i += 1) {
    if (stop.aborted) return false;
    const deed = nextDeed(request, (name) => done.get(name) ?? 0, actor.state());
    if (deed === null) return true;
    await (deed.kind === 'wait' ? actor.wait(deed) : actor.act(deed));
    done.set(deed.name, (done.get(deed.name) ?? 0) + 1);
  }
  throw new Error(`${longestLife} 步后仍无结果 No end after ${longestLife} deeds.`);
};

interface Actor {
  state(): CaseAnswer;
  receive(): Promise<string>;
  wait(deed: Extract<Deed, { kind: 'wait' }>): Promise<void>;
  act(deed: Extract<Deed, { kind: 'act' }>): Promise<void>;
}

const createActor = ({ client, seed, calendar, post }: Stage, { no, receiver, intake }: PlannedRequest): Actor => {
  const random: Chance = chance(seed, `life ${no}`);
  let state: CaseAnswer;
  /** Whose view `state` is: what is allowed differs. */
  let seenBy: OrgPath = receiver;

  const see = (as: OrgPath, answer: CaseAnswer): void => {
    state = answer;
    seenBy = as;
  };

  /** To exactly this instant (epoch ms) of the case, however often it takes to be heard. */
  const advanceTo = async (as: OrgPath, instant: number): Promise<void> => {
    const who = await post(as, no);
    for (let attempt = 1; ; attempt += 1) {
      const ms = Math.ceil(instant - Date.parse(state.now));
      try {
        // A time that has come already is only looked at.
        see(
          as,
          ms > 0 ? await client.advance(who, state.caseNo, `PT${ms / 1000}S`) : await client.read(who, state.caseNo),
        );
        if (Date.parse(state.now) >= instant) return;
      } catch (error) {
        if (attempt === patience) throw error;
        await pause(1000 * attempt);
        see(as, await client.read(who, state.caseNo));
      }
    }
  };

  const untilRung = async (as: OrgPath, wanted: string): Promise<void> => {
    for (let i = 0; i < 8; i += 1) {
      const rung = state.clocks.find(({ name }) => name === 'step')?.next;
      if (!rung) return;
      // Whoever only needs a reminder does not let another clock run out over it.
      if (wanted === 'remind' && state.clocks.some((clock) => isDueBy(clock, rung.at, state.now))) return;
      await advanceTo(as, Date.parse(rung.at) + moment);
      if (rung.kind === wanted) return;
    }
  };

  return {
    state: () => state,
    async receive() {
      see(receiver, await client.receive(await post(receiver, no), { ...intake, rehearsal: true }));
      return state.caseNo;
    },
    async wait({ as, until }) {
      if (typeof until === 'string') await untilRung(as, until);
      else await advanceTo(as, Date.parse(until.instant) + moment);
    },
    async act({ as, action, input, reason, atOnce }) {
      const at = random.next();
      if (!atOnce) await advanceTo(as, deedAt({ ...state, urgency: intake.urgency }, calendar, at));
      else if (seenBy !== as) see(as, await client.read(await post(as, no), state.caseNo));
      const offered = state.allowed.map((each) => each.action);
      if (!offered.includes(action)) {
        throw new Error(
          `「${state.stepLabel.zh}」没有给 ${as} 提供 ${action}，可用：${offered.join(', ') || '无 none'}。Not offered in the step ${state.step}.`,
        );
      }
      see(as, await client.act(await post(as, no), state.caseNo, action, input, reason));
    },
  };
};

const isDueBy = ({ due }: CaseAnswer['clocks'][number], instant: string, now: string): boolean =>
  due !== null && due > now && Date.parse(due) <= Date.parse(instant) + moment;

/** Times that an advance is asked for. */
const patience = 6;
