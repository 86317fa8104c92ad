// What a row says, in words: from its own text as this browser checked it, with the words that the vault keeps for its fields.
import { text } from '../../../shared/language.ts';
import { PeopleText } from '../../components/people-text.tsx';
import type { ClockEffect } from '../../components/timeline/clock-effects.ts';
import { type Filled, filledIn } from '../../components/timeline/filled.ts';
import { clockSentence, sentenceOf, type Tongue, titleOf } from '../../components/timeline/sentences.ts';
import type { Change, EventAnswer } from '../../components/timeline/story.ts';

const words = {
  says: text('内容', 'What it says'),
  reason: text('理由', 'Reason'),
  clocks: text('时限', 'Clocks'),
  description: text('诉求', 'Request'),
  place: text('地点', 'Place'),
  reporter: text('反映人', 'Reporter'),
};

/** What the resident said, at reception: no form of the type has these. */
const intakeFields = ['description', 'place', 'reporter'] as const;

const fieldsOf = (change: Change, texts: EventAnswer['texts'], tongue: Tongue): Filled[] =>
  change.typed.type === 'received'
    ? intakeFields.flatMap((name): Filled[] => {
        const value = texts[name] ?? null;
        return value === null ? [] : [{ name, label: tongue.say(words[name]), kind: 'people', value }];
      })
    : filledIn(change, texts, tongue);

export const RowTelling = ({
  change,
  told,
  effects,
  tongue,
}: {
  change: Change;
  /** What the API tells of it; undefined while it does not. */
  told: EventAnswer | undefined;
  effects: readonly ClockEffect[];
  tongue: Tongue;
}) => {
  const { say } = tongue;
  const reason = told?.reason ?? null;
  return (
    <dl className="facts">
      <dt>{say(words.says)}</dt>
      <dd>
        <strong>{titleOf(change, tongue)}</strong> {sentenceOf(change, tongue)}
      </dd>
      {fieldsOf(change, told?.texts ?? {}, tongue).map(({ name, label, kind, value }) => (
        <FieldLine key={name} label={label}>
          {kind === 'people' ? <PeopleText>{value}</PeopleText> : value}
        </FieldLine>
      ))}
      {reason !== null && (
        <FieldLine label={say(words.reason)}>
          <PeopleText>{reason}</PeopleText>
        </FieldLine>
      )}
      {effects.length > 0 && (
        <FieldLine label={say(words.clocks)}>
          {effects.map((effect) => (
            <div key={effect.clock.name}>{clockSentence(effect, tongue)}</div>
          ))}
        </FieldLine>
      )}
    </dl>
  );
};

const FieldLine = ({ label, children }: { label: string; children: React.ReactNode }) => (
  <>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </>
);
