// What a resident is told: who has it, what is being done, what was promised, and what is theirs to do. And what a link fills in.
import { describe, expect, test } from 'vitest';
import { phases } from '../../workflows/contract/case-type.ts';
import { receiptIn } from './link.ts';
import { standingOf } from './standing.ts';

type Seen = Parameters<typeof standingOf>[0];
const clock = (overdue = false): Seen['clocks'][number] => ({
  name: 'case',
  limit: { amount: 7, unit: 'calendarDay', rule: '' },
  calendar: 'cn',
  startedAt: '2026-11-21T09:30:00.000Z',
  due: '2026-11-28T09:30:00.000Z',
  provisional: false,
  overdue,
  slackMs: overdue ? -1 : 1,
  next: null,
});
const open: Seen = {
  status: 'open',
  outcome: null,
  phase: 'disposal',
  responsible: { unit: 'xx.zone.wenchang.biguiyuan', name: '碧桂园社区', onDuty: null },
  clocks: [clock()],
  suspension: null,
  satisfaction: null,
  closedAt: null,
  allowed: [],
};
const rate: Seen['allowed'][number] = {
  action: 'rate',
  label: { zh: '居民评价', en: 'Grade' },
  reason: 'optional',
  fields: {
    satisfaction: {
      kind: 'choice',
      label: { zh: '满意度', en: 'Satisfaction' },
      required: true,
      options: [{ value: 'satisfied', label: { zh: '满意', en: 'Satisfied' } }],
    },
  },
  to: null,
};
const closed: Seen = { ...open, status: 'closed', clocks: [], closedAt: '2026-11-27T02:00:00.000Z' };

describe('the sentence', () => {
  test('names who has it, what is being done and what was promised', () => {
    expect(standingOf(open, 'zh')).toEqual({
      short: '办理中',
      sentence: '您的诉求现由碧桂园社区负责，正在处置，承诺 11月28日周六 17:30 前办结并答复。',
      tone: 'plain',
    });
  });

  test('does not hide that the promise was broken', () => {
    const late = standingOf({ ...open, clocks: [clock(true)] }, 'zh');
    expect(late.short).toBe('已超承诺时间');
    expect(late.sentence).toContain('原承诺 11月28日周六 17:30');
  });

  test('asks for the grade as soon as one may be given, whatever the phase', () => {
    expect(standingOf({ ...open, phase: 'feedback', allowed: [rate] }, 'zh').short).toBe('请您评价');
  });

  test('after a dissatisfied grade says that it is looked at again, and not that an answer comes', () => {
    const { sentence } = standingOf({ ...open, phase: 'feedback', satisfaction: 'dissatisfied' }, 'zh');
    expect(sentence).toContain('您不满意，正在重新研究');
    expect(sentence).not.toContain('正在答复您');
  });

  test('of a suspended case says until when', () => {
    const suspension = {
      since: open.clocks[0]?.startedAt ?? '',
      until: '2026-12-05T01:00:00.000Z',
      approvedBy: 'xx.zone',
    };
    expect(standingOf({ ...open, suspension }, 'zh').sentence).toContain('12月5日周六 09:00');
  });

  test.each([
    ['closed', closed, '已办结'],
    ['graded', { ...closed, satisfaction: 'verySatisfied' } as Seen, '非常满意'],
    ['withdrawn', { ...closed, outcome: 'withdrawn' } as Seen, '撤回'],
    ['archived', { ...closed, status: 'archived' } as Seen, '归档'],
  ])('of a %s case says so', (_what, seen, word) => {
    const { short, sentence } = standingOf(seen, 'zh');
    expect(short + sentence).toContain(word);
  });

  test.each(phases)('in the phase %s has no gaps in either language', (phase) => {
    for (const language of ['zh', 'en'] as const) {
      expect(standingOf({ ...open, phase }, language).sentence).not.toMatch(/[{}]|undefined|null/);
    }
  });
});

describe('a link', () => {
  test('fills in number and code', () => {
    expect(receiptIn('#no=SF-20261125-00001&secret=7K2M-Q8ZD-0000-1111')).toEqual({
      caseNo: 'SF-20261125-00001',
      secret: '7K2M-Q8ZD-0000-1111',
    });
  });

  test.each(['', '#', '#no=SF-20261125-00001', '#secret=x', '#mine'])('%s fills in nothing', (fragment) => {
    expect(receiptIn(fragment)).toBeNull();
  });
});
