// The filters, each of which stands in the address.
import { FilterOutlined, SearchOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Input, type InputRef, Select, Switch } from 'antd';
import { type Ref, useEffect, useState } from 'react';
import { phases, sources } from '../../../../workflows/contract/case-type.ts';
import type { Label } from '../../../../workflows/contract/fields.ts';
import { text, useSay } from '../../../shared/language.ts';
import { phaseWords, sourceWords, statusWords } from '../../../shared/words.ts';
import { UnitPicker } from '../../components/unit-picker.tsx';
import { caseTypesQuery } from '../../queries.ts';
import { type WorkSearch, withoutEmpty, workStatuses } from './search.ts';

const words = {
  filters: text('筛选', 'Filters'),
  search: text('事项编号或内容', 'Case number or words'),
  find: text('搜索', 'Search'),
  phase: text('阶段', 'Phase'),
  source: text('来源', 'Source'),
  type: text('事项类型', 'Type'),
  unit: text('经手单位', 'Unit'),
  status: text('状态', 'Status'),
  overdue: text('时限', 'Time'),
  isOverdue: text('已超期', 'Overdue'),
  notOverdue: text('未超期', 'Not overdue'),
  sort: text('排序', 'Order'),
  bySlack: text('剩余时间少的在前', 'Least time left first'),
  byNumber: text('按编号', 'By number'),
  byReceived: text('最新受理在前', 'Latest first'),
  mine: text('只看我的', 'Only mine'),
  rehearsals: text('演练', 'Rehearsals'),
  clear: text('清除筛选', 'Clear'),
};

type Change = (change: { [K in keyof WorkSearch]?: WorkSearch[K] | undefined }) => void;

/** Each type once, in the words of its latest version. */
const latestOf = (types: readonly { definition: { name: string; version: number; label: Label } }[]) => [
  ...new Map(
    types
      .map(({ definition }) => definition)
      .sort((a, b) => a.version - b.version)
      .map((definition) => [definition.name, definition] as const),
  ).values(),
];

/** A choice that may be left open. */
const Choice = ({
  name,
  value,
  options,
  onChange,
}: {
  name: Label;
  value: string | undefined;
  options: readonly { value: string; label: string }[];
  onChange: (value: string | undefined) => void;
}) => {
  const say = useSay();
  return (
    <Select
      className="work-choice"
      aria-label={say(name)}
      placeholder={say(name)}
      value={value ?? null}
      options={[...options]}
      onChange={(next) => onChange(next ?? undefined)}
      allowClear
      popupMatchSelectWidth={false}
    />
  );
};

const SearchBox = ({ q, onSearch, box }: { q: string | undefined; onSearch: Change; box: Ref<InputRef> }) => {
  const say = useSay();
  const [typed, setTyped] = useState(q ?? '');
  useEffect(() => setTyped(q ?? ''), [q]);
  const ask = (next: string) => onSearch({ q: next.trim() === '' ? undefined : next.trim() });
  return (
    <Input.Search
      ref={box}
      className="work-search"
      type="search"
      enterButton={<Button aria-label={say(words.find)} icon={<SearchOutlined />} />}
      aria-label={say(words.search)}
      placeholder={say(words.search)}
      value={typed}
      maxLength={100}
      allowClear
      onChange={(event) => setTyped(event.target.value)}
      onSearch={ask}
      onBlur={() => typed.trim() !== (q ?? '') && ask(typed)}
    />
  );
};

export const Filters = ({ search, onChange, box }: { search: WorkSearch; onChange: Change; box: Ref<InputRef> }) => {
  const say = useSay();
  const { data: types } = useQuery(caseTypesQuery);
  // On a phone they are folded away; elsewhere there is room.
  const [open, setOpen] = useState(false);
  const set = Object.keys(withoutEmpty(search)).length;
  return (
    <search className={open ? 'work-filters is-open' : 'work-filters'} aria-label={say(words.filters)}>
      <SearchBox q={search.q} onSearch={onChange} box={box} />
      <Button className="work-more" icon={<FilterOutlined />} aria-expanded={open} onClick={() => setOpen(!open)}>
        {say(words.filters)}
        {set > 0 && ` (${set})`}
      </Button>
      <Choice
        name={words.phase}
        value={search.phase}
        options={phases.map((value) => ({ value, label: say(phaseWords[value]) }))}
        onChange={(phase) => onChange({ phase: phase as WorkSearch['phase'] })}
      />
      <Choice
        name={words.type}
        value={search.type}
        options={latestOf(types ?? []).map(({ name, label }) => ({ value: name, label: say(label) }))}
        onChange={(type) => onChange({ type })}
      />
      <Choice
        name={words.source}
        value={search.source}
        options={sources.map((value) => ({ value, label: say(sourceWords[value]) }))}
        onChange={(source) => onChange({ source: source as WorkSearch['source'] })}
      />
      <div className="work-unit">
        <UnitPicker
          value={search.unit}
          onChange={(unit) => onChange({ unit })}
          allowClear
          label={say(words.unit)}
          placeholder={say(words.unit)}
        />
      </div>
      <Choice
        name={words.overdue}
        value={search.overdue === undefined ? undefined : String(search.overdue)}
        options={[
          { value: 'true', label: say(words.isOverdue) },
          { value: 'false', label: say(words.notOverdue) },
        ]}
        onChange={(overdue) =>
          onChange({ overdue: overdue === undefined ? undefined : overdue === 'true', due: undefined })
        }
      />
      <Choice
        name={words.status}
        value={search.status}
        options={workStatuses.map((value) => ({ value, label: say(statusWords[value]) }))}
        onChange={(status) => onChange({ status: status as WorkSearch['status'] })}
      />
      <Select
        className="work-choice"
        aria-label={say(words.sort)}
        value={search.sort ?? 'usual'}
        options={[
          // No deadline runs once a case is closed.
          {
            value: 'usual',
            label: say(search.status === undefined || search.status === 'open' ? words.bySlack : words.byNumber),
          },
          { value: '-received', label: say(words.byReceived) },
        ]}
        onChange={(sort: string) => onChange({ sort: sort === '-received' ? sort : undefined })}
        popupMatchSelectWidth={false}
      />
      <label className="work-switch" htmlFor="work-mine">
        <Switch
          id="work-mine"
          size="small"
          checked={search.mine ?? false}
          onChange={(on) => onChange({ mine: on || undefined })}
        />
        {say(words.mine)}
      </label>
      <label className="work-switch" htmlFor="work-rehearsals">
        <Switch
          id="work-rehearsals"
          size="small"
          checked={search.rehearsals ?? false}
          onChange={(on) => onChange({ rehearsals: on || undefined })}
        />
        {say(words.rehearsals)}
      </label>
      {set > 0 && (
        <Button
          type="link"
          size="small"
          onClick={() =>
            onChange(Object.fromEntries(Object.keys(search).map((name) => [name, undefined])) as Parameters<Change>[0])
          }
        >
          {say(words.clear)}
        </Button>
      )}
    </search>
  );
};
