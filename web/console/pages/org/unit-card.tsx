// One unit: what it is, how it stands, who stands for it; and for its administrators what may be changed.
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button, Tabs } from 'antd';
import { useState } from 'react';
import { isWithin, parentOf } from '../../../../workflows/contract/org-path.ts';
import { partIn, useLanguage, useSay } from '../../../shared/language.ts';
import { levelWords } from '../../../shared/words.ts';
import { useMe } from '../../queries.ts';
import { mayOpen } from '../../shell/menu.tsx';
import { Changes } from './changes.tsx';
import { deactivateUnit, putUnit, type Staffing, type Unit, useChange } from './org-queries.ts';
import { People } from './people.tsx';
import { Roster } from './roster.tsx';
import type { OrgSearch } from './search.ts';
import { UnitForm } from './unit-forms.tsx';
import type { Load } from './unit-tree.tsx';
import { gridClassWords, words } from './words.ts';

const below: readonly Unit['level'][] = ['city', 'county', 'street', 'community'];

export const UnitCard = ({
  unit,
  nameOf,
  load,
  staffing,
  inCounty,
  grids,
  search,
  change,
}: {
  unit: Unit;
  nameOf: (path: string) => string;
  /** Null: outside the caller's scope. */
  load: (Load & { soon: number }) | null;
  /** Undefined while it is not known. */
  staffing: Staffing | undefined;
  /** Its roster, people and changes are the caller's to see. */
  inCounty: boolean;
  grids: { all: number; vacant: number };
  search: OrgSearch;
  change: (part: { [K in keyof OrgSearch]?: OrgSearch[K] | undefined }) => void;
}) => {
  const say = useSay();
  const language = useLanguage();
  const me = useMe();
  const client = useQueryClient();
  const { message, modal } = App.useApp();
  const [form, setForm] = useState<'edit' | 'add' | null>(null);
  const end = useChange(deactivateUnit);
  const revive = useChange(putUnit);
  const administers = me.role === 'administrator' && isWithin(unit.path, me.unit);
  const tell = (error: Error) => void message.error(partIn(language, error.message), 8);
  const parent = parentOf(unit.path);
  const mayWork = mayOpen(me.role, '/work');
  const mayPress = mayOpen(me.role, '/overdue');

  const facts: readonly { label: string; value: React.ReactNode; alarm?: boolean }[] = [
    ...(load
      ? [
          {
            label: say(words.open),
            value: mayWork ? (
              <Link to="/work" search={{ unit: unit.path }}>
                {load.open}
              </Link>
            ) : (
              load.open
            ),
          },
          {
            label: say(words.overdue),
            value: mayPress ? (
              <Link to="/overdue" search={{ unit: unit.path, slip: 'overdue' }}>
                {load.overdue}
              </Link>
            ) : (
              load.overdue
            ),
            alarm: load.overdue > 0,
          },
          {
            label: say(words.soon),
            value: mayPress ? (
              <Link to="/overdue" search={{ unit: unit.path, slip: 'soon' }}>
                {load.soon}
              </Link>
            ) : (
              load.soon
            ),
          },
        ]
      : []),
    ...(staffing
      ? [
          { label: say(words.people), value: staffing.people, alarm: staffing.people === 0 },
          {
            label: say(words.onDutyNow),
            value: <span className="org-fact-name">{staffing.onDuty ?? say(words.nobodyOnDuty)}</span>,
            alarm: staffing.onDuty === null,
          },
        ]
      : []),
    ...(grids.all > 0 && unit.level !== 'grid'
      ? [
          {
            label: say(words.grids),
            value: (
              <>
                {grids.all}
                {grids.vacant > 0 && (
                  <small className="is-vacant"> {say(words.vacantBelow, { n: grids.vacant })}</small>
                )}
              </>
            ),
          },
        ]
      : []),
  ];

  return (
    <section className="org-card" aria-labelledby="org-unit">
      <header>
        <div>
          <h2 id="org-unit">
            {unit.name} {!unit.active && <span className="org-tag is-inactive">{say(words.inactive)}</span>}
          </h2>
          <p className="org-quiet">
            {say(levelWords[unit.level])}
            {unit.gridClass && ` · ${say(gridClassWords[unit.gridClass])}`}
            {parent && (
              <>
                {' · '}
                {say(words.above)}{' '}
                <button type="button" className="link-button" onClick={() => change({ unit: parent })}>
                  {nameOf(parent)}
                </button>
              </>
            )}
            {' · '}
            <span translate="no">{say(words.code, { path: unit.path })}</span>
          </p>
        </div>
        {administers && (
          <div className="org-acts">
            {unit.active ? (
              <>
                {below.includes(unit.level) && <Button onClick={() => setForm('add')}>{say(words.addUnit)}</Button>}
                <Button onClick={() => setForm('edit')}>{say(words.edit)}</Button>
                {unit.path !== me.unit && (
                  <Button
                    danger
                    loading={end.isPending}
                    onClick={() =>
                      void modal.confirm({
                        title: say(words.deactivateSure, { name: unit.name }),
                        content: say(words.deactivateHow),
                        okText: say(words.deactivate),
                        cancelText: say(words.cancel),
                        okButtonProps: { danger: true },
                        onOk: () => end.mutate(unit.path, { onError: tell }),
                      })
                    }
                  >
                    {say(words.deactivate)}
                  </Button>
                )}
              </>
            ) : (
              <Button loading={revive.isPending} onClick={() => revive.mutate(unit, { onError: tell })}>
                {say(words.revive)}
              </Button>
            )}
          </div>
        )}
      </header>
      {facts.length > 0 && (
        <dl className="org-facts">
          {facts.map(({ label, value, alarm }) => (
            <div key={label} className={alarm ? 'is-alarm' : ''}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {inCounty ? (
        <Tabs
          activeKey={search.tab === 'people' && !administers ? 'duty' : (search.tab ?? 'duty')}
          onChange={(tab) => change({ tab: tab === 'duty' ? undefined : (tab as NonNullable<OrgSearch['tab']>) })}
          items={[
            {
              key: 'duty',
              label: say(words.tabDuty),
              children: (
                <Roster key={unit.path} unit={unit} monday={search.week} setMonday={(week) => change({ week })} />
              ),
            },
            ...(administers ? [{ key: 'people', label: say(words.tabPeople), children: <People unit={unit} /> }] : []),
            { key: 'changes', label: say(words.tabChanges), children: <Changes unit={unit.path} /> },
          ]}
        />
      ) : (
        <p className="org-quiet">{say(words.notYours)}</p>
      )}
      {form && (
        <UnitForm
          {...(form === 'edit' ? { unit } : { below: unit })}
          close={() => setForm(null)}
          done={(path) => {
            void client.invalidateQueries({ queryKey: ['org'] });
            change({ unit: path });
          }}
        />
      )}
    </section>
  );
};
