// One tile of the mosaic looked into: the open cases that it counts, the most pressing first. Closed by its button, by Escape, and when
// everybody has left.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { levelOf } from '../../../../workflows/contract/org-path.ts';
import { api, ask } from '../../../shared/api.ts';
import { partIn, useLanguage, useSay } from '../../../shared/language.ts';
import { duration } from '../../../shared/time.ts';
import { phaseWords } from '../../../shared/words.ts';
import { words } from './words.ts';

interface GridCardProps {
  path: string;
  rehearsals: boolean;
  nameOf(path: string): string;
  typeName(type: string): string;
  close(): void;
}

export const GridCard = ({ path, rehearsals, nameOf, typeName, close }: GridCardProps) => {
  const say = useSay();
  const language = useLanguage();
  // What lies in no grid is counted by a tile of its own, which has the path of what it lies in.
  const name = levelOf(path) === 'grid' ? nameOf(path) : `${nameOf(path)} · ${say(words.whole)}`;
  const closer = useRef<HTMLButtonElement>(null);
  const { data, error } = useQuery({
    queryKey: ['hall-grid', path, rehearsals],
    queryFn: async () =>
      (
        await ask(
          api.GET('/v1/cases', {
            params: { query: { area: path, status: 'open', sort: 'slack', limit: 7, rehearsals: String(rehearsals) } },
          }),
        )
      ).items,
    refetchInterval: 10_000,
    gcTime: 30_000,
  });
  useEffect(() => {
    const before = document.activeElement;
    closer.current?.focus();
    const press = ({ key }: KeyboardEvent): void => {
      if (key === 'Escape') close();
    };
    window.addEventListener('keydown', press);
    return () => {
      window.removeEventListener('keydown', press);
      if (before instanceof HTMLElement) before.focus();
    };
  }, [close]);
  return (
    <aside className="hall-grid-card" aria-label={say(words.casesOf, { name })}>
      <h3>
        {name}
        <button ref={closer} type="button" onClick={close}>
          {say(words.close)}
        </button>
      </h3>
      <ul>
        {data?.map(({ caseNo, type, phase, responsible, slackMs, overdue }) => (
          <li key={caseNo} className={overdue ? 'is-late' : undefined}>
            <span>
              {typeName(type)} · {say(phaseWords[phase])}
            </span>
            <span>{responsible.name}</span>
            <span>
              {overdue && slackMs !== null && !rehearsals ? say(words.late, { time: duration(slackMs, say) }) : ''}
            </span>
            <span className="hall-late-no">{caseNo}</span>
          </li>
        ))}
        {data?.length === 0 && <li className="hall-empty">{say(words.noCases)}</li>}
        {!data && <li className="hall-empty">{error ? partIn(language, error.message) : say(words.loading)}</li>}
      </ul>
    </aside>
  );
};
