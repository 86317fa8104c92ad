// The cards that a case was given, in order, answered or not.
import type { Change } from '../../components/timeline/story.ts';

export interface CardGiven {
  card: 'yellow' | 'red';
  at: string;
}

export const cardsOf = (story: readonly Change[]): CardGiven[] =>
  story.flatMap(({ typed, before }): CardGiven[] => {
    if (typed.type === 'supervised') return [{ card: typed.data.card, at: typed.at }];
    // A red one that is not answered stays the red one that it was.
    return typed.type === 'cardRaised' && before?.supervision?.card === 'yellow' ? [{ card: 'red', at: typed.at }] : [];
  });
