// 推算时限: a small calculator that says line by line how a deadline comes about under a calendar.
import { useQuery } from '@tanstack/react-query';
import { Alert, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { LimitUnit } from '../../../../workflows/contract/calendar.ts';
import { ApiError } from '../../../shared/api.ts';
import type { Schemas } from '../../../shared/api-types.ts';
import { listed, partIn, text, useLanguage, useSay } from '../../../shared/language.ts';
import { fromBeijing, fullDeadline, toBeijing } from '../../../shared/time.ts';
import { unitWords } from '../../../shared/words.ts';
import { InstantPicker } from '../../components/instant-picker.tsx';
import { type Column, RecordTable } from '../../components/record-table.tsx';
import { Trouble } from '../../components/trouble.tsx';
import { When } from '../../components/when.tsx';
import { deriveQuery } from './data.ts';

const words = {
  title: text('推算时限', 'Derive a deadline'),
  start: text('起算时刻（北京时间）', 'From (China time)'),
  amount: text('时限', 'Limit'),
  unit: text('单位', 'Unit'),
  due: text('截止', 'Due'),
  provisional: text('暂定：跨入尚未发布放假安排的年度', 'Provisional: it reaches a year that is not published'),
  notices: text('依据', 'By'),
  lines: text('逐行推算', 'Line by line'),
  from: text('起', 'From'),
  to: text('止', 'To'),
  effect: text('计入', 'Counts'),
  why: text('说明', 'Why'),
  excluded: text('不计', 'no'),
  incomplete: text('请填写起算时刻和时限。', 'Enter an instant and a limit.'),
};

type Line = Schemas['Derivation']['lines'][number];

export const Derive = ({ name }: { name: string }) => {
  const say = useSay();
  const language = useLanguage();
  const [start, setStart] = useState<string | null>(() => fromBeijing(toBeijing(new Date().toISOString())));
  const [amount, setAmount] = useState<number | null>(5);
  const [unit, setUnit] = useState<LimitUnit>('workingDay');
  const ready = start !== null && amount !== null && amount > 0;
  const derived = useQuery({
    ...deriveQuery(name, { start: start ?? '', amount: amount ?? 1, unit }),
    enabled: ready,
    placeholderData: (before) => before,
  });
  const columns: Column<Line>[] = [
    {
      key: 'from',
      title: say(words.from),
      render: ({ from, to }) => <When at={from} deadline={from === to && from === derived.data?.due} />,
    },
    { key: 'to', title: say(words.to), render: ({ from, to }) => (from === to ? '' : <When at={to} deadline />) },
    {
      key: 'effect',
      title: say(words.effect),
      align: 'right',
      render: ({ effect, amount: counted }) =>
        effect === 'counted' ? `+${Math.round(counted * 100) / 100}` : effect === 'excluded' ? say(words.excluded) : '',
    },
    { key: 'why', title: say(words.why), wide: true, render: ({ why }) => <span lang="zh-CN">{why}</span> },
  ];
  const refusal =
    derived.error instanceof ApiError && derived.error.code === 'CalendarYearMissing' ? derived.error : null;
  return (
    <section className="panel" aria-labelledby="derive">
      <h2 id="derive">{say(words.title)}</h2>
      <div className="tools derive-form">
        <div>
          <span>{say(words.start)}</span>
          <InstantPicker aria-label={say(words.start)} value={start} onChange={setStart} />
        </div>
        <div>
          <span>{say(words.amount)}</span>
          <InputNumber aria-label={say(words.amount)} min={0.25} max={3650} value={amount} onChange={setAmount} />
        </div>
        <div>
          <span>{say(words.unit)}</span>
          <Select
            aria-label={say(words.unit)}
            value={unit}
            options={LimitUnit.options.map((value) => ({ value, label: say(unitWords[value]) }))}
            onChange={setUnit}
          />
        </div>
      </div>
      {!ready && <p className="quiet">{say(words.incomplete)}</p>}
      {refusal && <Alert type="warning" showIcon className="spaced" title={partIn(language, refusal.message)} />}
      {derived.isError && !refusal && <Trouble error={derived.error} again={() => void derived.refetch()} />}
      {ready && derived.data && !derived.isError && (
        <div role="status">
          <p className="derive-due">
            {say(words.due)}{' '}
            <strong>{derived.data.due === null ? '—' : fullDeadline(derived.data.due, language)}</strong>
          </p>
          {derived.data.provisional && (
            <Alert type="warning" showIcon className="spaced" title={say(words.provisional)} />
          )}
          {derived.data.calendar.notices.length > 0 && (
            <p className="quiet small">
              {say(words.notices)} {listed(derived.data.calendar.notices, say)}
            </p>
          )}
          <RecordTable<Line & { i: number }>
            label={say(words.lines)}
            columns={columns}
            rows={derived.data.lines.map((line, i) => ({ ...line, i }))}
            rowKey={({ i }) => i}
            stacks
            rowClass={({ effect }) => `line-${effect}`}
          />
        </div>
      )}
    </section>
  );
};
