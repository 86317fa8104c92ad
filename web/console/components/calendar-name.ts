// What people call a calendar. Its own name is a county's label, and `cn` the one that all share.
import { useQuery } from '@tanstack/react-query';
import { levelOf, type OrgPath } from '../../../workflows/contract/org-path.ts';
import { type Say, text, useSay } from '../../shared/language.ts';
import { orgQuery } from '../queries.ts';

const words = {
  shared: text('国家统一', 'National'),
  county: text('本地（{county}）', 'Local ({county})'),
};

export const calendarText = (
  name: string,
  units: readonly { path: OrgPath; name: string }[] | undefined,
  say: Say,
): string => {
  if (name === 'cn') return say(words.shared);
  const county = units?.find(({ path }) => levelOf(path) === 'county' && path.endsWith(`.${name}`));
  return say(words.county, { county: county?.name ?? name });
};

export const useCalendarName = (): ((name: string) => string) => {
  const say = useSay();
  const { data: units } = useQuery(orgQuery);
  return (name) => calendarText(name, units, say);
};
