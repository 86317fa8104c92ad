// What stands out about a case and wants an answer: something asked for, a supervision, a suspension, a dispute. Each with its buttons.
import { Alert, Button } from 'antd';
import type { ReactNode } from 'react';
import type { EventType } from '../../../../workflows/contract/event.ts';
import type { Schemas } from '../../../shared/api-types.ts';
import { text, useLanguage, useSay } from '../../../shared/language.ts';
import { shortDeadline, shortTime } from '../../../shared/time.ts';
import { cardWords, clockWords, limitText } from '../../../shared/words.ts';
import { PeopleText } from '../../components/people-text.tsx';
import type { Chapter } from '../../components/timeline/story.ts';
import { When } from '../../components/when.tsx';
import { useUnitName } from '../../queries.ts';

const words = {
  extension: text('{unit}申请将{clock}延长 {limit}，待批', '{unit} asks to extend "{clock}" by {limit}'),
  suspension: text('{unit}申请挂起至 {at}，待批', '{unit} asks to suspend it until {at}'),
  awaits: text('须由上级批准。', 'A superior must decide.'),
  lapsed: text(
    '该单位已不负责此事项，申请随之失效；可由现在负责的单位重新申请。',
    'This unit has the case no longer, so the request has lapsed; the unit that has it now may ask anew.',
  ),
  reason: text('理由：', 'Why: '),
  askedAt: text('提出', 'Asked'),
  supervised: text('{card}督办 · {unit}', '{card} · supervised by {unit}'),
  owed: text('尚未回复，须在 {at} 前回复', 'No reply yet; it is owed by {at}'),
  late: text('逾期未回复（应于 {at} 前）', 'Not answered in time (owed by {at})'),
  replied: text('已回复', 'Answered'),
  demand: text('要求：', 'Demand: '),
  reply: text('回复：', 'Reply: '),
  suspendedTitle: text('挂起中：{since} 至 {until}', 'Suspended from {since} until {until}'),
  suspendedHow: text(
    '时限停止计算，到期自动恢复。批准：{unit}',
    'The clocks stand still and go on by themselves. Approved by {unit}',
  ),
  contested: text('多次退回，等待{unit}裁定', 'Returned too often: {unit} must decide who does it'),
  contestedHow: text('裁定之前不能办理，裁定之后不得再退回。', 'Nothing can be done before; no returns afterwards.'),
};

const lastOf = (story: readonly Chapter[], type: EventType): Chapter | undefined =>
  story.findLast(({ event }) => event.type === type);

const Why = ({ chapter, label }: { chapter: Chapter | undefined; label: string }) =>
  chapter?.event.reason ? (
    <p>
      {label}
      <PeopleText>{chapter.event.reason}</PeopleText>{' '}
      <span className="case-aside">
        {chapter.event.person.name} <When at={chapter.event.at} />
      </span>
    </p>
  ) : null;

const Box = ({
  type,
  title,
  children,
  actions,
  onAct,
  kase,
}: {
  type: 'info' | 'warning' | 'error' | 'success';
  title: string;
  children: ReactNode;
  /** Names of actions; those that are open to the person become buttons. */
  actions: readonly string[];
  onAct: (action: string) => void;
  kase: Schemas['Case'];
}) => {
  const say = useSay();
  const open = actions.flatMap((action) => kase.allowed.find((offered) => offered.action === action) ?? []);
  return (
    <Alert
      type={type}
      showIcon
      title={title}
      description={
        <>
          {children}
          {open.length > 0 && (
            <div className="notice-actions">
              {open.map(({ action, label }, i) => (
                <Button
                  key={action}
                  type={i === 0 ? 'primary' : 'default'}
                  danger={action.startsWith('refuse')}
                  onClick={() => onAct(action)}
                >
                  {say(label)}
                </Button>
              ))}
            </div>
          )}
        </>
      }
    />
  );
};

export const Notices = ({
  kase,
  story,
  onAct,
}: {
  kase: Schemas['Case'];
  story: readonly Chapter[];
  onAct: (action: string) => void;
}) => {
  const say = useSay();
  const language = useLanguage();
  const unitName = useUnitName();
  const { request, supervision, suspension } = kase;
  const reply = kase.clocks.find(({ name }) => name === 'reply');
  const at = (instant: string) => shortTime(instant, language);
  const until = (instant: string) => shortDeadline(instant, language);
  const common = { kase, onAct };
  const hasLapsed = request !== null && ![kase.responsible.unit, kase.handler?.unit].includes(request.by);
  const awaits = say(hasLapsed ? words.lapsed : words.awaits);
  const shown = kase.status === 'open' && (request || supervision || suspension || kase.contested);
  if (!shown) return null;
  return (
    <div className="notices">
      {kase.contested && (
        <Box
          {...common}
          type="error"
          title={say(words.contested, { unit: kase.responsible.name })}
          actions={['arbitrate']}
        >
          <p>{say(words.contestedHow)}</p>
        </Box>
      )}
      {request?.kind === 'extension' && (
        <Box
          {...common}
          type="warning"
          title={say(words.extension, {
            unit: unitName(request.by),
            clock: say(clockWords[request.clock]),
            limit: limitText(request.limit, say),
          })}
          actions={['approveExtension', 'refuseExtension']}
        >
          <Why chapter={lastOf(story, 'extensionRequested')} label={say(words.reason)} />
          <p className="case-aside">{awaits}</p>
        </Box>
      )}
      {request?.kind === 'suspension' && (
        <Box
          {...common}
          type="warning"
          title={say(words.suspension, { unit: unitName(request.by), at: until(request.until) })}
          actions={['approveSuspension', 'refuseSuspension']}
        >
          <Why chapter={lastOf(story, 'suspensionRequested')} label={say(words.reason)} />
          <p className="case-aside">{awaits}</p>
        </Box>
      )}
      {suspension && (
        <Box
          {...common}
          type="info"
          title={say(words.suspendedTitle, { since: at(suspension.since), until: until(suspension.until) })}
          actions={['resume']}
        >
          <Why chapter={lastOf(story, 'suspensionRequested')} label={say(words.reason)} />
          <p className="case-aside">{say(words.suspendedHow, { unit: unitName(suspension.approvedBy) })}</p>
        </Box>
      )}
      {supervision && (
        <Box
          {...common}
          type={supervision.replied ? 'success' : supervision.card === 'red' ? 'error' : 'warning'}
          title={say(words.supervised, { card: say(cardWords[supervision.card]), unit: unitName(supervision.by) })}
          actions={['replySupervision']}
        >
          <Why chapter={lastOf(story, 'supervised')} label={say(words.demand)} />
          {supervision.replied ? (
            <Why chapter={lastOf(story, 'supervisionReplied')} label={say(words.reply)} />
          ) : (
            reply?.due && <p>{say(reply.overdue ? words.late : words.owed, { at: until(reply.due) })}</p>
          )}
        </Box>
      )}
    </div>
  );
};
