// The ledger, row by row, with what this browser found about each: the hash recomputed, the link to the row before, its seal.
import { CheckCircleFilled, CloseCircleFilled } from '@ant-design/icons';
import { Tag, Tooltip } from 'antd';
import { useMemo } from 'react';
import { text, useSay } from '../../../shared/language.ts';
import { eventWords, roleWords } from '../../../shared/words.ts';
import { type Column, RecordTable } from '../../components/record-table.tsx';
import { clockEffects } from '../../components/timeline/clock-effects.ts';
import type { Change } from '../../components/timeline/story.ts';
import { useTongue } from '../../components/timeline.tsx';
import { When } from '../../components/when.tsx';
import { useUnitName } from '../../queries.ts';
import { type CheckedRow, isProven } from './check.ts';
import { Copy } from './copy.tsx';
import { RowDetail } from './row-detail.tsx';
import { basisWords, faultHints, faultWords } from './words.ts';

const words = {
  title: text('台账', 'Ledger'),
  rows: text('台账各条', 'Rows of the ledger'),
  seq: text('序号', 'No.'),
  at: text('时间', 'Time'),
  type: text('事件', 'Event'),
  who: text('经办', 'Who'),
  authority: text('权限依据', 'Authority'),
  hash: text('哈希', 'Hash'),
  chain: text('核验', 'Chain'),
  proven: text('已重算', 'Verified'),
  provenHint: text(
    '本浏览器由原文重算的哈希与所记相同，并与前一条相接',
    'This browser recomputed the hash from the text, and it links to the row before',
  ),
  missing: text('缺第 {from}–{to} 条', 'Rows {from}–{to} are missing'),
  missingOne: text('缺第 {from} 条', 'Row {from} is missing'),
  look: text('回看第 {seq} 条', 'Look back at row {seq}'),
  detail: text('第 {seq} 条的详情与原文', 'Row {seq} in full'),
  hint: text(
    '点一行即回看该时刻；展开可见内容与原文。',
    'Click a row to look back at that instant; expand it for what it says.',
  ),
};

interface Props {
  caseNo: string;
  rows: readonly CheckedRow[];
  people: Readonly<Record<string, string>>;
  /** Index of the row that the page looks back at. */
  at: number;
  look: (index: number) => void;
}

const ChainState = ({ row }: { row: CheckedRow }) => {
  const say = useSay();
  const proven = isProven(row);
  return (
    <span className="chain-state">
      {proven && (
        <Tooltip title={say(words.provenHint)}>
          <span className="good nowrap">
            <CheckCircleFilled aria-hidden /> {say(words.proven)}
          </span>
        </Tooltip>
      )}
      {row.faults.map((fault) => (
        <Tooltip key={fault} title={say(faultHints[fault])}>
          <Tag color="error" icon={<CloseCircleFilled />}>
            {say(faultWords[fault])}
          </Tag>
        </Tooltip>
      ))}
    </span>
  );
};

/** What each row changed, as far as the rows fold. */
const changesOf = (rows: readonly CheckedRow[]): Change[] =>
  rows.flatMap(({ event, state }, i) =>
    event && state ? [{ typed: event, before: rows[i - 1]?.state ?? null, after: state }] : [],
  );

export const LedgerTable = ({ caseNo, rows, people, at, look }: Props) => {
  const say = useSay();
  const unitName = useUnitName();
  const tongue = useTongue(rows[0]?.state?.type);
  const effects = useMemo(() => clockEffects(changesOf(rows)), [rows]);
  const whoElse = (person: string): string =>
    person === 'system' || person === 'resident' ? say(roleWords[person]) : person;
  const columns: Column<CheckedRow>[] = [
    {
      key: 'seq',
      title: say(words.seq),
      render: ({ seq, missing }, i) => (
        <>
          {missing && (
            <span className="missing">
              {say(missing.from === missing.to ? words.missingOne : words.missing, missing)}
            </span>
          )}
          <button
            type="button"
            className="seq-button"
            aria-label={say(words.look, { seq })}
            aria-current={i === at ? 'step' : undefined}
            onClick={(event) => {
              event.stopPropagation();
              look(i);
            }}
          >
            {seq}
          </button>
        </>
      ),
    },
    { key: 'at', title: say(words.at), render: ({ event }) => (event ? <When at={event.at} /> : '—') },
    {
      key: 'type',
      title: say(words.type),
      render: ({ event }) => (event ? <strong className="nowrap">{say(eventWords[event.type])}</strong> : '—'),
    },
    {
      key: 'who',
      title: say(words.who),
      render: ({ event }) =>
        event && (
          <div className="who">
            {people[event.actor.person] ?? whoElse(event.actor.person)}
            <span className="quiet small">{unitName(event.actor.unit)}</span>
          </div>
        ),
    },
    {
      key: 'authority',
      title: say(words.authority),
      from: 'tablet',
      render: ({ event }) =>
        event && (
          <div className="who">
            {say(roleWords[event.authority.role])}
            <span className="quiet small">{say(basisWords[event.authority.basis])}</span>
          </div>
        ),
    },
    {
      key: 'hash',
      title: say(words.hash),
      from: 'tablet',
      render: ({ hash }) => <Copy whole={hash} label={say(words.hash)} />,
    },
    { key: 'chain', title: say(words.chain), render: (row) => <ChainState row={row} /> },
  ];
  return (
    <section className="panel flush" aria-labelledby="ledger">
      <div className="panel-head">
        <h2 id="ledger">{say(words.title)}</h2>
        <span className="quiet small">{say(words.hint)}</span>
      </div>
      <RecordTable<CheckedRow>
        label={say(words.rows)}
        columns={columns}
        rows={rows}
        rowKey={({ seq }) => seq}
        stacks
        rowClass={({ faults }, i) =>
          `${i === at ? 'is-at' : i > at ? 'is-later' : ''} ${faults.length > 0 ? 'is-faulty' : ''}`
        }
        choose={(_, i) => look(i)}
        detail={{
          label: ({ seq }) => say(words.detail, { seq }),
          render: (row) => (
            <RowDetail
              caseNo={caseNo}
              row={row}
              before={rows[rows.indexOf(row) - 1]}
              effects={effects.get(row.seq) ?? []}
              tongue={tongue}
            />
          ),
        }}
      />
    </section>
  );
};
