// 事项 Case.
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useSay } from '../../../shared/language.ts';
import { ActionDialog } from '../../components/action-dialog.tsx';
import { Loading } from '../../components/loading.tsx';
import { Timeline } from '../../components/timeline.tsx';
import { Trouble } from '../../components/trouble.tsx';
import { caseQuery, eventsQuery } from '../../queries.ts';

export const CasePage = () => {
  const say = useSay();
  const { caseNo } = useParams({ from: '/signed-in/shell/cases/$caseNo' });
  const { data: kase, error, refetch } = useQuery(caseQuery(caseNo));
  const { data: events } = useQuery(eventsQuery(caseNo));
  const [action, setAction] = useState<string | null>(null);
  if (error && !kase) return <Trouble error={error} again={() => void refetch()} />;
  if (!kase) return <Loading />;
  return (
    <>
      <h1>{caseNo}</h1>
      {kase.allowed.map((offered) => (
        <Button key={offered.action} onClick={() => setAction(offered.action)}>
          {say(offered.label)}
        </Button>
      ))}
      {events && <Timeline caseNo={caseNo} type={kase.type} events={events} linked />}
      {action !== null && <ActionDialog caseNo={caseNo} action={action} onClose={() => setAction(null)} />}
    </>
  );
};
