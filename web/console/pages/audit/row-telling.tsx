// What a row says, in words: from its own text as this browser checked it, with the words that the vault keeps for its fields.
import type { Intake } from '../../../../workflows/contract/command.ts';
import { text } from '../../../shared/language.ts';
import { categoryText, urgencyWords } from '../../../shared/words.ts';
import { PeopleText } from '../../components/people-text.tsx';
import type { ClockEffect } from '../../components/timeline/clock-effects.ts';
import { type Filled, filledIn } from '../../components/timeline/filled.ts';
import { clockSentence, sentenceOf, type Tongue, titleOf } from '../../components/timeline/sentences.ts';
import type { Change, EventAnswer } from '../../components/timeline/story.ts';

const words = {
  says: text('内容', 'What it says'),
  reason: text('理由', 'Reason'),
  clocks: text('时限', 'Clocks'),
  area: text('发生地', 'Area'),
  category: text('类别', 'Category'),
  urgency: text('紧急程度', 'Urgency'),
};

/** What reception noted beside the words; later events have the fields of their forms. */
const intakeFields = ({ area, category, urgency }: Intake, { say, unitName, definition }: Tongue): Filled[] => {
  const values = {
    area: unitName(area),
    category: say(categoryText(category, definition?.label ?? text(category, category))),
    urgency: say(urgencyWords[urgency]),
  };
  return (['area', 'category', 'urgency'] as const).map((name) => ({
    name,
    label: say(words[name]),
    kind: 'value',
    value: values[name],
  }));
};

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
  const { typed } = change;
  const fields =
    typed.type === 'received' ? intakeFields(typed.data.intake, tongue) : filledIn(change, told?.texts ?? {}, tongue);
  return (
    <dl className="facts">
      <dt>{say(words.says)}</dt>
      <dd>
        <strong>{titleOf(change, tongue)}</strong> · {sentenceOf(change, tongue)}
      </dd>
      {fields.map(({ name, label, kind, value }) => (
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
