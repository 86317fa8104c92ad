// Narrowing the cases by the level that answers and by the rung that was reached, each with how many the list would hold then.
import { useSay } from '../../../shared/language.ts';
import { levelWords } from '../../../shared/words.ts';
import { boardLevels, type OverdueSearch } from './search.ts';
import { countOf, type UnitSlips } from './tally.ts';
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
  search,
  change,
}: {
  units: readonly UnitSlips[];
  search: OverdueSearch;
  change: (part: { level?: OverdueSearch['level'] | undefined; rung?: number | undefined }) => void;
}) => {
  const say = useSay();
  return (
    <div className="board-filters">
      <Chips
        label={say(words.level)}
        choices={boardLevels
          .map((level) => ({
            key: level,
            label: say(levelWords[level]),
            count: countOf(units, { ...search, level }),
            chosen: search.level === level,
            choose: () => change({ level: search.level === level ? undefined : level }),
          }))
          .filter(({ count, chosen }) => count > 0 || chosen)}
      />
      <Chips
        label={say(words.ladder)}
        choices={rungWords
          .map((word, rung) => ({
            key: word.en,
            label: say(word),
            count: countOf(units, { ...search, rung }),
            chosen: search.rung === rung,
            choose: () => change({ rung: search.rung === rung ? undefined : rung }),
          }))
          .filter(({ count, chosen }) => count > 0 || chosen)}
      />
    </div>
  );
};
