// 督办 Overdue board: what is late and what soon will be, by the unit that answers for it, and what a supervisor does about it.
import { ReloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Alert, Button, Empty, Switch } from 'antd';
import { lazy, Suspense, useMemo, useState } from 'react';
import { isWithin } from '../../../../workflows/contract/org-path.ts';
import { useLanguage, useSay } from '../../../shared/language.ts';
import { shortTime } from '../../../shared/time.ts';
import { ActionDialog } from '../../components/action-dialog.tsx';
import { BulkBar } from '../../components/bulk/bulk-bar.tsx';
import { useSelection } from '../../components/bulk/use-selection.ts';
import { ListNews } from '../../components/live-list/list-news.tsx';
import { useLiveList } from '../../components/live-list/use-live-list.ts';
import { Loading } from '../../components/loading.tsx';
import { Trouble } from '../../components/trouble.tsx';
import { useMe, useUnitName } from '../../queries.ts';
import { useStreamOpen } from '../../shell/stream-provider.tsx';
import { figuresQuery, slippingList, staffingQuery } from './board-queries.ts';
import { Branches } from './branches.tsx';
import { Cases } from './cases.tsx';
import { ExportButton } from './export-button.tsx';
import { Figures } from './figures.tsx';
import { Filters } from './filters.tsx';
import type { OverdueSearch } from './search.ts';
import { branchesOf, countOf, inView, nothing, sum } from './tally.ts';
import { rungWords, slipWords, words } from './words.ts';
import './overdue.css';

const BulkDialog = lazy(() =>
  import('../../components/bulk/bulk-dialog.tsx').then(({ BulkDialog }) => ({ default: BulkDialog })),
);

/** Without the parts that say nothing. */
const without = (search: { [K in keyof OverdueSearch]: OverdueSearch[K] | undefined }): OverdueSearch =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as OverdueSearch;

export const OverduePage = () => {
  const say = useSay();
  const language = useLanguage();
  const me = useMe();
  const nameOf = useUnitName();
  const open = useStreamOpen();
  const asked = useSearch({ from: '/signed-in/shell/overdue' });
  const navigate = useNavigate({ from: '/overdue' });
  const [acting, setActing] = useState<{ caseNo: string; action: string } | null>(null);
  const [together, setTogether] = useState<string | null>(null);

  // A branch of others would only show an empty board; one's own whole branch is what is shown without any.
  const strange = asked.unit !== undefined && !isWithin(asked.unit, me.unit);
  const search = strange || (asked.unit === me.unit && !asked.own) ? without({ ...asked, unit: undefined }) : asked;
  const root = search.unit ?? me.unit;
  const { data: figures, error, refetch } = useQuery(figuresQuery(search.rehearsals === true));
  const { data: staffing } = useQuery(staffingQuery);
  const cases = useLiveList(slippingList(search, me.unit));
  const { order, lines, fresh } = cases.list;

  const onDuty = useMemo(() => new Map(staffing?.map((each) => [each.path, each.onDuty])), [staffing]);
  const view = { unit: root, own: search.own === true, outside: search.outside === true };
  // Whoever looks at all of their own sees what others answer for as well, as the list does.
  const everything = search.unit === undefined && !view.own && !view.outside;
  const units = !figures ? [] : everything ? figures.items : inView(figures.items, view);
  const total = figures ? sum(units) : nothing();
  const change = (part: { [K in keyof OverdueSearch]?: OverdueSearch[K] | undefined }) =>
    void navigate({ search: without({ ...search, ...part }) });

  const { selected, select, selectAll, keep } = useSelection(order, JSON.stringify(search));
  const chosen = [...selected]
    .flatMap((caseNo) => lines.get(caseNo) ?? [])
    .map(({ caseNo, typeLabel, areaName, area, responsible }) => ({
      caseNo,
      title: `${say(typeLabel)} · ${areaName}`,
      area,
      responsible,
    }));
  const what = search.slip
    ? say(slipWords[search.slip])
    : search.rung !== undefined
      ? say(rungWords[search.rung] ?? words.all)
      : say(words.anything);
  const where = search.outside
    ? say(words.outsideRow)
    : search.own
      ? say(words.ownRow, { name: nameOf(root) })
      : nameOf(root);

  return (
    <div className="board">
      <header className="board-head">
        <h1>{say(words.title)}</h1>
        {figures && (
          <p className="board-quiet">
            {say(open ? words.asOf : words.asOfPolled, { time: shortTime(figures.at, language) })}
          </p>
        )}
        <div className="board-tools">
          {/* biome-ignore lint/a11y/noLabelWithoutControl: the switch is the control */}
          <label>
            <Switch
              size="small"
              checked={search.rehearsals === true}
              onChange={(on) => change({ rehearsals: on ? true : undefined })}
              aria-label={say(words.rehearsals)}
            />{' '}
            {say(words.rehearsals)}
          </label>
          <ExportButton search={search} home={me.unit} name={`${say(words.title)}-${where}`} />
        </div>
      </header>
      {search.rehearsals && <Alert type="warning" showIcon title={say(words.rehearsalNote)} className="board-note" />}
      {error && !figures ? (
        <Trouble error={error} again={() => void refetch()} />
      ) : !figures ? (
        <Loading />
      ) : (
        <>
          <Figures
            total={total}
            soonBefore={figures.soonBefore}
            rehearsals={search.rehearsals === true}
            chosen={search.slip}
            choose={(slip) => change({ slip })}
          />
          <div className="board-body">
            <Branches
              branches={branchesOf(figures.items, root, root === me.unit)}
              home={me.unit}
              root={root}
              search={search}
              onDuty={onDuty}
            />
            <section className="board-list" aria-labelledby="board-cases">
              <header>
                <h2 id="board-cases">{say(words.casesOf, { unit: where, what })}</h2>
                <div>
                  <span className="board-quiet" aria-live="polite">
                    {say(words.total, { n: countOf(units, search) })}
                  </span>
                  <Button
                    size="small"
                    type="text"
                    icon={<ReloadOutlined />}
                    loading={cases.reloading}
                    onClick={cases.reload}
                  >
                    {say(words.reload)}
                  </Button>
                </div>
              </header>
              <Filters units={units} search={search} change={change} />
              <ListNews fresh={fresh} onShow={cases.reload} />
              {cases.loading ? (
                <Loading />
              ) : cases.error && order.length === 0 ? (
                <Trouble error={cases.error} again={cases.reload} />
              ) : order.length === 0 ? (
                <Empty
                  image={Empty.PRESENTED_IMAGE_SIMPLE}
                  description={
                    <>
                      <strong>{say(words.noCases)}</strong>
                      <br />
                      {say(words.noCasesHow)}
                      {!search.rehearsals && <br />}
                      {!search.rehearsals && say(words.rehearsalsHow)}
                    </>
                  }
                >
                  {!search.rehearsals && (
                    <Button onClick={() => change({ rehearsals: true })}>{say(words.showRehearsals)}</Button>
                  )}
                </Empty>
              ) : (
                <>
                  <Cases
                    list={cases.list}
                    selected={selected}
                    onSelect={select}
                    onSelectAll={selectAll}
                    act={(caseNo, action) => setActing({ caseNo, action })}
                  />
                  {cases.more && (
                    <Button block loading={cases.loadingMore} onClick={cases.loadMore}>
                      {say(words.more)}
                    </Button>
                  )}
                </>
              )}
            </section>
          </div>
        </>
      )}
      <BulkBar count={chosen.length} onAct={setTogether} onClear={() => keep([])} />
      <Suspense fallback={null}>
        {together !== null && (
          <BulkDialog
            action={together}
            lines={chosen}
            onDone={(caseNo) => cases.look([caseNo])}
            onClose={(left) => {
              setTogether(null);
              if (left !== null) keep(left);
            }}
          />
        )}
      </Suspense>
      {acting && (
        <ActionDialog {...acting} onClose={() => setActing(null)} onDone={() => cases.look([acting.caseNo])} />
      )}
    </div>
  );
};
