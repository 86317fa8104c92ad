// A case's events in plain words: who (post), for which unit and under what authority, what, why, and what the clocks did.
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { text, useLanguage, useSay } from '../../shared/language.ts';
import { caseTypeQuery, useUnitName } from '../queries.ts';
import { clockEffects } from './timeline/clock-effects.ts';
import type { Tongue } from './timeline/sentences.ts';
import { type EventAnswer, storyOf } from './timeline/story.ts';
import { TimelineEvent } from './timeline/timeline-event.tsx';
import './timeline/timeline.css';

const words = { label: text('办理经过', 'What happened') };

/** The tongue that events of a case type are told in. */
export const useTongue = (type: { name: string; version: number } | undefined): Tongue => {
  const say = useSay();
  const language = useLanguage();
  const unitName = useUnitName();
  const { data: definition } = useQuery({
    ...caseTypeQuery(type ?? { name: '', version: 0 }),
    enabled: type !== undefined,
  });
  return useMemo(() => ({ say, language, unitName, definition }), [say, language, unitName, definition]);
};

/**
 * @param events the whole ledger of the case, oldest first: the story is folded from its beginning
 * @param shown which of them to show, and in which order; all of them, oldest first, when left out
 * @param linked each event gets an address of its own, `#<seq>`
 */
export const Timeline = ({
  caseNo,
  type,
  events,
  shown,
  linked = false,
}: {
  caseNo: string;
  type: { name: string; version: number };
  events: readonly EventAnswer[];
  shown?: readonly EventAnswer[];
  linked?: boolean;
}) => {
  const tongue = useTongue(type);
  const story = useMemo(() => storyOf(caseNo, events), [caseNo, events]);
  const effects = useMemo(() => clockEffects(story), [story]);
  return (
    <ol className="timeline" aria-label={tongue.say(words.label)}>
      {(shown ?? events).map(({ seq }) => {
        const chapter = story[seq - 1];
        return (
          chapter && (
            <TimelineEvent
              key={seq}
              caseNo={caseNo}
              chapter={chapter}
              effects={effects.get(seq) ?? []}
              tongue={tongue}
              linked={linked}
            />
          )
        );
      })}
    </ol>
  );
};
