// How far a season has come: a bar that is drawn anew on a terminal, a line now and then elsewhere.
import type { Course } from './run.ts';

export interface Progress {
  show(course: Course): void;
  end(): void;
}

/** Where a bar or lines are drawn. */
export interface Screen {
  isTTY?: boolean;
  columns?: number;
  write(text: string): unknown;
}

/** The bar is drawn at most so often, and a plain line is written at most so often, in ms. */
const every = { bar: 200, line: 15_000 };

const width = 24;

/** Cases after which the rate says something: at first the posts sign in. */
const toJudgeBy = 10;

/** @param total cases of the season */
export const createProgress = (total: number, screen: Screen, now: () => number = Date.now): Progress => {
  const began = now();
  let shown = Number.NEGATIVE_INFINITY;
  return {
    show(course) {
      const at = now();
      if (at - shown < (screen.isTTY ? every.bar : every.line)) return;
      shown = at;
      const line = lineOf(course, total, (at - began) / 1000);
      screen.write(screen.isTTY ? `\r\u001b[2K${line}` : `${line}\n`);
    },
    end() {
      if (screen.isTTY) screen.write('\r\u001b[2K');
    },
  };
};

/** One line: how many, how fast, how long still, and what has become of them. */
export const lineOf = ({ tally, failures }: Course, total: number, seconds: number): string => {
  const done = tally.received + failures.length;
  const rate = seconds > 0 ? done / seconds : 0;
  const filled = Math.round((width * done) / Math.max(1, total));
  const left = done < toJudgeBy ? '--:--' : clock((total - done) / rate);
  const failed = failures.length > 0 ? ` 失败 ${failures.length}` : '';
  return `${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${done}/${total}  ${rate.toFixed(1)} 件/秒  还需 ${left}  办结 ${tally.closed} 超期 ${tally.overdue} 上提 ${tally.raised}${failed}`;
};

const clock = (seconds: number): string => {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
};
