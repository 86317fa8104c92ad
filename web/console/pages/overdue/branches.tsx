// The units that answer, what hurts most first; each leads one level down the tree.
import { Link } from '@tanstack/react-router';
import { levelOf } from '../../../../workflows/contract/org-path.ts';
import { useSay } from '../../../shared/language.ts';
import { levelWords } from '../../../shared/words.ts';
import { useUnitName } from '../../queries.ts';
import { RungBar } from './rung-bar.tsx';
import type { OverdueSearch, Slip } from './search.ts';
import { type Branch, byPain, wayTo } from './tally.ts';
import { shortSlipWords, slipWords, words } from './words.ts';

const columns: readonly Slip[] = ['overdue', 'today', 'soon', 'raised', 'replyOverdue', 'red', 'yellow'];

/** Where one stands in the tree, and the way back up. */
const Way = ({ from, to, search }: { from: string; to: string; search: OverdueSearch }) => {
  const say = useSay();
  const nameOf = useUnitName();
  const way = wayTo(from, to);
  const { unit: _unit, own: _own, outside: _outside, ...rest } = search;
  return (
    <nav className="board-way" aria-label={say(words.way)}>
      {way.map((path, i) =>
        i === way.length - 1 && !search.own && !search.outside ? (
          <span key={path} aria-current="page">
            {nameOf(path)}
          </span>
        ) : (
          <Link key={path} to="/overdue" search={path === from ? rest : { ...rest, unit: path }}>
            {nameOf(path)}
          </Link>
        ),
      )}
      {search.own && <span aria-current="page">{say(words.ownRow, { name: nameOf(to) })}</span>}
      {search.outside && <span aria-current="page">{say(words.outsideRow)}</span>}
    </nav>
  );
};

export const Branches = ({
  branches,
  home,
  root,
  search,
  onDuty,
}: {
  branches: readonly Branch[];
  home: string;
  root: string;
  search: OverdueSearch;
  onDuty: ReadonlyMap<string, string | null>;
}) => {
  const say = useSay();
  const nameOf = useUnitName();
  const sorted = [...branches].sort(byPain(search.slip));
  const { unit: _unit, own: _own, outside: _outside, ...rest } = search;
  const targetOf = ({ kind, path }: Branch): OverdueSearch =>
    kind === 'outside' ? { ...rest, outside: true } : { ...rest, unit: path, ...(kind === 'own' && { own: true }) };
  const isChosen = ({ kind, path }: Branch): boolean =>
    kind === 'outside' ? search.outside === true : kind === 'own' && search.own === true && path === root;
  return (
    <section className="board-units" aria-labelledby="board-units">
      <header>
        <h2 id="board-units">{say(words.units)}</h2>
        <Way from={home} to={root} search={search} />
      </header>
      {sorted.length === 0 ? (
        <p className="board-empty">{say(words.noUnits)}</p>
      ) : (
        <div className="board-scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">{say(words.unit)}</th>
                <th scope="col" className="is-number">
                  {say(slipWords.open)}
                </th>
                {columns.map((slip) => (
                  <th key={slip} scope="col" className={`is-number col-${slip}`} title={say(slipWords[slip])}>
                    {say(shortSlipWords[slip])}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {sorted.map((branch) => {
                const duty = onDuty.get(branch.path);
                return (
                  <tr key={`${branch.kind} ${branch.path}`} className={isChosen(branch) ? 'is-chosen' : ''}>
                    <th scope="row">
                      <Link to="/overdue" search={targetOf(branch)} className="board-unit">
                        {branch.kind === 'outside'
                          ? say(words.outsideRow)
                          : branch.kind === 'own'
                            ? say(words.ownRow, { name: nameOf(branch.path) })
                            : nameOf(branch.path)}
                      </Link>
                      {branch.kind !== 'outside' && (
                        <span className={`board-unit-facts${duty === null ? ' is-vacant' : ''}`}>
                          {duty === undefined
                            ? say(levelWords[levelOf(branch.path)])
                            : (duty ?? say(words.nobodyOnDuty))}
                        </span>
                      )}
                    </th>
                    <td className="is-number">
                      {branch.open}
                      <RungBar byRung={branch.byRung} />
                    </td>
                    {columns.map((slip) => (
                      <td
                        key={slip}
                        className={`is-number col-${slip} is-${slip}${branch[slip] === 0 ? ' is-none' : ''}`}
                      >
                        {branch[slip] === 0 ? (
                          '·'
                        ) : (
                          <Link
                            to="/overdue"
                            search={{ ...targetOf(branch), slip }}
                            aria-label={`${nameOf(branch.path)} ${say(slipWords[slip])} ${branch[slip]}`}
                          >
                            {branch[slip]}
                          </Link>
                        )}
                      </td>
                    ))}
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
};
