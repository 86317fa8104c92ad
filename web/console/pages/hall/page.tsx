// 指挥大厅 Command hall: a wall that runs by itself for weeks. It shows one unit at a time, the figures of the last answer that it got,
// and says how old they are.
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { isDepartment, isWithin, levelOf, parentOf } from '../../../../workflows/contract/org-path.ts';
import { useLanguage, useSay } from '../../../shared/language.ts';
import { wantsLessMotion } from '../../../shared/less-motion.ts';
import { Trouble } from '../../components/trouble.tsx';
import { caseTypesQuery, orgQuery, useMe } from '../../queries.ts';
import { Figures } from './figures.tsx';
import { Flow } from './flow.tsx';
import { GridCard } from './grid-card.tsx';
import './hall.css';
import { Header } from './header.tsx';
import { Mosaic } from './mosaic.tsx';
import './mosaic.css';
import { Pressing } from './pressing.tsx';
import './panels.css';
import { type HallSearch, startOf } from './search.ts';
import { Sources } from './sources.tsx';
import { Ticker } from './ticker.tsx';
import { blocksOf, placeOf, rootOf, shortName } from './tree.ts';
import { Trend } from './trend.tsx';
import { Units } from './units.tsx';
import { useHall } from './use-hall.ts';
import { useIdle, useTurns } from './use-rotation.ts';
import { words } from './words.ts';

const hour = 3_600_000;
const noLoads = {};

/** Names of units and types, in the org's and the types' own words. */
const useNames = () => {
  const language = useLanguage();
  const { data: units } = useQuery({ ...orgQuery, refetchInterval: hour });
  const { data: types } = useQuery({ ...caseTypesQuery, refetchInterval: hour });
  const unitNames = useMemo(() => new Map(units?.map(({ path, name }) => [path, name])), [units]);
  const typeNames = useMemo(
    () => new Map(types?.map(({ definition: { name, label } }) => [name, label[language]])),
    [types, language],
  );
  // 「示范区供水公司」 is 「供水公司」 where everybody is of the same county.
  const nameOf = useCallback(
    (path: string) => {
      const name = unitNames.get(path) ?? path;
      return isDepartment(path) ? shortName(name, unitNames.get(parentOf(path) ?? '') ?? '') : name;
    },
    [unitNames],
  );
  const typeName = useCallback((type: string) => typeNames.get(type) ?? type, [typeNames]);
  return { units, nameOf, typeName };
};

/** From the viewer's own unit down to one. */
const trailOf = (own: string, unit: string): string[] => {
  const trail: string[] = [];
  for (let at: string | null = unit; at !== null && isWithin(at, own); at = parentOf(at)) trail.unshift(at);
  return trail;
};

/** What comes up in turn below a unit: the streets of a county, the communities of a street. */
const useParts = (home: string, units: ReturnType<typeof useNames>['units']): string[] =>
  useMemo(() => {
    if (!units || isDepartment(home) || levelOf(home) === 'community' || levelOf(home) === 'grid') return [];
    return blocksOf(placeOf(units, home, noLoads)).map(({ path }) => path);
  }, [units, home]);

export const HallPage = () => {
  const say = useSay();
  const me = useMe();
  const search = useSearch({ from: '/signed-in/hall' });
  const navigate = useNavigate();
  const { units, nameOf, typeName } = useNames();
  const { span = 'year', rehearsals = false, unit: home = me.unit } = search;
  const rotates = search.rotate ?? !wantsLessMotion();
  const idle = useIdle();
  const [troubled, setTroubled] = useState(false);
  const [grid, setGrid] = useState<string | null>(null);
  const parts = useParts(home, units);
  const rotating = rotates && idle && !troubled && parts.length > 0;
  const turn = useTurns(home, parts, rotating);
  // The day may change while a wall stands.
  const [day, setDay] = useState(Date.now);
  const data = useHall(turn, startOf(span, day), rehearsals);
  const { shown, trouble } = data;
  useEffect(() => setTroubled(trouble !== null), [trouble]);
  useEffect(() => {
    if (shown && Math.abs(shown.loadedAt - day) > 60_000) setDay(shown.loadedAt);
  }, [shown, day]);
  useEffect(() => {
    if (idle) setGrid(null);
  }, [idle]);

  const change = useCallback(
    (changed: Partial<HallSearch>) => {
      setGrid(null);
      void navigate({ to: '/hall', search: (before: HallSearch) => ({ ...before, ...changed }), replace: true });
    },
    [navigate],
  );
  const closeGrid = useCallback(() => setGrid(null), []);
  const unit = shown?.unit ?? turn;
  const drills = !isDepartment(unit);
  const go = useCallback((path: string) => change({ unit: path }), [change]);
  const hall = shown?.hall;
  const loads = hall?.byArea ?? noLoads;
  const root = useMemo(() => placeOf(units ?? [], rootOf(unit), loads), [units, unit, loads]);
  const trail = useMemo(
    () => trailOf(me.unit, unit).map((path) => ({ path, name: nameOf(path) })),
    [me.unit, unit, nameOf],
  );

  if (!shown && trouble && trouble.code !== 'Offline') {
    return (
      <main className="hall-refused">
        <Trouble error={trouble} again={() => change({ unit: me.unit })} />
      </main>
    );
  }
  return (
    <div className={`hall ${rehearsals ? 'is-rehearsal' : ''} ${idle ? 'is-idle' : ''}`}>
      <Header {...{ data, trail, search, span, rotates, rotating, change }} />
      <main className="hall-main">
        {rehearsals && <p className="hall-rehearsal-note">{say(words.rehearsalsNote)}</p>}
        {hall ? (
          <>
            <Figures hall={hall} span={span} />
            <Sources hall={hall} span={span} />
            <Units hall={hall} nameOf={nameOf} />
            <Trend unit={unit} rehearsals={rehearsals} hours={hall.today.hours} />
            <Mosaic root={root} go={drills ? go : null} pick={setGrid} idle={idle} />
            <Flow hall={hall} />
            <Pressing {...{ hall, rehearsals, nameOf, typeName }} now={Date.parse(hall.at)} />
            <Ticker news={hall.news} nameOf={nameOf} />
            {grid !== null && (
              <GridCard key={grid} path={grid} {...{ rehearsals, nameOf, typeName }} close={closeGrid} />
            )}
          </>
        ) : (
          <p className="hall-loading" role="status">
            {say(trouble ? words.away : words.loading)}
          </p>
        )}
      </main>
    </div>
  );
};
