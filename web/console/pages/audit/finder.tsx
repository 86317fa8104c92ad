// Looking for a case: by number, by words, by what kind of case it is and how it stands.
import { SearchOutlined } from '@ant-design/icons';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Checkbox, Input, Select, Tag } from 'antd';
import { useState } from 'react';
import { sources } from '../../../../workflows/contract/case-type.ts';
import type { Schemas } from '../../../shared/api-types.ts';
import { text, useLanguage, useSay } from '../../../shared/language.ts';
import { outcomeWords, phaseWords, sourceWords, statusWords } from '../../../shared/words.ts';
import { RehearsalTag } from '../../components/case-tags.tsx';
import { Loading } from '../../components/loading.tsx';
import { type Column, RecordTable } from '../../components/record-table.tsx';
import { Trouble } from '../../components/trouble.tsx';
import { When } from '../../components/when.tsx';
import { caseTypesQuery } from '../../queries.ts';
import { findQuery } from './data.ts';
import { type AuditSearch, statuses } from './search.ts';

const words = {
  search: text('查找事项', 'Find cases'),
  placeholder: text('事项编号的一部分，或诉求中的字词', 'Part of a case number, or words of the request'),
  status: text('状态', 'Status'),
  anyStatus: text('全部状态', 'Any status'),
  type: text('事项类型', 'Type'),
  anyType: text('全部类型', 'Any type'),
  source: text('来源', 'Source'),
  anySource: text('全部来源', 'Any source'),
  rehearsals: text('只看演练', 'Rehearsals only'),
  caseNo: text('事项编号', 'Case'),
  phase: text('阶段', 'Phase'),
  area: text('发生地', 'Place'),
  responsible: text('责任单位', 'Responsible'),
  received: text('受理', 'Received'),
  closed: text('办结', 'Closed'),
  events: text('台账', 'Ledger'),
  rows: text('{n} 条', 'rows: {n}'),
  none: text('没有符合条件的事项', 'No case fits'),
  noneAdvice: text(
    '换一个编号或字词，或放宽筛选。按字词查找演练事项需另外勾选。',
    'Try another number or word, or fewer filters. Words are looked for in rehearsals apart.',
  ),
  more: text('继续载入', 'Load more'),
  found: text('查到的事项', 'Cases found'),
};

type Item = Schemas['CaseListItem'];

export const Finder = ({ search, go }: { search: AuditSearch; go: (next: AuditSearch, replace?: boolean) => void }) => {
  const say = useSay();
  const language = useLanguage();
  const { data: types } = useQuery(caseTypesQuery);
  const found = useInfiniteQuery(findQuery(search));
  const [typed, setTyped] = useState(search.q ?? '');
  const change = (part: { [K in keyof AuditSearch]?: AuditSearch[K] | undefined }) => {
    const next = Object.fromEntries(Object.entries({ ...search, ...part }).filter(([, value]) => value !== undefined));
    go(next as AuditSearch, true);
  };
  const typeLabel = (name: string) =>
    types?.find(({ definition }) => definition.name === name)?.definition.label[language] ?? name;
  const columns: Column<Item>[] = [
    {
      key: 'caseNo',
      title: say(words.caseNo),
      wide: true,
      render: ({ caseNo, rehearsal }) => (
        <>
          <Link to="/audit" search={{ ...search, case: caseNo }} className="mono nowrap">
            {caseNo}
          </Link>{' '}
          {rehearsal && <RehearsalTag />}
        </>
      ),
    },
    { key: 'type', title: say(words.type), render: ({ type }) => typeLabel(type) },
    { key: 'source', title: say(words.source), from: 'desktop', render: ({ source }) => say(sourceWords[source]) },
    {
      key: 'status',
      title: say(words.status),
      render: ({ status, outcome, phase }) => (
        <span className="nowrap">
          {status === 'open' ? (
            <Tag color="processing">{say(phaseWords[phase])}</Tag>
          ) : (
            <Tag>{say(statusWords[status])}</Tag>
          )}
          {outcome === 'withdrawn' && <Tag>{say(outcomeWords.withdrawn)}</Tag>}
        </span>
      ),
    },
    { key: 'area', title: say(words.area), from: 'desktop', render: ({ areaName }) => areaName },
    { key: 'responsible', title: say(words.responsible), render: ({ responsible }) => responsible.name },
    { key: 'received', title: say(words.received), render: ({ receivedAt }) => <When at={receivedAt} /> },
    {
      key: 'closed',
      title: say(words.closed),
      from: 'tablet',
      render: ({ closedAt }) => (closedAt === null ? '—' : <When at={closedAt} />),
    },
    {
      key: 'rows',
      title: say(words.events),
      align: 'right',
      render: ({ seq }) => <span className="nowrap">{say(words.rows, { n: seq })}</span>,
    },
  ];
  const items = found.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section aria-label={say(words.search)}>
      <form
        className="filter-bar"
        onSubmit={(event) => {
          event.preventDefault();
          const q = typed.trim() === '' ? undefined : typed.trim();
          if (q === search.q) void found.refetch();
          else change({ q });
        }}
      >
        <Input
          className="filter-words"
          aria-label={say(words.search)}
          placeholder={say(words.placeholder)}
          prefix={<SearchOutlined />}
          value={typed}
          maxLength={100}
          allowClear
          onChange={({ target }) => {
            setTyped(target.value);
            if (target.value === '') change({ q: undefined });
          }}
        />
        <Button type="primary" htmlType="submit">
          {say(words.search)}
        </Button>
        <Select
          aria-label={say(words.status)}
          value={search.status ?? ''}
          options={[
            { value: '', label: say(words.anyStatus) },
            ...statuses.map((value) => ({ value, label: say(statusWords[value]) })),
          ]}
          onChange={(value) => change({ status: statuses.find((each) => each === value) })}
        />
        <Select
          aria-label={say(words.type)}
          value={search.type ?? ''}
          popupMatchSelectWidth={false}
          options={[
            { value: '', label: say(words.anyType) },
            ...(types ?? []).map(({ definition }) => ({ value: definition.name, label: definition.label[language] })),
          ]}
          onChange={(value) => change({ type: value === '' ? undefined : value })}
        />
        <Select
          aria-label={say(words.source)}
          value={search.source ?? ''}
          popupMatchSelectWidth={false}
          options={[
            { value: '', label: say(words.anySource) },
            ...sources.map((value) => ({ value, label: say(sourceWords[value]) })),
          ]}
          onChange={(value) => change({ source: sources.find((each) => each === value) })}
        />
        <Checkbox
          checked={search.rehearsals ?? false}
          onChange={({ target }) => change({ rehearsals: target.checked ? true : undefined })}
        >
          {say(words.rehearsals)}
        </Checkbox>
      </form>
      {found.isPending && <Loading />}
      {found.isError && <Trouble error={found.error} again={() => void found.refetch()} />}
      {found.isSuccess && (
        <div className="panel flush">
          <RecordTable<Item>
            label={say(words.found)}
            columns={columns}
            rows={items}
            rowKey={({ caseNo }) => caseNo}
            stacks
            choose={({ caseNo }) => go({ ...search, case: caseNo })}
            empty={
              <>
                <strong>{say(words.none)}</strong>
                <br />
                {say(words.noneAdvice)}
              </>
            }
          />
          {found.hasNextPage && (
            <p className="load-more">
              <Button loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
                {say(words.more)}
              </Button>
            </p>
          )}
        </div>
      )}
    </section>
  );
};
