// Narrowing the cases by the level that answers and by the rung that was reached, each with how many there are.
import { useSay } from '../../../shared/language.ts';
import { levelWords } from '../../../shared/words.ts';
import { boardLevels, type OverdueSearch } from './search.ts';
import { byLevel, type Tally, type UnitSlips } from './tally.ts';
import { rungWords, words } from './words.ts';

interface Choice {
  key: string;
  label: string;
  count: number;
  chosen: boolean;
  choose: () => void;
}

const Chips = ({ label, choices }: { label: string; choices: readonly Choice[] }) => (
  <fieldset className="board-chips">
    <legend>{label}</legend>
    {choices.map(({ key, label: name, count, chosen, choose }) => (
      <button key={key} type="button" aria-pressed={chosen} onClick={choose}>
        {name} <span>{count}</span>
      </button>
    ))}
  </fieldset>
);

export const Filters = ({
  units,
  total,
  search,
  change,
}: {
  units: readonly UnitSlips[];
  total: Tally;
  search: OverdueSearch;
  change: (part: { level?: OverdueSearch['level'] | undefined; rung?: number | undefined }) => void;
}) => {
  const say = useSay();
  const levels = byLevel(units);
  const count = (tally: Tally | undefined): number => tally?.[search.slip ?? 'open'] ?? 0;
  return (
    <div className="board-filters">
      <Chips
        label={say(words.level)}
        choices={boardLevels
          .filter((level) => levels.has(level) || level === search.level)
          .map((level) => ({
            key: level,
            label: say(levelWords[level]),
            count: count(levels.get(level)),
            chosen: search.level === level,
            choose: () => change({ level: search.level === level ? undefined : level }),
          }))}
      />
      <Chips
        label={say(words.ladder)}
        choices={rungWords
          .map((word, rung) => ({
            key: word.en,
            label: say(word),
            count: total.byRung[rung] ?? 0,
            chosen: search.rung === rung,
            choose: () => change({ rung: search.rung === rung ? undefined : rung }),
          }))
          .filter(({ count: cases, chosen }) => cases > 0 || chosen)}
      />
    </div>
  );
};
