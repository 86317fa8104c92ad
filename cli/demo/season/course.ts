// How the life of one request will go: drawn once, before anything runs. `deeds.ts` turns it into what people do.
import type { Urgency } from '../../../workflows/contract/case-type.ts';
import { atLevel, type OrgPath } from '../../../workflows/contract/org-path.ts';
import type { Satisfaction } from '../../../workflows/contract/state.ts';
import type { Chance } from './chance.ts';
import { assumed } from './figures.ts';

/** In time, after the reminder, past the deadline, or only once the case was raised a level. */
export type Pace = 'prompt' | 'reminded' | 'late' | 'raised';

/** The parts of a life that can be late. */
export type Part = 'first' | 'work' | 'callBack';

/** Why a case is still open when the season ends. */
export type OpenReason = 'suspended' | 'extended' | 'contested' | 'working' | 'raised' | 'mediating';

export interface Course {
  /** Null: it is closed by the end of the season. */
  staysOpen: OpenReason | null;
  pace: Record<Part, Pace>;
  onSpot: boolean;
  /** Units that it is dispatched to: one after each return, the last one keeps it. */
  route: OrgPath[];
  /** Times that the receiver returns it; the third goes to the common superior. */
  returns: number;
  /** The unit that handles it passes it on to this one. */
  further: OrgPath | null;
  /** A request for more time or a standstill, and what the superior says. */
  asks: 'extension' | 'refusedExtension' | 'suspension' | null;
  /** Days that a suspension lasts. */
  standstillDays: number;
  /** Reports of progress, or meetings of a mediation. */
  reports: number;
  /** What the level above does once it was raised. */
  afterRaise: 'supervise' | 'reassign' | 'takeOver';
  dispute: { feud: boolean; givenUp: boolean; agreement: boolean } | null;
  unreached: boolean;
  /** Call-backs that find the resident dissatisfied. */
  dissatisfied: number;
  afterDissatisfied: 'redo' | 'conclude';
  satisfaction: Exclude<Satisfaction, 'dissatisfied'>;
  reopened: boolean;
}

export interface Setting {
  random: Chance;
  community: OrgPath;
  county: OrgPath;
  category: string;
  urgency: Urgency;
  /** The street's centre received it, not the county's. */
  byStreet: boolean;
  /** Whether a unit is short of people on the day it comes in. */
  absent(unit: OrgPath): boolean;
}

const commonParts = ({ random }: Setting) => ({
  staysOpen: null,
  onSpot: false,
  returns: 0,
  further: null,
  asks: null,
  standstillDays: random.between(14, 60),
  reports: Number(random.weighted({ 0: 60, 1: 32, 2: 8 })),
  afterRaise: random.weighted({ supervise: 70, reassign: 18, takeOver: 12 }),
  dispute: null,
  unreached: random.happens(assumed.unreached),
  dissatisfied: random.happens(assumed.dissatisfied) ? (random.happens(assumed.dissatisfiedAgain) ? 2 : 1) : 0,
  afterDissatisfied: random.happens(assumed.redone) ? ('redo' as const) : ('conclude' as const),
  satisfaction: random.weighted(assumed.satisfaction),
  reopened: random.happens(assumed.reopened),
});

/** Departments that answer for a category of general requests, in the county. */
const departments: Record<string, readonly string[]> = {
  environment: ['d_zhujian'],
  cityAppearance: ['d_zhujian'],
  traffic: ['d_gongan'],
  publicService: ['d_renshe', 'd_sifa', 'd_wangxin'],
};

const wrongOnes = ['d_zhujian', 'd_gongan', 'd_renshe', 'd_sifa', 'd_wangxin'];

export const generalCourse = (setting: Setting, staysOpen: OpenReason | null): Course => {
  const { random, community, county, category, urgency, byStreet } = setting;
  const street = atLevel(community, 'street');
  const own = departments[category];
  const local = byStreet ? community : random.pick([street, street, community]);
  const right = own && random.happens(0.6) ? `${county}.${random.pick(own)}` : local;
  const wrong = `${county}.${random.pick(wrongOnes.filter((label) => !right.endsWith(label)))}`;
  const calm = urgency === 'normal' || urgency === 'complex';
  const mishap = staysOpen === null ? (calm ? random.weighted(assumed.mishap) : 'none') : mishapOf(staysOpen);
  const returns = { returned: 1, returnedTwice: 2, contested: 3 }[mishap as string] ?? 0;
  const plain = mishap === 'none' || mishap === 'further';
  const settledBy = returns === 3 ? (byStreet ? street : local) : right;
  return {
    ...commonParts(setting),
    staysOpen,
    onSpot: staysOpen === null && plain && random.happens(assumed.onSpot),
    route: [...Array.from({ length: returns }, () => wrong), settledBy],
    returns,
    further: mishap === 'further' && right === street ? community : null,
    asks: mishap === 'extension' || mishap === 'refusedExtension' || mishap === 'suspension' ? mishap : null,
    pace: {
      ...paces(setting, right),
      ...(!plain && { work: 'prompt' as const }),
      ...(staysOpen === 'raised' && { work: 'raised' as const }),
      ...(!calm && { first: 'prompt' as const }),
    },
    ...(staysOpen === 'raised' && { afterRaise: 'supervise' as const }),
    ...(staysOpen === 'working' && { reports: 1 }),
  };
};

const mishapOf = (staysOpen: OpenReason): string =>
  ({ suspended: 'suspension', extended: 'extension', contested: 'contested' })[staysOpen as string] ?? 'none';

export const utilityCourse = (setting: Setting): Course => {
  const { random, county, category } = setting;
  const company = `${county}.d_${category}`;
  return {
    ...commonParts(setting),
    onSpot: random.happens(0.05),
    route: [company],
    pace: { ...paces(setting, company), first: 'prompt' },
    afterRaise: 'supervise',
  };
};

export const disputeCourse = (setting: Setting, ends: 'agreement' | 'failure' | 'mediating'): Course => {
  const { random, community } = setting;
  const feud = ends !== 'agreement' || random.happens(0.35);
  return {
    ...commonParts(setting),
    staysOpen: ends === 'mediating' ? 'mediating' : null,
    route: [community],
    pace: paces(setting, community),
    afterRaise: 'supervise',
    reports: random.between(1, 2),
    dispute: { feud, givenUp: !feud && random.happens(0.2), agreement: ends === 'agreement' },
  };
};

/** A unit that is short of people is late; each unit has some slack of its own. */
const paces = ({ random, county, absent }: Setting, unit: OrgPath): Record<Part, Pace> => {
  const slow = (share: number): Pace => {
    if (random.happens(share)) return random.weighted(assumed.lateness);
    return random.happens(0.08) ? 'reminded' : 'prompt';
  };
  return {
    first: slow(absent(county) ? 0.1 : 0.006),
    work: slow(absent(unit) ? 0.8 : assumed.slackest * random.next()),
    callBack: slow(0.008),
  };
};
