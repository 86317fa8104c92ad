// The progress of a season: a bar on a terminal, a line now and then elsewhere.
import { expect, test } from 'vitest';
import { createProgress, lineOf } from './progress.ts';
import type { Course } from './run.ts';
import { emptyTally } from './tally.ts';

const course = (received: number): Course => ({
  tally: { ...emptyTally(), received, closed: received - 2, overdue: 3, raised: 1 },
  failures: [],
  open: [],
  cutOff: 0,
  richest: null,
});

test('a line says how many are done, how fast, how long it still takes, and what has become of them', () => {
  expect(lineOf(course(100), 400, 50)).toBe(
    '██████░░░░░░░░░░░░░░░░░░ 100/400  2.0 件/秒  还需 2:30  办结 98 超期 3 上提 1',
  );
  expect(lineOf(course(3), 400, 20)).toContain('还需 --:--');
  const failed = { request: {} as never, caseNo: null, why: '' };
  expect(lineOf({ ...course(10), failures: [failed, failed] }, 12, 1)).toContain('12/12');
  expect(lineOf({ ...course(10), failures: [failed] }, 12, 1)).toContain('失败 1');
});

const shownOver = (isTTY: boolean, instants: readonly number[]): string => {
  const written: string[] = [];
  let now = 0;
  const progress = createProgress(100, { isTTY, write: (text) => written.push(text) }, () => now);
  for (const [i, at] of instants.entries()) {
    now = at;
    progress.show(course(i + 2));
  }
  progress.end();
  return written.join('');
};

test('a terminal gets one line, drawn anew a few times a second and wiped at the end', () => {
  const drawn = shownOver(true, [0, 10, 250, 260]);
  expect(drawn).not.toContain('\n');
  expect(drawn.match(/件\/秒/g)).toHaveLength(2);
  expect(drawn.endsWith('\r\u001b[2K')).toBe(true);
});

test('a file gets plain lines, now and then', () => {
  const lines = shownOver(false, [0, 1_000, 16_000]);
  expect(lines.match(/\n/g)).toHaveLength(2);
  expect(lines).not.toContain('\u001b');
});
