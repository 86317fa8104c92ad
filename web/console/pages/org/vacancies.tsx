// Units without anybody: nobody in service, or nobody on duty now. Each leads to its roster.
import { Empty } from 'antd';
import { levelOf, levels, parentOf } from '../../../../workflows/contract/org-path.ts';
import { useSay } from '../../../shared/language.ts';
import { levelWords } from '../../../shared/words.ts';
import type { Staffing } from './org-queries.ts';
import { words } from './words.ts';

export const Vacancies = ({
  vacant,
  nameOf,
  loadOf,
  choose,
}: {
  vacant: readonly Staffing[];
  nameOf: (path: string) => string;
  loadOf: (path: string) => { open: number; overdue: number } | undefined;
  choose: (path: string) => void;
}) => {
  const say = useSay();
  const sorted = [...vacant].sort(
    (a, b) => (loadOf(b.path)?.open ?? 0) - (loadOf(a.path)?.open ?? 0) || (a.path < b.path ? -1 : 1),
  );
  const byLevel = [...levels, 'department' as const]
    .map((level) => ({ level, count: vacant.filter(({ path }) => levelOf(path) === level).length }))
    .filter(({ count }) => count > 0);
  return (
    <section className="org-card" aria-labelledby="org-vacancies">
      <header>
        <h2 id="org-vacancies">{say(words.vacancies)}</h2>
        <span className="org-quiet">
          {byLevel.map(({ level, count }) => `${say(levelWords[level])} ${count}`).join(' · ')}
        </span>
      </header>
      {vacant.length === 0 ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={say(words.noVacancies)} />
      ) : (
        <>
          <p className="org-quiet">{say(words.vacanciesNote)}</p>
          <div className="org-scroll">
            <table className="org-table">
              <thead>
                <tr>
                  {[words.unit, words.above, words.level, words.state, words.open, words.overdue].map((word) => (
                    <th key={word.en} scope="col">
                      {say(word)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {sorted.map(({ path, people }) => {
                  const load = loadOf(path);
                  return (
                    <tr key={path}>
                      <td>
                        <button type="button" className="link-button" onClick={() => choose(path)}>
                          {nameOf(path)}
                        </button>
                      </td>
                      <td>{nameOf(parentOf(path) ?? path)}</td>
                      <td>{say(levelWords[levelOf(path)])}</td>
                      <td className="is-vacant">{say(people === 0 ? words.nobodyInService : words.nobodyOnDuty)}</td>
                      <td>{load?.open ?? 0}</td>
                      <td className={load?.overdue ? 'is-vacant' : ''}>{load?.overdue ?? 0}</td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </div>
        </>
      )}
    </section>
  );
};
