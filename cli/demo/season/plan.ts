// A season as a plan: every request with the day it comes in, where and about what, who has it on the desk, and how its life will go.
// Pure: the same seed, number and org tree give the same plan, on every machine and on every day.
import type { Source, Urgency } from '../../../workflows/contract/case-type.ts';
import { atLevel, isDepartment, levelOf, type OrgPath } from '../../../workflows/contract/org-path.ts';
import { absencesOf } from './absences.ts';
import { type Chance, chance } from './chance.ts';
import { type Course, disputeCourse, generalCourse, type OpenReason, utilityCourse } from './course.ts';
import { assumed, zone } from './figures.ts';
import { reporters, reports } from './words.ts';

/** A unit as far as a plan needs it. */
export interface PlanUnit {
  path: OrgPath;
  name: string;
}

export interface PlannedRequest {
  /** From 1, in order of arrival. */
  no: number;
  /** Of the season, from 0. */
  day: number;
  /** Whose desk takes it in. */
  receiver: OrgPath;
  intake: {
    type: TypeName;
    source: Source;
    category: string;
    area: OrgPath;
    urgency: Urgency;
    description: string;
    reporter: string;
  };
  course: Course;
}

export type TypeName = 'general-request' | 'neighbour-dispute' | 'utility-repair';

export interface SeasonPlan {
  seed: number;
  county: OrgPath;
  requests: readonly PlannedRequest[];
  /** Disputes that will be settled, and cases that will still be open. */
  settled: number;
  open: number;
}

export interface PlanOptions {
  seed: number;
  /** Requests in all. */
  cases: number;
  county: OrgPath;
  /** The active units of the county. */
  units: readonly PlanUnit[];
  /** Disputes to be settled; the zone's share of its season unless told. */
  settled?: number;
  /** Cases to be still open at the end; the zone's share unless told. */
  open?: number;
}

/** What a request will have been in the end. */
type Fate = 'settled' | 'failed' | 'utility' | 'general' | OpenReason;

/** @throws Error when more is asked to be settled or open than there are cases, or when the county has no communities */
export const planSeason = ({ seed, cases, county, units, ...asked }: PlanOptions): SeasonPlan => {
  const settled = asked.settled ?? Math.round((cases * zone.settled) / zone.received);
  const open = asked.open ?? Math.round(cases * (1 - zone.closedShare));
  if (settled + open > cases)
    throw new Error(`${cases} cases cannot hold ${settled} settled disputes and ${open} open ones.`);
  const place = placesOf(county, units);
  const absent = absencesOf(
    seed,
    units.map(({ path }) => path),
  );
  const days = arrivalDays(chance(seed, 'days'), cases);
  const fates = fatesOf(chance(seed, 'fates'), { cases, settled, open });
  const requests = days.map((day, i) =>
    planRequest(chance(seed, `request ${i + 1}`), { no: i + 1, day, fate: fates[i] as Fate, county, place, absent }),
  );
  return { seed, county, requests, settled, open };
};

/** Grids (or communities without any) to be drawn from, and names to speak of them. */
interface Places {
  grids: OrgPath[];
  nameOf(path: OrgPath): string;
}

const placesOf = (county: OrgPath, units: readonly PlanUnit[]): Places => {
  const grids = units.map(({ path }) => path).filter((path) => !isDepartment(path) && levelOf(path) === 'grid');
  const communities = units
    .map(({ path }) => path)
    .filter((path) => !isDepartment(path) && levelOf(path) === 'community');
  const found = grids.length > 0 ? grids : communities;
  if (found.length === 0)
    throw new Error(`${county} has no communities; a season needs the demonstration zone or one like it.`);
  const names = new Map(units.map(({ path, name }) => [path, name]));
  return { grids: found.toSorted(), nameOf: (path) => names.get(path) ?? path };
};

/** Days on which the requests come in, ascending: fewer at weekends. 1 January of the zone's season was a Thursday. */
const arrivalDays = (random: Chance, cases: number): number[] => {
  const weights = Object.fromEntries(
    Array.from({ length: zone.days }, (_, day) => [String(day), (day + 3) % 7 > 4 ? 0.5 : 1]),
  );
  return Array.from({ length: cases }, () => Number(random.weighted(weights))).sort((a, b) => a - b);
};

const fatesOf = (
  random: Chance,
  { cases, settled, open }: { cases: number; settled: number; open: number },
): Fate[] => {
  const failed = Math.min(Math.round(settled * assumed.failedPerSettled), cases - settled - open);
  const rest = cases - settled - open - failed;
  const fill = (count: number, fate: () => Fate): Fate[] => Array.from({ length: count }, fate);
  return random.shuffled<Fate>([
    ...fill(settled, () => 'settled'),
    ...fill(failed, () => 'failed'),
    ...fill(open, () => random.weighted(assumed.open)),
    ...fill(rest, () => (random.happens(assumed.utilityShare) ? 'utility' : 'general')),
  ]);
};

interface Slot {
  no: number;
  day: number;
  fate: Fate;
  county: OrgPath;
  place: Places;
  absent: (unit: OrgPath, day: number) => boolean;
}

const planRequest = (random: Chance, { no, day, fate, county, place, absent }: Slot): PlannedRequest => {
  const source = random.weighted(assumed.source);
  const grid = random.pick(place.grids);
  const community = atLevel(grid, 'community');
  const area = source === 'grid' || source === 'patrol' || random.happens(0.5) ? grid : community;
  const receiver = source === 'grid' || source === 'patrol' ? community : county;
  const type = typeOf(fate);
  const category = random.weighted<string>(categories[type]);
  const urgency = urgencyOf(random, type, fate);
  const description = random.pick(reports[category] as readonly string[]).replace('{place}', place.nameOf(community));
  const setting = {
    random,
    community,
    county,
    category,
    urgency,
    byStreet: receiver !== county,
    absent: (unit: OrgPath) => absent(unit, day),
  };
  return {
    no,
    day,
    receiver,
    intake: { type, source, category, area, urgency, description, reporter: random.pick(reporters) },
    course:
      type === 'neighbour-dispute'
        ? disputeCourse(setting, fate === 'settled' ? 'agreement' : fate === 'failed' ? 'failure' : 'mediating')
        : type === 'utility-repair'
          ? utilityCourse(setting)
          : generalCourse(setting, fate === 'general' ? null : (fate as OpenReason)),
  };
};

const categories: Record<TypeName, Readonly<Record<string, number>>> = {
  'general-request': assumed.category,
  'utility-repair': assumed.utility,
  'neighbour-dispute': assumed.dispute,
};

const typeOf = (fate: Fate): TypeName => {
  if (fate === 'settled' || fate === 'failed' || fate === 'mediating') return 'neighbour-dispute';
  return fate === 'utility' ? 'utility-repair' : 'general-request';
};

/** Quarrels are no emergencies, and what is open for weeks is not urgent. */
const urgencyOf = (random: Chance, type: TypeName, fate: Fate): Urgency => {
  const drawn = random.weighted(assumed.urgency);
  if (type === 'neighbour-dispute' || !(fate === 'general' || fate === 'utility'))
    return drawn === 'complex' ? 'complex' : 'normal';
  return drawn;
};
