// The colours that mean something, the same on every page: cards, time left, phases. Texts in them have a contrast of 4.5 on white.
import type { Phase } from '../../workflows/contract/case-type.ts';

export const brand = '#0f4c81';

/** 黄牌、红牌: the card's ground, and the text on it. */
export const cardColours = {
  yellow: { ground: '#ffd666', ink: '#5c3c00' },
  red: { ground: '#cf1322', ink: '#ffffff' },
} as const satisfies Record<'yellow' | 'red', { ground: string; ink: string }>;

/** How the time stands. */
export const slackLevels = ['overdue', 'soon', 'fine', 'stopped'] as const;
export type SlackLevel = (typeof slackLevels)[number];

export const slackColours: Readonly<Record<SlackLevel, string>> = {
  overdue: '#cf1322',
  soon: '#ad4e00',
  fine: '#237804',
  stopped: '#595959',
};

/** Less than this is left: soon, in ms. A working day. */
const soonMs = 8 * 3_600_000;

/** @param slackMs milliseconds until due, negative when overdue, null while the clock is stopped */
export const slackLevelOf = (slackMs: number | null): SlackLevel => {
  if (slackMs === null) return 'stopped';
  if (slackMs < 0) return 'overdue';
  return slackMs < soonMs ? 'soon' : 'fine';
};

export const phaseColours: Readonly<Record<Phase, string>> = {
  discovery: '#531dab',
  transfer: '#0958d9',
  disposal: '#006d75',
  feedback: '#237804',
  review: '#874d00',
};
