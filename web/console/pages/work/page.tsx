// 工作台 Work list: the cases in one's scope by the time that is left, with filters in the address, a quick look, and acts on several.
import { QuestionCircleOutlined } from '@ant-design/icons';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Alert, Button, Empty, type InputRef, Skeleton } from 'antd';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { text, useSay } from '../../../shared/language.ts';
import { BulkBar } from '../../components/bulk/bulk-bar.tsx';
import { useSelection } from '../../components/bulk/use-selection.ts';
import { ListNews } from '../../components/live-list/list-news.tsx';
import { useLiveList } from '../../components/live-list/use-live-list.ts';
import { useSingleKeys } from '../../components/single-keys.tsx';
import { Trouble } from '../../components/trouble.tsx';
import { useMe } from '../../queries.ts';
import { useNews, useStreamOpen } from '../../shell/stream-provider.tsx';
import { Filters } from './filters.tsx';
import { Freshness } from './freshness.tsx';
import { Help } from './help.tsx';
import { workList } from './list-query.ts';
import { searchKey, type WorkSearch, withoutEmpty } from './search.ts';
import { Table } from './table.tsx';
import { useKeys } from './use-keys.ts';
import { Views } from './views.tsx';
import './work.css';

/** Parts that are needed only once somebody looks or acts. */
const QuickLook = lazy(() => import('./quick-look.tsx').then(({ QuickLook }) => ({ default: QuickLook })));
const BulkDialog = lazy(() =>
  import('../../components/bulk/bulk-dialog.tsx').then(({ BulkDialog }) => ({ default: BulkDialog })),
);

const words = {
  title: text('工作台', 'Work list'),
  count: text('共 {n} 件', 'Cases: {n}'),
  countSoFar: text('{n} 件以上', 'More than {n}'),
  none: text('当前没有待办事项', 'Nothing is waiting here'),
  noneFound: text('没有符合筛选条件的事项', 'No case matches these filters'),
  clear: text('清除筛选', 'Clear the filters'),
  report: text('去随手报', 'Report something'),
  loading: text('正在载入事项…', 'Loading cases…'),
  rehearsals: text(
    '演练：以下都是演练事项，不计入统计。剩余时间以各事项自己的最近一次进展为准，与排列先后无关。',
    'Rehearsal: none of these cases is real or counted. What is left is judged at its own last event, and says nothing of the order.',
  ),
  help: text('快捷键（?）', 'Keys (?)'),
};

/** How long a row that changed is marked, in ms. */
const markedMs = 6_000;

/** Rows that news touched a moment ago. */
const useChanged = (): ReadonlySet<string> => {
  const [changed, setChanged] = useState<ReadonlySet<string>>(new Set());
  useNews(({ caseNo }) => {
    setChanged((before) => new Set([...before, caseNo]));
    setTimeout(() => setChanged((before) => new Set([...before].filter((each) => each !== caseNo))), markedMs);
  });
  return changed;
};

export const WorkPage = () => {
  const say = useSay();
  const search = useSearch({ from: '/signed-in/shell/work' });
  const navigate = useNavigate();
  const { unit, role } = useMe();
  const live = useStreamOpen();
  const box = useRef<InputRef>(null);
  const { list, loading, error, asOf, more, loadingMore, moreFailed, loadMore, reload, reloading, look } = useLiveList(
    workList(search, unit),
  );
  const changed = useChanged();
  const key = searchKey(search);
  const [active, setActive] = useState<string | null>(null);
  const [looking, setLooking] = useState<string | null>(null);
  const [helping, setHelping] = useState(false);
  const [acting, setActing] = useState<string | null>(null);
  const { selected, select, selectAll, keep } = useSelection(list.order, key);

  const change = useCallback(
    (by: { [K in keyof WorkSearch]?: WorkSearch[K] | undefined }) =>
      void navigate({
        to: '/work',
        search: (before) => withoutEmpty({ ...before, ...by } as WorkSearch),
        replace: true,
      }),
    [navigate],
  );

  const step = (by: 1 | -1) => {
    const at = active === null ? -1 : list.order.indexOf(active);
    const next = list.order[at === -1 ? 0 : Math.min(Math.max(at + by, 0), list.order.length - 1)];
    if (next === undefined) return;
    setActive(next);
    if (looking !== null) setLooking(next);
    if (list.order.indexOf(next) > list.order.length - 5) loadMore();
  };
  useEffect(() => {
    if (active === null) return;
    document.querySelector(`tr[data-case="${CSS.escape(active)}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  const [keysOn, setKeysOn] = useSingleKeys();
  useKeys(
    {
      onStep: step,
      onLook: () => active !== null && setLooking(active),
      onOpen: () => active !== null && void navigate({ to: '/cases/$caseNo', params: { caseNo: active } }),
      onSelect: () => active !== null && select(active, !selected.has(active), false),
      onSearch: () => box.current?.focus({ cursor: 'all' }),
      onReload: reload,
      onHelp: () => setHelping(true),
    },
    keysOn,
  );

  const filtered = key !== '';
  // What the filters find by now: not what they lost meanwhile, and with what waits above the list. Further pages are not counted.
  const count = list.order.length - list.gone.size + (more ? 0 : list.fresh.size);
  const chosen = useMemo(() => [...selected].flatMap((caseNo) => list.lines.get(caseNo) ?? []), [selected, list.lines]);
  return (
    <div className={looking === null ? 'work' : 'work is-looking'}>
      <div className="work-head">
        <h1>{say(words.title)}</h1>
        {count > 0 && <span className="work-count">{say(more ? words.countSoFar : words.count, { n: count })}</span>}
        <Freshness live={live} asOf={asOf} failed={error !== null} reloading={reloading} onReload={reload} />
        <Button
          type="text"
          size="small"
          className="work-help"
          icon={<QuestionCircleOutlined />}
          aria-label={say(words.help)}
          title={say(words.help)}
          onClick={() => setHelping(true)}
        />
      </div>
      <Views search={search} />
      <Filters search={search} onChange={change} box={box} />
      {search.rehearsals && <Alert type="warning" showIcon title={say(words.rehearsals)} />}
      <ListNews fresh={list.fresh} onShow={reload} />
      {loading ? (
        <div className="work-skeleton" role="status" aria-label={say(words.loading)}>
          {Array.from({ length: 8 }, (_, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
            <Skeleton key={i} active title={false} paragraph={{ rows: 2, width: ['38%', '72%'] }} />
          ))}
        </div>
      ) : error && list.order.length === 0 ? (
        <Trouble error={error} again={reload} />
      ) : list.order.length === 0 ? (
        <Empty className="work-empty" description={say(filtered ? words.noneFound : words.none)}>
          {filtered && <Button onClick={() => void navigate({ to: '/work', search: {} })}>{say(words.clear)}</Button>}
          {!filtered && role === 'gridWorker' && (
            <Button type="primary" href="/report">
              {say(words.report)}
            </Button>
          )}
        </Empty>
      ) : (
        <Table
          list={list}
          active={active}
          selected={selected}
          changed={changed}
          closed={search.status !== undefined && search.status !== 'open'}
          more={more}
          loadingMore={loadingMore}
          moreFailed={moreFailed}
          onMore={loadMore}
          onLook={setLooking}
          onActive={setActive}
          onSelect={select}
          onSelectAll={selectAll}
        />
      )}
      <BulkBar count={chosen.length} onAct={setActing} onClear={() => keep([])} />
      <Suspense fallback={null}>
        {looking !== null && (
          <QuickLook
            caseNo={looking}
            onClose={() => setLooking(null)}
            onStep={step}
            onDone={(caseNo) => look([caseNo])}
          />
        )}
        {acting !== null && (
          <BulkDialog
            action={acting}
            lines={chosen}
            onDone={(caseNo) => look([caseNo])}
            onClose={(left) => {
              setActing(null);
              if (left !== null) keep(left);
            }}
          />
        )}
      </Suspense>
      <Help open={helping} on={keysOn} onChange={setKeysOn} onClose={() => setHelping(false)} />
    </div>
  );
};
