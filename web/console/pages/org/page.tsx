// 组织与网格 Org and roster: the five levels with their load and their vacancies; a unit's roster, people and changes.
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Alert, Button } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { atLevel, isDepartment, isWithin, type OrgPath, parentOf } from '../../../../workflows/contract/org-path.ts';
import { partIn, useLanguage, useSay } from '../../../shared/language.ts';
import { Loading } from '../../components/loading.tsx';
import { Trouble } from '../../components/trouble.tsx';
import { orgQuery, useMe } from '../../queries.ts';
import { loadQuery, staffingQuery } from './org-queries.ts';
import type { OrgSearch } from './search.ts';
import { UnitCard } from './unit-card.tsx';
import { UnitTree } from './unit-tree.tsx';
import { Vacancies } from './vacancies.tsx';
import { words } from './words.ts';
import './org.css';

/** Whose staffing a person sees: their county's, the whole city's from the city. */
const countyOf = (unit: OrgPath): OrgPath => atLevel(isDepartment(unit) ? (parentOf(unit) ?? unit) : unit, 'county');

const without = (search: { [K in keyof OrgSearch]: OrgSearch[K] | undefined }): OrgSearch =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as OrgSearch;

/** What is left of the window for the tree, in px. */
const measuredHeight = (): number => (window.innerWidth < 900 ? 300 : Math.max(320, window.innerHeight - 210));

const useTreeHeight = (): number => {
  const [height, setHeight] = useState(measuredHeight);
  useEffect(() => {
    const follow = () => setHeight(measuredHeight());
    window.addEventListener('resize', follow);
    return () => window.removeEventListener('resize', follow);
  }, []);
  return height;
};

export const OrgPage = () => {
  const say = useSay();
  const language = useLanguage();
  const me = useMe();
  const county = countyOf(me.unit);
  const height = useTreeHeight();
  const search = useSearch({ from: '/signed-in/shell/org' });
  const navigate = useNavigate({ from: '/org' });
  const { data: all, error, refetch } = useQuery(orgQuery);
  const { data: staffing, error: unstaffed, refetch: askStaffing } = useQuery(staffingQuery(county));
  const { data: figures } = useQuery(loadQuery);

  const units = useMemo(() => all?.filter(({ active }) => active || me.role === 'administrator') ?? [], [all, me.role]);
  const names = useMemo(() => new Map(all?.map(({ path, name }) => [path, name])), [all]);
  const nameOf = (path: string): string => names.get(path) ?? path;
  const staff = useMemo(() => new Map(staffing?.map((each) => [each.path, each])), [staffing]);
  const loads = useMemo(() => {
    const sums = new Map<string, { open: number; overdue: number; soon: number }>();
    for (const { unit, open, overdue, soon } of figures?.items ?? []) {
      const labels = unit.split('.');
      for (let i = 1; i <= labels.length; i++) {
        const path = labels.slice(0, i).join('.');
        const sum = sums.get(path) ?? { open: 0, overdue: 0, soon: 0 };
        sums.set(path, { open: sum.open + open, overdue: sum.overdue + overdue, soon: sum.soon + soon });
      }
    }
    return sums;
  }, [figures]);

  const change = (part: { [K in keyof OrgSearch]?: OrgSearch[K] | undefined }) =>
    void navigate({ search: without({ ...search, ...part }) });
  const choose = (unit: string) => change({ unit, vacant: undefined, week: undefined });

  if (error && !all) return <Trouble error={error} again={() => void refetch()} />;
  if (!all) return <Loading />;
  const vacant = staffing?.filter(({ people, onDuty }) => people === 0 || onDuty === null) ?? [];
  const unit = all.find(({ path }) => path === (search.unit ?? me.unit)) ?? all.find(({ path }) => path === me.unit);
  const gridsBelow = (path: string) => {
    const inside = units.filter((each) => each.active && each.level === 'grid' && isWithin(each.path, path));
    return {
      all: inside.length,
      vacant: inside.filter((each) => staff.has(each.path) && staff.get(each.path)?.onDuty === null).length,
    };
  };
  const isMine = (path: string): boolean => isWithin(path, me.unit);
  return (
    <div className="org">
      <header className="org-head">
        <h1>{say(words.title)}</h1>
        {staffing && (
          <Button
            danger={vacant.length > 0}
            aria-pressed={search.vacant === true}
            type={search.vacant ? 'primary' : 'default'}
            onClick={() => change({ vacant: search.vacant ? undefined : true })}
          >
            {say(words.vacanciesCount, { n: vacant.length })}
          </Button>
        )}
      </header>
      {unstaffed && !staffing && (
        <Alert
          type="warning"
          showIcon
          role="alert"
          title={say(words.staffingUnknown)}
          description={partIn(language, unstaffed.message)}
          action={
            <Button size="small" onClick={() => void askStaffing()}>
              {say(words.again)}
            </Button>
          }
        />
      )}
      <div className="org-body">
        <aside className="org-side" aria-label={say(words.tree)}>
          <UnitTree
            units={units}
            chosen={search.vacant ? undefined : unit?.path}
            loadOf={(path) => (isMine(path) ? loads.get(path) : undefined)}
            isVacant={(path) => staff.has(path) && staff.get(path)?.onDuty === null}
            choose={choose}
            height={height}
          />
        </aside>
        {search.vacant ? (
          <Vacancies vacant={vacant} nameOf={nameOf} loadOf={(path) => loads.get(path)} choose={choose} />
        ) : (
          unit && (
            <UnitCard
              key={unit.path}
              unit={unit}
              nameOf={nameOf}
              load={isMine(unit.path) ? (loads.get(unit.path) ?? { open: 0, overdue: 0, soon: 0 }) : null}
              staffing={staff.get(unit.path)}
              inCounty={isWithin(unit.path, county)}
              grids={gridsBelow(unit.path)}
              search={search}
              change={change}
            />
          )
        )}
      </div>
    </div>
  );
};
