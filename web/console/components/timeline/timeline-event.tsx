// One event of the timeline.
import { ClockCircleOutlined } from '@ant-design/icons';
import { text } from '../../../shared/language.ts';
import { PeopleText } from '../people-text.tsx';
import { When } from '../when.tsx';
import type { ClockEffect } from './clock-effects.ts';
import { EventFiles } from './event-files.tsx';
import { filledIn } from './filled.ts';
import { clockSentence, sentenceOf, type Tongue, titleOf } from './sentences.ts';
import type { Chapter, EventAnswer } from './story.ts';
import { Who } from './who.tsx';

const words = {
  reason: text('理由', 'Why'),
  link: text('第 {n} 步', 'Event {n}'),
};

/** People's acts, the system's own, and the unpleasant ones look different. */
const toneOf = (type: EventAnswer['type']): string => {
  switch (type) {
    case 'markedOverdue':
    case 'raised':
    case 'cardRaised':
    case 'supervised':
      return 'alarm';
    case 'reminded':
    case 'returned':
    case 'escalated':
    case 'urged':
      return 'warn';
    case 'closed':
    case 'completed':
    case 'resolvedOnSpot':
      return 'good';
    case 'calendarAdopted':
    case 'archived':
    case 'resumed':
      return 'quiet';
    default:
      return 'act';
  }
};

export const TimelineEvent = ({
  caseNo,
  chapter,
  effects,
  tongue,
  linked,
}: {
  caseNo: string;
  chapter: Chapter;
  effects: readonly ClockEffect[];
  tongue: Tongue;
  linked: boolean;
}) => {
  const { say } = tongue;
  const { event } = chapter;
  const fields = filledIn(chapter, event.texts, tongue);
  const number = say(words.link, { n: event.seq });
  return (
    <li className={`timeline-event is-${toneOf(event.type)}`} id={linked ? String(event.seq) : undefined}>
      <div className="timeline-head">
        <span className="timeline-title">{titleOf(chapter, tongue)}</span>
        <span className="timeline-sentence">{sentenceOf(chapter, tongue)}</span>
        {linked ? (
          <a className="timeline-seq" href={`#${event.seq}`} title={number}>
            #{event.seq}
          </a>
        ) : (
          <span className="timeline-seq">#{event.seq}</span>
        )}
      </div>
      <div className="timeline-who">
        <When at={event.at} /> <Who event={event} tongue={tongue} />
      </div>
      {(fields.length > 0 || event.reason !== null) && (
        <dl className="timeline-fields">
          {fields.map(({ name, label, kind, value }) => (
            <div key={name}>
              <dt>{label}</dt>
              <dd>{kind === 'people' ? <PeopleText>{value}</PeopleText> : value}</dd>
            </div>
          ))}
          {event.reason !== null && (
            <div>
              <dt>{say(words.reason)}</dt>
              <dd>
                <PeopleText>{event.reason}</PeopleText>
              </dd>
            </div>
          )}
        </dl>
      )}
      <EventFiles caseNo={caseNo} files={event.files} />
      {effects.length > 0 && (
        <ul className="timeline-clocks">
          {effects.map((effect) => (
            <li key={effect.clock.name}>
              <ClockCircleOutlined aria-hidden /> {clockSentence(effect, tongue)}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
};
