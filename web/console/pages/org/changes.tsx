// What was changed about a unit, its people and its roster, the latest first.
import { useQuery } from '@tanstack/react-query';
import { useLanguage, useSay } from '../../../shared/language.ts';
import { shortTime } from '../../../shared/time.ts';
import { Loading } from '../../components/loading.tsx';
import { Trouble } from '../../components/trouble.tsx';
import { When } from '../../components/when.tsx';
import { changesQuery } from './org-queries.ts';
import { changeWords, givenName, words } from './words.ts';

export const Changes = ({ unit }: { unit: string }) => {
  const say = useSay();
  const language = useLanguage();
  const { data, error, refetch } = useQuery(changesQuery(unit));
  if (error && !data) return <Trouble error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  if (data.length === 0) return <p className="org-quiet">{say(words.noChanges)}</p>;
  const when = (at: string | null | undefined): string => (at ? shortTime(at, language) : say(words.openEnd));
  return (
    <ol className="org-changes">
      {data.map(({ id, kind, at, by, about, detail }) => (
        <li key={id}>
          <span>
            {say(changeWords[kind], {
              name: detail.name ?? '',
              before: detail.before ?? '',
              about: about ?? detail.name ?? detail.person ?? '',
              from: when(detail.from),
              to: when(detail.to),
            })}
            {detail.username && say(givenName, { username: detail.username })}
          </span>
          <span className="org-quiet">
            {by.name ?? by.person} · <When at={at} />
          </span>
        </li>
      ))}
    </ol>
  );
};
