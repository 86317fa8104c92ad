// The versions of a calendar: who published each and when, what it changed, and which deadlines it moved.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { WorkingCalendar } from '../../../../workflows/contract/calendar.ts';
import type { Schemas } from '../../../shared/api-types.ts';
import { listed, text, useSay } from '../../../shared/language.ts';
import { Loading } from '../../components/loading.tsx';
import { type Column, RecordTable } from '../../components/record-table.tsx';
import { Trouble } from '../../components/trouble.tsx';
import { When } from '../../components/when.tsx';
import { calendarVersionsQuery } from '../../queries.ts';
import { movedQuery } from './data.ts';
import { Moves } from './moves.tsx';
import { changeInWords } from './words.ts';
import { diffCalendars } from './year.ts';

const words = {
  title: text('版本与变动', 'Versions and what they changed'),
  version: text('版本', 'Version'),
  n: text('第 {n} 版', 'Version {n}'),
  published: text('发布时间', 'Published'),
  by: text('发布人', 'By'),
  seed: text('随安装发布', 'With the installation'),
  changes: text('改动', 'Changes'),
  first: text('首次发布，含 {years} 年', 'First version, with {years}'),
  more: text('另有 {n} 处', '{n} more'),
  none: text('内容相同', 'The same content'),
  show: text('查看年历', 'Show'),
  detail: text('第 {n} 版引起的时限变动', 'Deadlines that version {n} moved'),
  totals: text(
    '您可见的事项中，{adopted} 件改按此版本推算，其中 {moved} 件的截止时间有变动。',
    'Of the cases that you see, {adopted} took this version over; in {moved} of them a deadline moved.',
  ),
  load: text('继续载入', 'Load more'),
};

type Version = Schemas['CalendarVersion'];

/** Changes shown in the list itself. */
const few = 6;

const Moved = ({ name, version }: { name: string; version: number }) => {
  const say = useSay();
  const moved = useInfiniteQuery(movedQuery(name, version));
  if (moved.isPending) return <Loading />;
  if (moved.isError) return <Trouble error={moved.error} again={() => void moved.refetch()} />;
  const [first] = moved.data.pages;
  const rows = moved.data.pages.flatMap(({ items }) =>
    items.flatMap(({ caseNo, rehearsal, moved: moves }) => moves.map((move) => ({ caseNo, rehearsal, ...move }))),
  );
  return (
    <>
      <p>{first && say(words.totals, { adopted: first.adopted, moved: first.moved })}</p>
      {rows.length > 0 && <Moves rows={rows} />}
      {moved.hasNextPage && (
        <Button loading={moved.isFetchingNextPage} onClick={() => void moved.fetchNextPage()}>
          {say(words.load)}
        </Button>
      )}
    </>
  );
};

export const Versions = ({ name, show }: { name: string; show: (version: number) => void }) => {
  const say = useSay();
  const versions = useQuery(calendarVersionsQuery(name));
  if (versions.isPending) return <Loading />;
  if (versions.isError) return <Trouble error={versions.error} again={() => void versions.refetch()} />;
  const items = versions.data;
  const changesOf = (after: WorkingCalendar): string[] => {
    const before = items.find(({ calendar }) => calendar.version === after.version - 1)?.calendar;
    if (!before) return [say(words.first, { years: listed(Object.keys(after.years), say) })];
    const changes = diffCalendars(before, after).map((change) => changeInWords(change, say));
    return changes.length === 0 ? [say(words.none)] : changes;
  };
  const columns: Column<Version>[] = [
    {
      key: 'version',
      title: say(words.version),
      render: ({ calendar }) => <strong className="nowrap">{say(words.n, { n: calendar.version })}</strong>,
    },
    { key: 'published', title: say(words.published), render: ({ publishedAt }) => <When at={publishedAt} /> },
    {
      key: 'by',
      title: say(words.by),
      render: ({ publishedBy: { id, name: who } }) => who ?? (id === 'seed' ? say(words.seed) : id),
    },
    {
      key: 'changes',
      title: say(words.changes),
      wide: true,
      render: ({ calendar }) => {
        const changes = changesOf(calendar);
        return (
          <ul className="plain-list calendar-changes">
            {changes.slice(0, few).map((change) => (
              <li key={change}>{change}</li>
            ))}
            {changes.length > few && (
              <li>
                <details>
                  <summary>{say(words.more, { n: changes.length - few })}</summary>
                  {changes.slice(few).map((change) => (
                    <div key={change}>{change}</div>
                  ))}
                </details>
              </li>
            )}
          </ul>
        );
      },
    },
    {
      key: 'show',
      title: '',
      render: ({ calendar }) => (
        <Button size="small" onClick={() => show(calendar.version)}>
          {say(words.show)}
        </Button>
      ),
    },
  ];
  return (
    <section className="panel flush" aria-label={say(words.title)}>
      <RecordTable<Version>
        label={say(words.title)}
        columns={columns}
        rows={items}
        rowKey={({ calendar }) => calendar.version}
        stacks
        detail={{
          label: ({ calendar }) => say(words.detail, { n: calendar.version }),
          render: ({ calendar }) => <Moved name={name} version={calendar.version} />,
        }}
      />
    </section>
  );
};
