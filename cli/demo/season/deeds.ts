// What is done next to a case of the season: from its course, from what was done already, and from how the API says that it stands.
// Pure. Time passes before a deed unless it belongs to the same sitting.
import type { CaseAnswer } from '../../../api/schemas.ts';
import type { Rung } from '../../../workflows/contract/calendar.ts';
import { levelOf, type OrgPath, parentOf } from '../../../workflows/contract/org-path.ts';
import type { Course, Part } from './course.ts';
import type { PlannedRequest } from './plan.ts';
import { replies } from './words.ts';

/** Lets time pass until the step's clock has done this, or until an instant. */
interface Wait {
  kind: 'wait';
  /** How it is remembered. */
  name: string;
  as: OrgPath;
  until: Rung['kind'] | { instant: string };
}

interface Act {
  kind: 'act';
  name: string;
  as: OrgPath;
  action: string;
  input: Record<string, unknown>;
  reason: string | undefined;
  /** At once, in the same sitting as the deed before. */
  atOnce: boolean;
}

export type Deed = Wait | Act;

/** How a case stands, as the API answers it. */
export type Standing = Pick<
  CaseAnswer,
  'status' | 'step' | 'now' | 'handler' | 'contested' | 'request' | 'suspension' | 'supervision'
> & { responsible: { unit: OrgPath } };

/** How often a deed of this name was done. */
export type Times = (name: string) => number;

/** The next deed; null: the season ends for this case, closed or open. */
export const nextDeed = (request: PlannedRequest, times: Times, state: Standing): Deed | null => {
  const teller = tellerOf(request, times, state);
  if (state.status !== 'open') return afterClosing(request.course, teller);
  const first = outOfTurn(request.course, teller);
  return first === 'nothing' ? inTurn(request, teller) : first;
};

/** Everything that deciding on a deed takes. */
interface Teller {
  state: Standing;
  times: Times;
  /** Who works on it: the original party after it was raised. */
  worker: OrgPath;
  responsible: OrgPath;
  say(what: keyof typeof replies): string;
  act(action: string, more?: Partial<Omit<Act, 'kind' | 'action'>>): Act;
  wait(name: string, until: Wait['until']): Wait;
}

const tellerOf = ({ no }: PlannedRequest, times: Times, state: Standing): Teller => {
  const responsible = state.responsible.unit;
  const worker = state.handler?.unit ?? responsible;
  const say: Teller['say'] = (what) => {
    const texts: readonly string[] = replies[what];
    return texts[(no + times(what)) % texts.length] as string;
  };
  return {
    state,
    times,
    worker,
    responsible,
    say,
    act: (action, more) => ({
      kind: 'act',
      name: action,
      as: worker,
      action,
      input: {},
      reason: undefined,
      atOnce: false,
      ...more,
    }),
    wait: (name, until) => ({ kind: 'wait', name, as: worker, until }),
  };
};

const afterClosing = (course: Course, { times, act, wait, responsible, say, state }: Teller): Deed | null => {
  if (!course.reopened || times('reopen') > 0 || state.status === 'archived') return null;
  if (times('relapse') === 0) return wait('relapse', { instant: daysAfter(state.now, 9) });
  return act('reopen', { as: responsible, reason: say('reopen'), atOnce: true });
};

/** What must be answered before the work goes on: requests, standstills, disputes between units, cards; or `nothing`. */
const outOfTurn = (course: Course, teller: Teller): Deed | null | 'nothing' => {
  const { state, act, wait, say, times, responsible, worker } = teller;
  if (state.request) {
    const agreed = course.asks !== 'refusedExtension';
    const of = state.request.kind === 'extension' ? 'Extension' : 'Suspension';
    const as = parentOf(responsible) ?? responsible;
    return agreed
      ? act(`approve${of}`, { as, reason: say('approve') })
      : act(`refuse${of}`, { as, reason: say('refuse') });
  }
  if (state.suspension) {
    return course.staysOpen === 'suspended' ? null : wait('standstill', { instant: state.suspension.until });
  }
  if (state.contested) {
    if (course.staysOpen === 'contested') return null;
    return act('arbitrate', {
      as: responsible,
      input: { unit: course.route.at(-1) },
      reason: say('arbitrate'),
    });
  }
  if (state.supervision && !state.supervision.replied) {
    return act('replySupervision', { as: worker, reason: say('answerSupervision') });
  }
  if (course.staysOpen === 'raised' && times('answer work') > 0) return null;
  return 'nothing';
};

const daysAfter = (instant: string, days: number): string =>
  new Date(Date.parse(instant) + days * 86_400_000).toISOString();

/** Which part of a life a step is. */
const partOf: Record<string, Part> = {
  verify: 'first',
  report: 'first',
  intake: 'first',
  handling: 'work',
  repair: 'work',
  settle: 'work',
  mediation: 'work',
  callBack: 'callBack',
};

const inTurn = (request: PlannedRequest, teller: Teller): Deed | null => {
  const { state, times } = teller;
  const dispute = request.intake.type === 'neighbour-dispute';
  const part = dispute && state.step === 'verify' ? 'work' : partOf[state.step];
  const late = part && lateness(request, part, teller);
  if (late) return late;
  const step = steps[dispute && state.step === 'verify' ? 'visit' : state.step];
  if (!step) throw new Error(`Nobody knows what to do in the step "${state.step}".`);
  return step(request, teller, times);
};

/** What being late brings about, once for each part of a life; null: the work goes on. */
const lateness = ({ course }: PlannedRequest, part: Part, teller: Teller): Deed | null => {
  const { times, wait, act, worker, responsible, say } = teller;
  const pace = course.pace[part];
  if (pace === 'prompt') return null;
  const waited = times(`wait ${part}`) > 0;
  if (pace === 'reminded') return waited ? null : wait(`wait ${part}`, 'remind');
  if (pace === 'late') {
    if (!waited) return wait(`wait ${part}`, 'overdue');
    const above = parentOf(worker);
    return above && times(`urge ${part}`) === 0
      ? act('urge', { name: `urge ${part}`, as: above, reason: say('urge'), atOnce: true })
      : null;
  }
  if (!waited) return wait(`wait ${part}`, 'raise');
  const above = parentOf(responsible);
  if (times(`answer ${part}`) > 0 || above === null) return null;
  const name = `answer ${part}`;
  if (part === 'work' && course.afterRaise === 'takeOver') {
    return act('takeOver', { name, as: above, reason: say('takeOver'), atOnce: true });
  }
  const local = course.route.at(-1);
  if (part === 'work' && course.afterRaise === 'reassign' && levelOf(worker) === 'department' && local !== worker) {
    return act('reassign', { name, as: responsible, input: { unit: local }, reason: say('reassign'), atOnce: true });
  }
  return act('supervise', { name, as: above, input: { card: 'yellow' }, reason: say('supervise'), atOnce: true });
};

type Step = (request: PlannedRequest, teller: Teller, times: Times) => Deed | null;

/** The call-back's form, by how the resident takes it. */
const calledBack = ({ course }: PlannedRequest, { act, say }: Teller, times: Times): Deed => {
  if (times('dissatisfied') < course.dissatisfied && times('reopen') === 0) {
    const input = { result: 'reached', satisfaction: 'dissatisfied', words: say('complaint') };
    return act('callBack', { name: 'dissatisfied', input });
  }
  return act('callBack', { input: { result: 'reached', satisfaction: course.satisfaction, words: say('words') } });
};

/** The next report while there is one to make. */
const reports = (course: Course, times: Times): boolean => times('report') < course.reports;

/** Passing a step on to the unit of the route. */
const dispatched: Step = ({ course }, { act, say, worker }, times) => {
  const target = course.route[Math.min(times('return'), course.route.length - 1)] as OrgPath;
  // A case that came back to its own handler is handled by the one above the route's.
  const unit = target === worker ? (parentOf(target) as OrgPath) : target;
  return act('dispatch', { input: { unit, demand: say('dispatch') }, atOnce: times('return') === 0 });
};

const steps: Record<string, Step> = {
  verify: ({ course }, { act, say }) =>
    course.onSpot
      ? act('resolveOnSpot', { input: { result: say('resolveOnSpot') } })
      : act('verify', { input: { finding: say('verify') } }),

  report: ({ course, intake }, { act, say }) =>
    course.onSpot
      ? act('dismiss', { reason: say('dismiss') })
      : act('verify', {
          input: { utility: intake.category, danger: intake.urgency === 'emergency', finding: say('verify') },
        }),

  intake: dispatched,
  assign: dispatched,

  handling: ({ course }, { act, say, state }, times) => {
    if (times('return') < course.returns) return act('return', { reason: say('return') });
    if (course.further !== null && times('further') === 0) {
      return act('dispatch', { name: 'further', input: { unit: course.further, demand: say('dispatch') } });
    }
    if (course.asks !== null && times('ask') === 0) return ask(course, state.now, { act, say });
    if (course.staysOpen === 'extended') return null;
    if (reports(course, times)) return act('progress', { name: 'report', input: { progress: say('progress') } });
    if (course.staysOpen === 'working') return null;
    return act('complete', { input: { result: say('complete'), solved: 'solved' } });
  },

  repair: ({ course }, { act, say }, times) => {
    if (times('arrive') === 0) return act('arrive', { input: { crew: say('crew') } });
    if (reports(course, times)) return act('progress', { name: 'report', input: { progress: say('progress') } });
    return act('restore', { name: 'complete', input: { cause: say('cause'), result: say('complete') } });
  },

  visit: ({ course, no }, { act, say }) =>
    act('verify', {
      input: { nature: course.dispute?.feud ? 'feud' : 'plain', households: 2 + (no % 3), finding: say('verify') },
    }),

  settle: ({ course }, { act, say }) =>
    course.dispute?.givenUp
      ? act('giveUp', { reason: say('giveUp') })
      : act('settle', { name: 'complete', input: { promiseA: say('promiseA'), promiseB: say('promiseB') } }),

  triage: (_request, { act, say, responsible }) =>
    levelOf(responsible) === 'community'
      ? act('escalate', { reason: say('escalate'), atOnce: true })
      : act('openMediation', { as: responsible, input: { mediators: say('mediators') } }),

  mediation: ({ course, no }, { act, say }, times) => {
    if (reports(course, times)) {
      return act('meet', { name: 'report', input: { attendees: 5 + (no % 6), record: say('meeting') } });
    }
    if (course.staysOpen === 'mediating') return null;
    if (course.dispute?.agreement === false) {
      return act('fail', { name: 'complete', input: { legalWay: say('legalWay') }, reason: say('fail') });
    }
    return act('agree', { name: 'complete', input: { promiseA: say('promiseA'), promiseB: say('promiseB') } });
  },

  reply: (_request, { act, say }) => act('reply', { input: { answer: say('reply') }, atOnce: true }),

  callBack: (request, teller, times) =>
    request.course.unreached && times('unreached') === 0
      ? teller.act('callBack', { name: 'unreached', input: { result: 'unreached' } })
      : calledBack(request, teller, times),

  callAgain: calledBack,

  rework: ({ course }, { act, say }, times) =>
    course.afterDissatisfied === 'redo' && times('redo') === 0
      ? act('redo', { reason: say('redo') })
      : act('conclude', { input: { ground: 'exhausted' }, reason: say('conclude') }),

  review: ({ no }, { act, say }, times) => {
    const round = times('reopen');
    if (times('close') === round && times('review') === round) {
      const cause = (['singular', 'recurring', 'systemic'] as const)[no % 3];
      return act('review', { input: { cause, lesson: say('lesson') } });
    }
    return act('close', { input: { conclusion: say('close') }, atOnce: true });
  },
};

const ask = (course: Course, now: string, { act, say }: Pick<Teller, 'act' | 'say'>): Deed =>
  course.asks === 'suspension'
    ? act('requestSuspension', {
        name: 'ask',
        input: { until: daysAfter(now, course.standstillDays) },
        reason: say('suspend'),
      })
    : act('requestExtension', {
        name: 'ask',
        input: { clock: 'step', amount: 3, unit: 'workingDay' },
        reason: say('extension'),
      });
