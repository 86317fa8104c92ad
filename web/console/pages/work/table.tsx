// The list: rows that change where they stand, and more of them as one scrolls.
import { Button, Spin } from 'antd';
import { useEffect, useRef } from 'react';
import { text, useSay } from '../../../shared/language.ts';
import { PickAll } from '../../components/bulk/pick.tsx';
import type { Listed } from '../../components/live-list/list-state.ts';
import type { WorkLine } from './list-query.ts';
import { Row } from './row.tsx';

const words = {
  list: text('事项列表', 'Cases'),
  all: text('选择已载入的全部事项', 'Select all that are loaded'),
  what: text('事项', 'Case'),
  type: text('类型', 'Type'),
  phase: text('环节', 'Step'),
  who: text('责任单位', 'Responsible'),
  time: text('剩余时间', 'Time left'),
  closed: text('办结时间', 'Closed'),
  urgency: text('紧急程度', 'Urgency'),
  area: text('区域 / 来源', 'Area / source'),
  end: text('已全部显示，共 {n} 件', 'That is all, cases: {n}'),
  loading: text('继续载入…', 'Loading more…'),
  below: text('下方还有', 'More below'),
  failed: text('后面的事项未能载入。', 'The next cases could not be loaded.'),
  again: text('重试', 'Try again'),
};

/** Asks for more as soon as the end comes near; after a failure only when somebody says so. */
const End = ({
  more,
  loading,
  failed,
  count,
  onMore,
}: {
  more: boolean;
  loading: boolean;
  failed: boolean;
  count: number;
  onMore: () => void;
}) => {
  const say = useSay();
  const here = useRef<HTMLDivElement>(null);
  const latest = useRef(onMore);
  latest.current = onMore;
  useEffect(() => {
    const { current } = here;
    if (!current || !more || loading || failed) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) latest.current();
      },
      { rootMargin: '600px' },
    );
    observer.observe(current);
    return () => observer.disconnect();
  }, [more, loading, failed]);
  if (more && failed && !loading) {
    return (
      <div className="work-end" role="alert">
        {say(words.failed)}{' '}
        <Button size="small" onClick={onMore}>
          {say(words.again)}
        </Button>
      </div>
    );
  }
  return (
    <div ref={here} className="work-end">
      {more && loading && <Spin size="small" />}{' '}
      {say(!more ? words.end : loading ? words.loading : words.below, { n: count })}
    </div>
  );
};

export const Table = ({
  list: { order, lines, gone },
  active,
  selected,
  changed,
  closed,
  more,
  loadingMore,
  moreFailed,
  onMore,
  onLook,
  onActive,
  onSelect,
  onSelectAll,
}: {
  list: Listed<WorkLine>;
  active: string | null;
  selected: ReadonlySet<string>;
  changed: ReadonlySet<string>;
  /** The list is of closed cases. */
  closed: boolean;
  more: boolean;
  loadingMore: boolean;
  moreFailed: boolean;
  onMore: () => void;
  onLook: (caseNo: string) => void;
  onActive: (caseNo: string) => void;
  onSelect: (caseNo: string, selected: boolean, range: boolean) => void;
  onSelectAll: (selected: boolean) => void;
}) => {
  const say = useSay();
  return (
    <>
      <table className="work-table" aria-label={say(words.list)}>
        <thead>
          <tr>
            <th scope="col" className="work-pick">
              <PickAll label={say(words.all)} order={order} selected={selected} onPick={onSelectAll} />
            </th>
            <th scope="col">{say(words.what)}</th>
            <th scope="col" className="work-type">
              {say(words.type)}
            </th>
            <th scope="col" className="work-phase">
              {say(words.phase)}
            </th>
            <th scope="col" className="work-who">
              {say(words.who)}
            </th>
            <th scope="col" className="work-time">
              {say(closed ? words.closed : words.time)}
            </th>
            <th scope="col" className="work-urgency">
              {say(words.urgency)}
            </th>
            <th scope="col" className="work-area">
              {say(words.area)}
            </th>
          </tr>
        </thead>
        <tbody>
          {order.map((caseNo) => {
            const line = lines.get(caseNo);
            return (
              line && (
                <Row
                  key={caseNo}
                  line={line}
                  active={active === caseNo}
                  selected={selected.has(caseNo)}
                  changed={changed.has(caseNo)}
                  gone={gone.has(caseNo)}
                  onLook={onLook}
                  onActive={onActive}
                  onSelect={onSelect}
                />
              )
            );
          })}
        </tbody>
      </table>
      <End more={more} loading={loadingMore} failed={moreFailed} count={order.length} onMore={onMore} />
    </>
  );
};
