// Runs the lives of a season, so many at a time. One that fails is told and ends nothing; a stop lets those under way come to a halt.
import { type Life, type LifeFailed, live, type Stage } from './life.ts';
import type { PlannedRequest } from './plan.ts';
import { count, emptyTally, type Tally } from './tally.ts';

export interface Failure {
  request: PlannedRequest;
  caseNo: string | null;
  why: string;
}

/** How far a season has come. */
export interface Course {
  tally: Tally;
  failures: Failure[];
  /** Lives that are still open, in the order of arrival. */
  open: Life[];
  /** Lives that a stop has cut off. */
  cutOff: number;
  /** The most eventful life of all: the one to look at. */
  richest: Life | null;
}

export interface RunOptions {
  /** Lives at a time. */
  atATime: number;
  /** After each life. */
  news(course: Course): void;
  /** With each life that came to its end. */
  each?(life: Life): void;
}

/** Lives at a time unless told: what two cores carry without queueing. */
export const usuallyAtATime = 16;

/**
 * @throws Error when nothing succeeds at all, as where rehearsals are off: the first failure's words
 */
export const runSeason = async (
  stage: Stage,
  requests: readonly PlannedRequest[],
  { atATime, news, each }: RunOptions,
): Promise<Course> => {
  const course: Course = { tally: emptyTally(), failures: [], open: [], cutOff: 0, richest: null };
  let next = 0;
  const oneAfterAnother = async (): Promise<void> => {
    while (next < requests.length && !stage.stop.aborted && !isHopeless(course, atATime)) {
      const request = requests[next] as PlannedRequest;
      next += 1;
      try {
        const life = await live(stage, request);
        count(course.tally, life);
        each?.(life);
        if (life.events.length > (course.richest?.events.length ?? 0)) course.richest = life;
        if (!life.ended) course.cutOff += 1;
        if (life.state.status === 'open') course.open.push(life);
      } catch (error) {
        const { caseNo, message } = error as LifeFailed;
        course.failures.push({ request, caseNo: caseNo ?? null, why: message });
      }
      news(course);
    }
  };
  await Promise.all(Array.from({ length: atATime }, oneAfterAnother));
  if (isHopeless(course, atATime)) throw new Error(course.failures[0]?.why);
  course.open.sort((a, b) => a.request.no - b.request.no);
  course.failures.sort((a, b) => a.request.no - b.request.no);
  return course;
};

/** As many failures as there are lives at a time, and no success. */
const isHopeless = ({ tally, failures }: Course, atATime: number): boolean =>
  tally.received === 0 && failures.length >= atATime;
