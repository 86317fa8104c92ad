// What an action leads to, at the head of its form: who answers for the case then, or who has to reply and by when.
import { useQuery } from '@tanstack/react-query';
import { replyClock } from '../../../../workflows/case/standing.ts';
import type { Schemas } from '../../../shared/api-types.ts';
import { bothWorking, leadsTo } from '../../../shared/before-acting.ts';
import { text, useSay } from '../../../shared/language.ts';
import { limitText } from '../../../shared/words.ts';
import { calendarQuery, caseTypeQuery } from '../../queries.ts';
import { When } from '../when.tsx';

const words = {
  supervise: text('须由{unit}回复', 'To be answered by {unit}'),
  within: text('，自现在起 {limit}内', ', within {limit} from now'),
  until: text('，即 ', ': until '),
  raised: text(' 前；逾期未回复，黄牌升为红牌。', '. A yellow card that is not answered in time becomes red.'),
};

const Supervision = ({ kase }: { kase: Schemas['Case'] }) => {
  const say = useSay();
  const { data: definition } = useQuery(caseTypeQuery(kase.type));
  const name = kase.clocks[0]?.calendar;
  const { data: calendar } = useQuery({ ...calendarQuery(name ?? ''), enabled: name !== undefined });
  const due = definition && calendar ? replyClock({ definition, calendar, now: kase.now }).due : null;
  return (
    <>
      {say(words.supervise, { unit: bothWorking(kase, say) })}
      {definition && due !== null && (
        <>
          {say(words.within, { limit: limitText(definition.supervisionReply, say) })}
          {say(words.until)}
          <When at={due} deadline />
          {say(words.raised)}
        </>
      )}
    </>
  );
};

export const Consequence = ({ kase, offered }: { kase: Schemas['Case']; offered: Schemas['OfferedAction'] }) => {
  const say = useSay();
  const told = offered.action === 'supervise' ? <Supervision kase={kase} /> : leadsTo(kase, offered, say);
  return told && <p className="action-leads">{told}</p>;
};
