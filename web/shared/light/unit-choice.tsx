// Chooses a unit by part of its name: units below one's own come first, then departments.
import { useCallback, useId } from 'react';
import { atLevel, isDepartment, isWithin } from '../../../workflows/contract/org-path.ts';
import { api, ask } from '../api.ts';
import { text, useSay } from '../language.ts';
import { Problem } from './problem.tsx';
import { useAsked } from './use-asked.ts';

const words = {
  search: text('输入名称查找单位', 'Type part of a name'),
  loading: text('正在载入单位…', 'Loading units…'),
  none: text('没有这样的单位', 'There is no such unit'),
  more: text('还有 {n} 个，请再输入几个字', '{n} more: type a little more'),
};

/** Units shown at a time. */
const shown = 8;

export const UnitChoice = ({
  name,
  from,
  value,
  choose,
  search,
  look,
}: {
  name: string;
  /** The unit that chooses. */
  from: string;
  value: string;
  choose: (path: string) => void;
  /** Part of a name. */
  search: string;
  look: (typed: string) => void;
}) => {
  const say = useSay();
  const id = useId();
  const asking = useCallback(
    async () =>
      (await ask(api.GET('/v1/org', { params: { query: { under: atLevel(from, 'county') } } }))).items.filter(
        ({ path, active }) => active && path !== from,
      ),
    [from],
  );
  const { data, error, again } = useAsked(asking);
  if (error !== null && !data) return <Problem error={error} again={again} />;
  if (!data) return <p role="status">{say(words.loading)}</p>;
  const rank = (path: string): number => (isWithin(path, from) ? 0 : isDepartment(path) ? 1 : 2);
  const found = data
    .filter((unit) => unit.path === value || unit.name.includes(search.trim()))
    .sort((a, b) => Number(b.path === value) - Number(a.path === value) || rank(a.path) - rank(b.path));
  return (
    <div className="stack">
      <label className="unseen" htmlFor={id}>
        {say(words.search)}
      </label>
      <input
        id={id}
        className="input"
        type="search"
        placeholder={say(words.search)}
        value={search}
        onChange={(event) => look(event.currentTarget.value)}
      />
      <div className="choices">
        {found.slice(0, shown).map((unit) => (
          <label key={unit.path} className="choice">
            <input type="radio" name={name} checked={unit.path === value} onChange={() => choose(unit.path)} />
            {unit.name}
          </label>
        ))}
      </div>
      {found.length === 0 && <p className="quiet">{say(words.none)}</p>}
      {found.length > shown && <p className="quiet">{say(words.more, { n: found.length - shown })}</p>}
    </div>
  );
};
