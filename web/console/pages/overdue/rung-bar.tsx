// How far the cases of a unit have come on the ladder, as one thin bar.
import { useSay } from '../../../shared/language.ts';
import { words } from './words.ts';

/** Rungs drawn together: none yet, reminded, overdue, raised. */
const partsOf = (byRung: readonly number[]) => {
  const [none = 0, reminded = 0, overdue = 0, ...raised] = byRung;
  return { none, reminded, overdue, raised: raised.reduce((sum, n) => sum + n, 0) };
};

export const RungBar = ({ byRung }: { byRung: readonly number[] }) => {
  const say = useSay();
  const parts = partsOf(byRung);
  const label = say(words.ladderOf, { a: parts.none, b: parts.reminded, c: parts.overdue, d: parts.raised });
  return (
    <span className="rung-bar" role="img" aria-label={label} title={label}>
      {Object.entries(parts).map(
        ([name, n]) => n > 0 && <span key={name} className={`is-${name}`} style={{ flexGrow: n }} />,
      )}
    </span>
  );
};
