// 事项 Case: where it is, who answers for it and until when, what may be done, and everything that happened.
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import type { Schemas } from '../../../shared/api-types.ts';
import { ActionDialog } from '../../components/action-dialog.tsx';
import { Loading } from '../../components/loading.tsx';
import { type EventAnswer, storyOf } from '../../components/timeline/story.ts';
import { Trouble } from '../../components/trouble.tsx';
import { caseQuery, caseTypeQuery, eventsQuery, useMe } from '../../queries.ts';
import { layOut } from './actions.ts';
import { ActionBar, ActionsPanel } from './actions-panel.tsx';
import { Advance } from './advance.tsx';
import { CaseHeader } from './case-header.tsx';
import { ClockDrawer } from './clock-drawer.tsx';
import { EventsPanel } from './events-panel.tsx';
import { Facts } from './facts.tsx';
import { Incidents } from './incidents.tsx';
import { Notices } from './notices.tsx';
import { PageNews } from './page-news.tsx';
import { RequestCard } from './request-card.tsx';
import { CaseSheet } from './sheet.tsx';
import { ShortcutHelp, useShortcuts } from './shortcuts.tsx';
import './case.css';

type CaseAnswer = Schemas['Case'];
type ClockName = Schemas['Derivation']['clock'];

const onlookers: readonly string[] = ['auditor', 'administrator'];

const CaseView = ({ kase, events }: { kase: CaseAnswer; events: readonly EventAnswer[] }) => {
  const me = useMe();
  const { caseNo } = kase;
  const [action, setAction] = useState<string | null>(null);
  const [clock, setClock] = useState<ClockName | null>(null);
  const [help, setHelp] = useState(false);
  const [seen, setSeen] = useState(kase.seq);
  const { data: definition } = useQuery(caseTypeQuery(kase.type));
  const story = useMemo(() => storyOf(caseNo, events), [caseNo, events]);
  const layout = useMemo(() => layOut(kase.allowed, kase.step, definition), [kase.allowed, kase.step, definition]);
  const showHelp = useCallback(() => setHelp(true), []);
  const firstClock = kase.clocks[0]?.name ?? null;
  const showClocks = useCallback(() => setClock(firstClock), [firstClock]);
  const [keysOn, setKeysOn] = useShortcuts(layout, { onAct: setAction, onHelp: showHelp, onClocks: showClocks });
  const done = (answer: CaseAnswer) => setSeen(answer.seq);
  return (
    <div className="case-page">
      <title>{caseNo}</title>
      <CaseHeader kase={kase} story={story} />
      <Facts kase={kase} story={story} onDerive={setClock} />
      <div className="case-columns">
        <div className="case-main">
          <Incidents kase={kase} />
          <PageNews kase={kase} story={story} seen={seen} onSeen={setSeen} />
          <Notices kase={kase} story={story} onAct={setAction} />
          <RequestCard kase={kase} story={story} />
          <EventsPanel kase={kase} events={events} />
        </div>
        <div className="case-side">
          <ActionsPanel layout={layout} onAct={setAction} onHelp={showHelp} />
          {kase.rehearsal && !onlookers.includes(me.role) && <Advance kase={kase} story={story} onDone={done} />}
        </div>
      </div>
      <ActionBar layout={layout} onAct={setAction} />
      <ClockDrawer kase={kase} story={story} clock={clock} onClock={setClock} onClose={() => setClock(null)} />
      <ShortcutHelp open={help} layout={layout} on={keysOn} onChange={setKeysOn} onClose={() => setHelp(false)} />
      {action !== null && (
        <ActionDialog caseNo={caseNo} action={action} onClose={() => setAction(null)} onDone={done} />
      )}
      <CaseSheet kase={kase} story={story} />
    </div>
  );
};

export const CasePage = () => {
  const { caseNo } = useParams({ from: '/signed-in/shell/cases/$caseNo' });
  const kase = useQuery(caseQuery(caseNo));
  const events = useQuery(eventsQuery(caseNo));
  const again = () => {
    void kase.refetch();
    void events.refetch();
  };
  if (kase.data && events.data) return <CaseView key={caseNo} kase={kase.data} events={events.data} />;
  const error = kase.error ?? events.error;
  return error ? <Trouble error={error} again={again} alone /> : <Loading />;
};
