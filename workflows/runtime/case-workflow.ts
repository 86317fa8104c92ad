// The workflow of every case: a thin shell around decide and evolve. Restore → register every handler before the first await →
// receive → wait for a command or the next thing that time does → hand on to a new run, or end when the case is archived.
import {
  allHandlersFinished,
  condition,
  continueAsNew,
  defineQuery,
  defineUpdate,
  log,
  makeContinueAsNewFunc,
  patched,
  setHandler,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import { replacesLapsed } from '../case/actions.ts';
import { decide, decideAdoption, decideOpen } from '../case/decide.ts';
import { catchUp as afterTime, decideTime, nextWake } from '../case/escalation.ts';
import { requireRoom } from '../case/material.ts';
import type { Context } from '../case/transition.ts';
import type { WorkingCalendar } from '../contract/calendar.ts';
import {
  type AdoptCalendar,
  type Command,
  Message,
  type OpenCase,
  type Outcome,
  parseOpening,
  type ReceptionAsked,
} from '../contract/command.ts';
import type { Decided } from '../contract/event.ts';
import { CaseFailure } from '../contract/failures.ts';
import { messages } from '../contract/ids.ts';
import { NextRun } from '../contract/next-run.ts';
import type { CaseState } from '../contract/state.ts';
import { createAlarm } from './alarm.ts';
import { type Desk, openDesk } from './desk.ts';
import { parksTheCase, toApplicationFailure } from './failures.ts';

/**
 * What a run grows by before it hands on: well below the engine's limits (51,200 events, 50 MB), so that a restart replays little. A first
 * run begins with little (a case type and a calendar have limits), and is counted from nothing.
 */
const longestRun = { events: 500, bytes: 1_000_000 };

/** Callers that may wait for the ledger at one time; more are asked to come back. */
const longestQueue = 8;

/** After a failure that a person must look into, time's own decisions are tried again at this interval. */
const parkedFor = '10 minutes';

const received = defineUpdate<Outcome, [ReceptionAsked | undefined]>(messages.received);
const command = defineUpdate<Outcome, [Message]>(messages.command);
const catchUp = defineUpdate<Outcome>(messages.catchUp);
const stateQuery = defineQuery<CaseState | null>(messages.state);

/** @param input the opening of a case, or what the run before handed on. */
export async function caseWorkflow(input: OpenCase | NextRun): Promise<void> {
  const began = 'carried' in input && countsFromItsBeginning(input) ? workflowInfo().historySize : 0;
  let rang = false;
  let leaving = false;
  const alarm = createAlarm(() => {
    rang = true;
  });
  const opening = 'carried' in input ? null : parseOpening(input);
  const desk = opening ? openNew(opening, wakeInTime) : restore(NextRun.parse(input), wakeInTime);

  setHandler(stateQuery, () => desk.state);
  setHandler(
    received,
    async () => {
      await untilReceived(desk);
      const { seq, head } = desk.state as CaseState;
      return { seq, head };
    },
    { validator: (asked) => refuseAnother(opening ?? (desk.state as CaseState), asked) },
  );
  setHandler(catchUp, () => takeOver(desk), { validator: () => refuseWhileBusy(desk, leaving) });
  setHandler(command, (message) => take(desk, message), { validator: (message) => refuse(desk, message, leaving) });

  if (opening) await untilDone(() => desk.record((state) => (state ? [] : [decideOpen(opening)]), opening));
  wakeInTime();

  while (desk.state?.status !== 'archived') {
    await condition(() => rang || mustHandOn(began) || desk.state?.status === 'archived');
    if (mustHandOn(began)) {
      // Commands are refused (to be repeated) while the run is handed on: an update must never complete in the task that
      // continues as new (temporalio/temporal#6375), so there is one more task in between.
      leaving = true;
      await condition(allHandlersFinished);
      await sleep(1);
      return workflowInfo().targetWorkerDeploymentVersionChanged
        ? upgrade(nextRun(desk))
        : continueAsNew<typeof caseWorkflow>(nextRun(desk));
    }
    rang = false;
    await untilDone(
      () => desk.record(timely),
      () => mustHandOn(began),
    );
    wakeInTime();
  }
  await condition(allHandlersFinished);

  function wakeInTime(): void {
    const next = desk.state ? nextWake(desk.state) : null;
    alarm.set(next === null ? null : Date.parse(next));
  }
}

const openNew = (open: OpenCase, onApplied: () => void): Desk =>
  openDesk(open.caseNo, open.definition, open.calendar, null, onApplied);

const restore = ({ carried, definition, calendar }: NextRun, onApplied: () => void): Desk =>
  openDesk(carried.state.caseNo, definition, calendar, carried, onApplied);

const nextRun = (desk: Desk): NextRun => ({
  v: 1,
  carried: desk.carry(),
  definition: desk.definition,
  calendar: desk.calendar,
});

/** Hands on to the build that is current now (docs/deployment.md), instead of staying on its own. */
const upgrade = (next: NextRun): Promise<never> =>
  makeContinueAsNewFunc<typeof caseWorkflow>({ initialVersioningBehavior: 'AUTO_UPGRADE' })(next);

/** What a run was handed never makes it hand on. 0.1.0 counted from nothing; some histories say so by their `v`. */
const countsFromItsBeginning = ({ v }: NextRun): boolean => v === 2 || patched('runs-count-from-their-beginning');

/** @param began the history's bytes that do not count */
const mustHandOn = (began: number): boolean => {
  const { historyLength, historySize, continueAsNewSuggested, targetWorkerDeploymentVersionChanged } = workflowInfo();
  const isLong = historyLength > longestRun.events || historySize - began > longestRun.bytes;
  return continueAsNewSuggested || targetWorkerDeploymentVersionChanged || isLong;
};

/** The next thing that time does, as long as there is one. */
const timely = (state: CaseState | null, context: Context): Decided[] => {
  const decided = state && decideTime(state, context);
  return decided ? [decided] : [];
};

/**
 * Runs one of the case's own decisions; when it cannot be recorded, the case is parked in sight and tries again, until it must hand on: the
 * next run begins with what this one could not do. Its reception it cannot hand on.
 */
const untilDone = async (decision: () => Promise<void>, mustLeave = (): boolean => false): Promise<void> => {
  for (;;) {
    try {
      return await decision();
    } catch (error) {
      if (!parksTheCase(error)) throw error;
      log.error('The case is parked: its own decision cannot be recorded.', { error });
      if (await leavesWhileParked(mustLeave)) return;
    }
  }
};

/** 0.1.0 kept a parked case in its run, which the engine ends when it is too long. */
const leavesWhileParked = async (mustLeave: () => boolean): Promise<boolean> => {
  if (patched('parked-cases-hand-on')) return condition(mustLeave, parkedFor);
  await sleep(parkedFor);
  return false;
};

/** The validator: refuses at once and leaves no history. Throws what the caller is told. */
const refuse = (desk: Desk, message: Message, leaving: boolean): void => {
  try {
    const parsed = Message.safeParse(message);
    if (!parsed.success) {
      const problems = parsed.error.issues.map((issue) => ({
        pointer: `/${issue.path.join('/')}`,
        message: issue.message,
      }));
      throw new CaseFailure('Malformed', 'The command cannot be read; see the problems.', problems);
    }
    refuseWhileBusy(desk, leaving);
    if (!alreadyTaken(desk, message) && desk.state) legality(desk, desk.state, message);
  } catch (error) {
    throw toApplicationFailure(error);
  }
};

/**
 * A database that fell back gives a number again that this case has had since: the other request must not be taken for the one that runs here.
 * @param asked left out by 0.1.0
 */
const refuseAnother = ({ intake }: Pick<CaseState, 'intake'>, asked: ReceptionAsked | undefined): void => {
  if (asked === undefined || asked.receivedAt === intake.receivedAt) return;
  throw toApplicationFailure(
    new CaseFailure(
      'LedgerDiverged',
      `这一编号早已属于 ${intake.receivedAt} 受理的另一件诉求。The number belongs to another request, received at ${intake.receivedAt}.`,
    ),
  );
};

const refuseWhileBusy = (desk: Desk, leaving: boolean): void => {
  if (!leaving && desk.callers < longestQueue) return;
  throw toApplicationFailure(
    new CaseFailure('CaseBusy', '事项正忙，请用同一幂等键稍后重试。The case is busy; repeat with the same key.'),
  );
};

const legality = (desk: Desk, state: CaseState, message: Message): void => {
  if (isAdoption(message)) {
    if (message.authority.basis !== 'system') {
      throw new CaseFailure('NotAuthorised', 'Only a published calendar moves deadlines; edit the calendar instead.');
    }
    decideAdoption(state, message, desk.context());
    return;
  }
  decide(state, message as Command, desk.context());
  requireRoom(state, message as Command);
};

/** True for a repetition. @throws CaseFailure KeyReused: the key belongs to another body. */
const alreadyTaken = (desk: Desk, { id, bodyHash }: Message): boolean => {
  const known = desk.applied(id);
  if (known?.bodyHash && known.bodyHash !== bodyHash) {
    throw new CaseFailure(
      'KeyReused',
      `幂等键 ${id} 已用于其他内容，请换一个。This key was used with another body; take a new one.`,
    );
  }
  return known !== undefined;
};

const take = async (desk: Desk, message: Message): Promise<Outcome> => {
  desk.callers += 1;
  try {
    // What an accepted update answers stands for good: "repeat later" would be answered to every repetition.
    await untilReceived(desk);
    await desk.record((state, context) => {
      if (!state) throw new Error('A case that was received has a state.');
      if (alreadyTaken(desk, message)) return [];
      if (!isAdoption(message)) return decideLetIn(state, message, context);
      return [decideAdoption(state, message, context)];
    }, message);
    if (isAdoption(message)) follow(desk, message.calendar);
    const { seq, head } = desk.applied(message.id) as Outcome;
    return { seq, head };
  } catch (error) {
    throw toApplicationFailure(error);
  } finally {
    desk.callers -= 1;
  }
};

/** 0.1.0 held a request that had lapsed against every new one. */
const decideLetIn = (state: CaseState, command: Command, context: Context): Decided[] => {
  const { state: present } = afterTime(state, context);
  if (replacesLapsed(present, command.action) && !patched('lapsed-requests-give-way')) {
    throw new CaseFailure('IllegalAction', '已有一项申请待批。A request is waiting for approval already.');
  }
  return decide(state, command, context, 'inside');
};

/**
 * A repetition finds the version adopted: its own, when a forgotten attempt adopted it, or a later one, which stands. 0.1.0 went back to
 * the repeated one then.
 */
const follow = (desk: Desk, calendar: WorkingCalendar): void => {
  if (calendar.version >= desk.calendar.version || !patched('calendars-go-forward')) desk.calendar = calendar;
};

const untilReceived = async (desk: Desk): Promise<void> => {
  if (!desk.state) await condition(() => desk.state !== null);
};

const takeOver = async (desk: Desk): Promise<Outcome> => {
  desk.callers += 1;
  try {
    await untilReceived(desk);
    await desk.catchUp();
    const { seq, head } = desk.state as CaseState;
    return { seq, head };
  } catch (error) {
    throw toApplicationFailure(error);
  } finally {
    desk.callers -= 1;
  }
};

const isAdoption = (message: Message): message is AdoptCalendar => message.action === 'adoptCalendar';
