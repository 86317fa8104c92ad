// The colours that mean something, the same on every page: cards, time left, phases. Texts in them have a contrast of 4.5 on white.
import type { Phase } from '../../workflows/contract/case-type.ts';
import type { TimeLeft } from './working-time.ts';

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

export const slackLevelOf = ({ overdue, soon }: Pick<TimeLeft, 'overdue' | 'soon'>): SlackLevel => {
  if (overdue) return 'overdue';
  return soon ? 'soon' : 'fine';
};

export const phaseColours: Readonly<Record<Phase, string>> = {
  discovery: '#531dab',
  transfer: '#0958d9',
  disposal: '#006d75',
  feedback: '#237804',
  review: '#874d00',
};
