// Where it is: the grid, some words, and the phone's position when it is allowed. There is no map of grids behind it: the position is
// written into the place as coordinates, and does not choose the grid.
import { useState } from 'react';
import { text, useSay } from '../../shared/language.ts';
import { isSecure } from '../install.ts';
import { type Position, positionText, type ReportForm } from '../queue/report.ts';
import type { Choices } from '../store/kept.ts';

const words = {
  grid: text('所在网格', 'Grid'),
  mine: text('{name}（我的）', '{name} (mine)'),
  place: text('具体位置', 'Where exactly'),
  optional: text('（选填）', '(optional)'),
  example: text('如：3 号楼 2 单元门口', 'such as: door 2 of building 3'),
  locate: text('附上当前位置', 'Attach my position'),
  locating: text('正在定位…', 'Locating…'),
  attached: text('已附位置坐标', 'Position attached'),
  remove: text('去掉', 'Remove'),
  refused: text('未允许定位，请用文字写明位置。', 'Position was not allowed; describe the place in words.'),
  failed: text('定位失败，请用文字写明位置。', 'No position found; describe the place in words.'),
  insecure: text(
    '此网址不是 HTTPS，浏览器不允许定位，请用文字写明位置。',
    'This address is not HTTPS, so the browser gives no position; describe the place in words.',
  ),
  honest: text(
    '坐标随上报一起发送，不会自动判断网格。',
    'The coordinates go with the report; they do not choose the grid.',
  ),
};

type Search = 'idle' | 'busy' | 'refused' | 'failed' | 'insecure';

const PositionButton = ({ position, set }: { position: Position | null; set: (position: Position | null) => void }) => {
  const say = useSay();
  const [search, setSearch] = useState<Search>('idle');
  const locate = () => {
    if (!isSecure() || !('geolocation' in navigator)) return setSearch('insecure');
    setSearch('busy');
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude, accuracy } }) => {
        set({ latitude, longitude, accuracy });
        setSearch('idle');
      },
      ({ code, PERMISSION_DENIED }) => setSearch(code === PERMISSION_DENIED ? 'refused' : 'failed'),
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 },
    );
  };
  if (position) {
    return (
      <div className="stack tight">
        <div className="row spread">
          <span>
            <span className="tag good">{say(words.attached)}</span>{' '}
            <span className="number">{positionText(position)}</span>
          </span>
          <button type="button" className="button plain" onClick={() => set(null)}>
            {say(words.remove)}
          </button>
        </div>
        <p className="quiet">{say(words.honest)}</p>
      </div>
    );
  }
  const trouble = search === 'idle' || search === 'busy' ? null : say(words[search]);
  return (
    <div className="stack tight">
      <button type="button" className="button" disabled={search === 'busy'} onClick={locate}>
        {say(search === 'busy' ? words.locating : words.locate)}
      </button>
      <p className="quiet" role="status">
        {trouble}
      </p>
    </div>
  );
};

export const PlaceField = ({
  form: { area, place, position },
  units,
  set,
}: {
  form: ReportForm;
  units: Choices['units'];
  set: (change: Partial<ReportForm>) => void;
}) => {
  const say = useSay();
  const [own] = units;
  return (
    <div className="stack">
      {units.length > 1 && (
        <div className="field">
          <label htmlFor="report-area">{say(words.grid)}</label>
          <select
            id="report-area"
            className="input"
            value={area}
            onChange={(event) => set({ area: event.currentTarget.value })}
          >
            {units.map(({ path, name }) => (
              <option key={path} value={path}>
                {path === own?.path ? say(words.mine, { name }) : name}
              </option>
            ))}
          </select>
        </div>
      )}
      {units.length === 1 && own && (
        <p>
          <span className="label">{say(words.grid)}</span>　{own.name}
        </p>
      )}
      <div className="field">
        <label htmlFor="report-place">
          {say(words.place)}
          <span className="optional"> {say(words.optional)}</span>
        </label>
        <input
          id="report-place"
          className="input"
          maxLength={400}
          placeholder={say(words.example)}
          value={place}
          onChange={(event) => set({ place: event.currentTarget.value })}
        />
      </div>
      <PositionButton position={position} set={(found) => set({ position: found })} />
    </div>
  );
};
