// The versions of a type: who published them and when, how many open cases carry each, and what changed from one to another.
import { useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import type { CaseTypeDefinition } from '../../../../workflows/contract/case-type.ts';
import type { Schemas } from '../../../shared/api-types.ts';
import { text, useLanguage, useSay } from '../../../shared/language.ts';
import { Loading } from '../../components/loading.tsx';
import { type Column, RecordTable } from '../../components/record-table.tsx';
import { Trouble } from '../../components/trouble.tsx';
import { When } from '../../components/when.tsx';
import { caseTypeQuery } from '../../queries.ts';
import { Changes } from './changes.tsx';
import { versionsQuery } from './data.ts';
import { diffTypes } from './diff.ts';
import type { TypesSearch } from './search.ts';

const words = {
  title: text('版本', 'Versions'),
  version: text('版本', 'Version'),
  n: text('第 {n} 版', 'Version {n}'),
  published: text('发布时间', 'Published'),
  by: text('发布人', 'By'),
  seed: text('随安装发布', 'With the installation'),
  open: text('在办事项（不含演练）', 'Open cases, no rehearsals'),
  hash: text('哈希', 'Hash'),
  shown: text('正在查看', 'shown'),
  show: text('查看', 'Show'),
  compare: text('与另一版对比', 'Compare with'),
  choose: text('选择版本', 'Choose a version'),
  changes: text('从第 {from} 版到第 {to} 版的变化', 'What changed from version {from} to {to}'),
  only: text('只有一个版本，没有可对比的。', 'There is one version only, nothing to compare.'),
  onlyHere: text(
    '此前各版未在本系统发布，没有可对比的。',
    'Earlier versions were not published here: nothing to compare.',
  ),
};

type Version = Schemas['CaseTypeVersion'];

const Comparison = ({ name, from, to }: { name: string; from: number; to: number }) => {
  const say = useSay();
  const language = useLanguage();
  const before = useQuery(caseTypeQuery({ name, version: from }));
  const after = useQuery(caseTypeQuery({ name, version: to }));
  const error = before.error ?? after.error;
  if (error) return <Trouble error={error} />;
  if (!before.data || !after.data) return <Loading />;
  return (
    <>
      <h3>{say(words.changes, { from, to })}</h3>
      <Changes changes={diffTypes(before.data, after.data, { say, of: (label) => label[language] })} />
    </>
  );
};

export const Versions = ({
  definition: { name, version },
  latest,
  search,
  go,
}: {
  definition: CaseTypeDefinition;
  latest: number;
  search: TypesSearch;
  go: (next: TypesSearch) => void;
}) => {
  const say = useSay();
  const versions = useQuery(versionsQuery(name));
  const against = search.against !== version ? search.against : undefined;
  const columns: Column<Version>[] = [
    {
      key: 'version',
      title: say(words.version),
      render: (row) => <strong className="nowrap">{say(words.n, { n: row.version })}</strong>,
    },
    { key: 'published', title: say(words.published), render: ({ publishedAt }) => <When at={publishedAt} /> },
    {
      key: 'by',
      title: say(words.by),
      render: ({ publishedBy: { id, name: who } }) => who ?? (id === 'seed' ? say(words.seed) : id),
    },
    { key: 'open', title: say(words.open), align: 'right', render: ({ open }) => open },
    {
      key: 'hash',
      title: say(words.hash),
      from: 'tablet',
      render: ({ hash }) => <code title={hash}>{hash.slice(0, 16)}…</code>,
    },
    {
      key: 'show',
      title: '',
      render: (row) =>
        row.version === version ? (
          <span className="quiet small nowrap">{say(words.shown)}</span>
        ) : (
          <Button
            size="small"
            onClick={() => go({ type: name, ...(row.version !== latest && { version: row.version }) })}
          >
            {say(words.show)}
          </Button>
        ),
    },
  ];
  const others = (versions.data ?? []).filter((row) => row.version !== version);
  return (
    <section className="panel flush" aria-labelledby="versions">
      <div className="panel-head">
        <h2 id="versions">{say(words.title)}</h2>
        {others.length > 0 ? (
          <Select
            aria-label={say(words.compare)}
            placeholder={say(words.compare)}
            value={against ?? null}
            allowClear
            popupMatchSelectWidth={false}
            options={others.map((row) => ({ value: row.version, label: say(words.n, { n: row.version }) }))}
            onChange={(chosen) => {
              const { against: _, ...rest } = search;
              go(typeof chosen === 'number' ? { ...rest, type: name, against: chosen } : rest);
            }}
          />
        ) : (
          <span className="quiet small">{say(version > 1 ? words.onlyHere : words.only)}</span>
        )}
      </div>
      {versions.isPending && <Loading />}
      {versions.isError && <Trouble error={versions.error} again={() => void versions.refetch()} />}
      {versions.data && (
        <RecordTable<Version>
          label={say(words.title)}
          columns={columns}
          rows={versions.data}
          rowKey={(row) => row.version}
          stacks
          rowClass={(row) => (row.version === version ? 'is-at' : '')}
        />
      )}
      {against !== undefined && (
        <div className="comparison">
          <Comparison name={name} from={Math.min(against, version)} to={Math.max(against, version)} />
        </div>
      )}
    </section>
  );
};
