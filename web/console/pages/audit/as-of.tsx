// 时光回看: the case as it stood after any of its events, folded here from the ledger; with a slider over its life, steps and play.
import {
  CaretRightOutlined,
  PauseOutlined,
  StepBackwardOutlined,
  StepForwardOutlined,
  VerticalLeftOutlined,
  VerticalRightOutlined,
} from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { phaseColours } from '../../../shared/colours.ts';
import { text, useLanguage, useSay } from '../../../shared/language.ts';
import { fullTime, shortTime } from '../../../shared/time.ts';
import { eventWords, phaseWords } from '../../../shared/words.ts';
import { InstantPicker } from '../../components/instant-picker.tsx';
import type { CheckedRow } from './check.ts';
import { StateThen } from './state-then.tsx';

const words = {
  title: text('时光回看', 'As of'),
  slider: text('回看到第几条', 'Look back at row'),
  first: text('第一条', 'First'),
  back: text('上一条', 'One back'),
  play: text('播放', 'Play'),
  pause: text('暂停', 'Pause'),
  on: text('下一条', 'One on'),
  last: text('最新', 'Latest'),
  keys: text('← → 逐条，Home End 首尾，空格播放', '← → step, Home End ends, space plays'),
  at: text('第 {seq} 条 · {event} · {time}', 'Row {seq} · {event} · {time}'),
  instant: text('截至时刻', 'As of instant'),
  unfolded: text(
    '此前的台账已断，无法推算这一时刻的状态。',
    'The ledger is broken before this point: the state cannot be folded.',
  ),
};

/** Between two events of a play, in ms. */
const beat = 900;

/** The last row at or before an instant; the first one for anything earlier. */
const indexAt = (rows: readonly CheckedRow[], instant: string): number =>
  Math.max(
    0,
    rows.findLastIndex(({ event }) => event !== null && event.at <= instant),
  );

export const AsOf = ({
  caseNo,
  rows,
  at,
  look,
}: {
  caseNo: string;
  rows: readonly CheckedRow[];
  at: number;
  look: (index: number) => void;
}) => {
  const say = useSay();
  const language = useLanguage();
  const [playing, setPlaying] = useState(false);
  const last = rows.length - 1;
  const row = rows[at];
  useEffect(() => {
    if (!playing) return;
    if (at >= last) return setPlaying(false);
    const timer = setTimeout(() => look(at + 1), beat);
    return () => clearTimeout(timer);
  }, [playing, at, last, look]);
  const go = (index: number) => {
    setPlaying(false);
    look(Math.min(last, Math.max(0, index)));
  };
  const toggle = () => {
    if (!playing && at >= last) look(0);
    setPlaying(!playing);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== ' ') return;
    event.preventDefault();
    toggle();
  };
  if (!row) return null;
  const told = row.event
    ? say(words.at, { seq: row.seq, event: say(eventWords[row.event.type]), time: shortTime(row.event.at, language) })
    : String(row.seq);
  return (
    <section className="panel" aria-labelledby="as-of">
      <div className="panel-head">
        <h2 id="as-of">{say(words.title)}</h2>
        <strong className="as-of-told" title={row.event ? fullTime(row.event.at, language) : undefined}>
          {told}
        </strong>
      </div>
      <div className="as-of-track">
        <div className="phase-band" aria-hidden>
          {rows.map(({ seq, state, faults }, i) => (
            <span
              key={seq}
              className={`${i === at ? 'is-at' : ''} ${faults.length > 0 ? 'is-faulty' : ''}`}
              style={{ background: state ? phaseColours[state.phase] : undefined, opacity: i > at ? 0.35 : 1 }}
              title={`${seq} ${state ? say(phaseWords[state.phase]) : ''}`}
            />
          ))}
        </div>
        <input
          type="range"
          min={0}
          max={last}
          value={at}
          aria-label={say(words.slider)}
          aria-valuetext={told}
          onChange={({ target }) => go(Number(target.value))}
          onKeyDown={onKey}
        />
      </div>
      <div className="as-of-controls">
        <span className="as-of-buttons">
          <Tooltip title={say(words.first)}>
            <Button
              icon={<VerticalRightOutlined />}
              aria-label={say(words.first)}
              disabled={at === 0}
              onClick={() => go(0)}
            />
          </Tooltip>
          <Tooltip title={say(words.back)}>
            <Button
              icon={<StepBackwardOutlined />}
              aria-label={say(words.back)}
              disabled={at === 0}
              onClick={() => go(at - 1)}
            />
          </Tooltip>
          <Button
            type="primary"
            icon={playing ? <PauseOutlined /> : <CaretRightOutlined />}
            disabled={last === 0}
            onClick={toggle}
          >
            {say(playing ? words.pause : words.play)}
          </Button>
          <Tooltip title={say(words.on)}>
            <Button
              icon={<StepForwardOutlined />}
              aria-label={say(words.on)}
              disabled={at === last}
              onClick={() => go(at + 1)}
            />
          </Tooltip>
          <Tooltip title={say(words.last)}>
            <Button
              icon={<VerticalLeftOutlined />}
              aria-label={say(words.last)}
              disabled={at === last}
              onClick={() => go(last)}
            />
          </Tooltip>
        </span>
        <span className="as-of-instant">
          {say(words.instant)}{' '}
          <InstantPicker
            aria-label={say(words.instant)}
            allowClear={false}
            value={row.event?.at ?? null}
            onChange={(instant) => {
              // To the end of that minute: an event within it had happened.
              if (instant !== null) go(indexAt(rows, instant.replace(':00.000Z', ':59.999Z')));
            }}
          />
        </span>
        <span className="quiet small as-of-keys">{say(words.keys)}</span>
      </div>
      {row.state ? (
        <StateThen caseNo={caseNo} state={row.state} before={rows[at - 1]?.state ?? null} />
      ) : (
        <p className="bad">{say(words.unfolded)}</p>
      )}
    </section>
  );
};
