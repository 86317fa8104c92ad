// Deadlines that moved, or would: which case, which clock, from when to when. A case opens beside: an edit goes on where this is shown.
import { Tag } from 'antd';
import type { ClockName } from '../../../../workflows/contract/calendar.ts';
import { text, useSay } from '../../../shared/language.ts';
import { duration } from '../../../shared/time.ts';
import { clockWords } from '../../../shared/words.ts';
import { type Column, RecordTable } from '../../components/record-table.tsx';
import { When } from '../../components/when.tsx';

const words = {
  label: text('时限变动', 'Deadlines moved'),
  caseNo: text('事项', 'Case'),
  clock: text('时限', 'Clock'),
  from: text('原截止', 'Was due'),
  to: text('现截止', 'Is due'),
  by: text('变动', 'Moved'),
  later: text('推后 {time}', '{time} later'),
  earlier: text('提前 {time}', '{time} earlier'),
  rehearsal: text('演练', 'Rehearsal'),
  open: text('在新页面打开 {caseNo}', 'Open {caseNo} in a new page'),
  none: text('没有截止时间因此变动。', 'No deadline moves.'),
};

export interface MoveRow {
  caseNo: string;
  clock: ClockName;
  from: string | null;
  to: string | null;
  rehearsal?: boolean;
}

export const Moves = ({ rows }: { rows: readonly MoveRow[] }) => {
  const say = useSay();
  const by = ({ from, to }: MoveRow): string => {
    if (from === null || to === null) return '—';
    const ms = Date.parse(to) - Date.parse(from);
    return say(ms < 0 ? words.earlier : words.later, { time: duration(ms, say) });
  };
  const columns: Column<MoveRow>[] = [
    {
      key: 'case',
      title: say(words.caseNo),
      wide: true,
      render: ({ caseNo, rehearsal }) => (
        <>
          <a
            href={`/cases/${encodeURIComponent(caseNo)}`}
            target="_blank"
            rel="noreferrer"
            title={say(words.open, { caseNo })}
            className="mono nowrap"
          >
            {caseNo}
          </a>{' '}
          {rehearsal && <Tag color="purple">{say(words.rehearsal)}</Tag>}
        </>
      ),
    },
    { key: 'clock', title: say(words.clock), render: ({ clock }) => say(clockWords[clock]) },
    { key: 'from', title: say(words.from), render: ({ from }) => (from === null ? '—' : <When at={from} deadline />) },
    { key: 'to', title: say(words.to), render: ({ to }) => (to === null ? '—' : <When at={to} deadline />) },
    { key: 'by', title: say(words.by), render: (row) => <span className="nowrap">{by(row)}</span> },
  ];
  return (
    <RecordTable<MoveRow>
      label={say(words.label)}
      columns={columns}
      rows={rows}
      rowKey={({ caseNo, clock }) => `${caseNo} ${clock}`}
      stacks
      empty={say(words.none)}
    />
  );
};
