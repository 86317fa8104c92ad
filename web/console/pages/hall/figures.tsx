// The strip of figures: today, what is open, and the three rates.
import { memo, type ReactNode } from 'react';
import type { Schemas } from '../../../shared/api-types.ts';
import { useSay } from '../../../shared/language.ts';
import { CountUp } from './number.tsx';
import type { Span } from './search.ts';
import { words } from './words.ts';

type Tone = 'plain' | 'good' | 'bad';

const Figure = ({
  name,
  children,
  note,
  tone = 'plain',
}: {
  name: string;
  children: ReactNode;
  note: string;
  tone?: Tone;
}) => (
  <div className={`hall-figure is-${tone}`}>
    <dt>{name}</dt>
    <dd>
      <span className="hall-value">{children}</span>
      <span className="hall-note">{note}</span>
    </dd>
  </div>
);

/** A rate with one digit, or a dash when it is of nothing; never rounded up to 100 while something is missing. */
const Rate = ({ of, among }: { of: number; among: number }) =>
  among === 0 ? (
    <span className="hall-number">—</span>
  ) : (
    <CountUp value={Math.floor((of / among) * 1000) / 10} digits={1} unit="%" />
  );

export const Figures = memo(({ hall, span }: { hall: Schemas['Hall']; span: Span }) => {
  const say = useSay();
  const { now, today, received, closed, onTime, satisfaction } = hall;
  const rated = Object.values(satisfaction).reduce((sum, n) => sum + n, 0);
  const named = now.open === 0 ? '—' : `${Math.floor((now.withResponsible / now.open) * 1000) / 10}%`;
  return (
    <section className="hall-figures" aria-label={say(words.figures)}>
      <dl>
        <Figure
          name={say(words.receivedToday)}
          note={say(words.channelsToday, { hotline: today.bySource.hotline ?? 0, grid: today.bySource.grid ?? 0 })}
        >
          <CountUp value={today.received} />
        </Figure>
        <Figure name={say(words.closedToday)} note={say(words.returnedToday, { n: today.returned })} tone="good">
          <CountUp value={today.closed} />
        </Figure>
        <Figure name={say(words.open)} note={say(words.allNamed, { share: named })}>
          <CountUp value={now.open} />
        </Figure>
        <Figure
          name={say(words.overdue)}
          note={say(words.cards, { soon: now.soon, yellow: now.yellow, red: now.red })}
          tone={now.overdue > 0 ? 'bad' : 'good'}
        >
          <CountUp value={now.overdue} />
        </Figure>
        <Figure name={say(words.sinceSpan[span])} note={say(words.closedOf, { n: closed, of: received })}>
          <CountUp value={received} />
        </Figure>
        <Figure name={say(words.closureRate)} note={say(words.sinceSpan[span])} tone="good">
          <Rate of={closed} among={received} />
        </Figure>
        <Figure name={say(words.onTimeRate)} note={say(words.onTimeOf, { n: onTime, of: closed })} tone="good">
          <Rate of={onTime} among={closed} />
        </Figure>
        <Figure name={say(words.satisfactionRate)} note={say(words.ratedOf, { n: rated })} tone="good">
          <Rate of={rated - (satisfaction.dissatisfied ?? 0)} among={rated} />
        </Figure>
      </dl>
    </section>
  );
});
