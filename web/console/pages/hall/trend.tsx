// Today by the hour against what is usual: bars of receptions, dots of closings, the mean and the span of most days behind them.
import { useQuery } from '@tanstack/react-query';
import { memo, useMemo } from 'react';
import { api, ask } from '../../../shared/api.ts';
import type { Schemas } from '../../../shared/api-types.ts';
import { useSay } from '../../../shared/language.ts';
import { type Usual, usualOf } from './bands.ts';
import { Panel } from './panel.tsx';
import { useAspect } from './use-aspect.ts';
import { words } from './words.ts';

/** The drawing's width and margins in units of its own; its height follows the room that it has. */
const size = { width: 480, left: 30, right: 6, top: 12, bottom: 24 } as const;
const slot = (size.width - size.left - size.right) / 24;

/** A round number at or above `value`. */
const roundUp = (value: number): number => {
  const magnitude = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return ([1, 2, 4, 5, 10].find((step) => step * magnitude >= value) ?? 10) * magnitude;
};

const useUsual = (unit: string, rehearsals: boolean): Usual | null => {
  const { data } = useQuery({
    queryKey: ['hall-hours', unit, rehearsals],
    queryFn: async () =>
      (await ask(api.GET('/v1/stats/hours', { params: { query: { unit, rehearsals: String(rehearsals) } } }))).items,
    staleTime: 10 * 60_000,
    refetchInterval: 30 * 60_000,
    gcTime: 60_000,
  });
  return useMemo(() => (data ? usualOf(data) : null), [data]);
};

const xOf = (hour: number): number => size.left + (hour + 0.5) * slot;

const Drawing = ({ hours, usual }: { hours: Schemas['Hall']['today']['hours']; usual: Usual | null }) => {
  const { room, aspect } = useAspect<HTMLDivElement>(1.4);
  const height = Math.min(560, Math.max(150, size.width / aspect));
  const floor = height - size.bottom;
  const most = Math.max(4, ...hours.flatMap(({ received, closed }) => [received, closed]), ...(usual?.high ?? []));
  const top = roundUp(most);
  const y = (value: number): number => size.top + (floor - size.top) * (1 - value / top);
  const line = (values: readonly number[]): string => values.map((value, hour) => `${xOf(hour)} ${y(value)}`).join('L');
  return (
    <div ref={room} className="hall-drawing">
      <svg viewBox={`0 0 ${size.width} ${height}`} aria-hidden>
        {[0, top / 2, top].map((value) => (
          <g key={value}>
            <line className="hall-axis" x1={size.left} x2={size.width - size.right} y1={y(value)} y2={y(value)} />
            <text className="hall-axis-text" x={size.left - 6} y={y(value) + 4} textAnchor="end">
              {value}
            </text>
          </g>
        ))}
        {[0, 6, 12, 18, 23].map((hour) => (
          <text key={hour} className="hall-axis-text" x={xOf(hour)} y={height - 6} textAnchor="middle">
            {hour}
          </text>
        ))}
        {usual && (
          <path className="hall-usual" d={`M${line(usual.high)}L${line(usual.low).split('L').reverse().join('L')}Z`} />
        )}
        {hours.map(({ received, closed }, hour) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an hour is its index
          <g key={hour}>
            {received > 0 && (
              <rect
                className="hall-trend-bar"
                x={xOf(hour) - slot * 0.3}
                y={y(received)}
                width={slot * 0.6}
                height={floor - y(received)}
                rx={1.5}
              />
            )}
            {closed > 0 && <circle className="hall-trend-dot" cx={xOf(hour)} cy={y(closed)} r={3.4} />}
          </g>
        ))}
        {usual && <path className="hall-mean" d={`M${line(usual.mean)}`} />}
      </svg>
    </div>
  );
};

export const Trend = memo(
  ({ unit, rehearsals, hours }: { unit: string; rehearsals: boolean; hours: Schemas['Hall']['today']['hours'] }) => {
    const say = useSay();
    const usual = useUsual(unit, rehearsals);
    return (
      <Panel
        area="trend"
        name={say(words.trend)}
        note={
          <ul className="hall-keys">
            <li className="is-received">{say(words.trendReceived)}</li>
            <li className="is-closed">{say(words.trendClosed)}</li>
            {usual && <li className="is-usual">{say(words.trendUsual, { n: usual.days })}</li>}
          </ul>
        }
      >
        <Drawing hours={hours} usual={usual} />
        <ul className="visually-hidden">
          {hours.map(({ received, closed }, hour) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an hour is its index
            <li key={hour}>
              {say(words.trendSays, { hour, received, closed })}
              {usual && say(words.trendMean, { n: (usual.mean[hour] ?? 0).toFixed(1) })}
            </li>
          ))}
        </ul>
      </Panel>
    );
  },
);
