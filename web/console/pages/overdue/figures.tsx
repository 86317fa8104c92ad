// The figures that matter at half past eight, each a filter.
import { useLanguage, useSay } from '../../../shared/language.ts';
import { shortDeadline } from '../../../shared/time.ts';
import { type Slip, slips } from './search.ts';
import type { Tally } from './tally.ts';
import { slipWords, words } from './words.ts';

/** In the order of urgency. */
const order: readonly Slip[] = ['overdue', 'today', 'soon', 'replyOverdue', 'red', 'yellow', 'raised'];

export const Figures = ({
  total,
  soonBefore,
  rehearsals,
  chosen,
  choose,
}: {
  total: Tally;
  soonBefore: string;
  /** Each of them goes by its own time, which is not today's. */
  rehearsals: boolean;
  chosen: Slip | undefined;
  choose: (slip: Slip | undefined) => void;
}) => {
  const say = useSay();
  const language = useLanguage();
  const share = total.open > 0 ? `${Math.round((total.overdue / total.open) * 100)}%` : '0%';
  const notes: Readonly<Record<Slip, string>> = {
    overdue: say(words.ofOpen, { share }),
    today: say(rehearsals ? words.ownTime : words.untilToday),
    soon: rehearsals ? say(words.ownTime) : say(words.until, { at: shortDeadline(soonBefore, language) }),
    replyOverdue: say(words.replyOwed),
    red: say(words.waiting),
    yellow: say(words.waiting),
    raised: say(words.byLadder),
  };
  return (
    <section className="board-figures" aria-label={say(words.figures)}>
      {order
        .filter((slip) => slips.includes(slip))
        .map((slip) => (
          <button
            key={slip}
            type="button"
            className={`board-figure is-${slip}${total[slip] === 0 ? ' is-none' : ''}`}
            aria-pressed={chosen === slip}
            onClick={() => choose(chosen === slip ? undefined : slip)}
          >
            <span className="board-figure-name">{say(slipWords[slip])}</span>
            <strong>{total[slip]}</strong>
            <span className="board-figure-note">{notes[slip]}</span>
          </button>
        ))}
    </section>
  );
};
