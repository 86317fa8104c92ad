// Doing something to a case, from any page: the form of one action, built from what the case's type asks for, sent once, and what came
// of it. Nothing that was written is lost while the case moves on, the connection breaks or the session ends.
import { useQuery } from '@tanstack/react-query';
import { App } from 'antd';
import { useState } from 'react';
import type { Schemas } from '../../shared/api-types.ts';
import { text, useSay } from '../../shared/language.ts';
import { caseQuery } from '../queries.ts';
import { ActionForm, bodyOf } from './action/action-form.tsx';
import { type Draft, isEmpty, keptFor } from './action/draft.ts';
import { finePointer, focusFirst } from './action/form-frame.tsx';
import { NewsSince } from './action/news-since.tsx';
import { isAsBefore, Outcome } from './action/outcome.tsx';
import { useSending } from './action/use-sending.ts';
import { Dialog } from './dialog.tsx';
import { Loading } from './loading.tsx';
import { Trouble } from './trouble.tsx';
import { useMayLose, useUnsaved } from './unsaved.ts';
import './action/action.css';

type CaseAnswer = Schemas['Case'];
type Offered = Schemas['OfferedAction'];

const words = {
  title: text('{action} · {caseNo}', '{action} · {caseNo}'),
  loading: text('办理 · {caseNo}', 'Act on {caseNo}'),
  done: text('「{action}」已办理', '"{action}" is done'),
  impossible: text('现在不能进行此操作', 'This cannot be done now'),
  impossibleHow: text(
    '事项现处「{step}」环节，由{unit}负责；请查看事项后再决定。',
    'The case is at "{step}", and {unit} answers for it; look at the case and decide again.',
  ),
};

const offerOf = (kase: CaseAnswer | undefined, action: string): Offered | undefined =>
  kase?.allowed.find((offered) => offered.action === action);

const Body = ({
  now,
  action,
  onClose,
  onDone,
  onOver,
  onTouched,
}: {
  /** The case as it stands, kept fresh by news. */
  now: CaseAnswer;
  action: string;
  onClose: () => void;
  onDone: ((answer: CaseAnswer) => void) | undefined;
  /** It is done, and nothing came of it that needs reading. */
  onOver: () => void;
  onTouched: (touched: boolean) => void;
}) => {
  const say = useSay();
  // What the person decides upon: the case as it stood when they looked at it last.
  const [seen, setSeen] = useState(now);
  const [offered, setOffered] = useState(() => offerOf(now, action));
  const [draft, setDraft] = useState<Draft>({});
  const [reason, setReason] = useState('');
  const { sending, send, reset } = useSending(now.caseNo, action);

  if (!offered) {
    return (
      <>
        <p className="outcome-title">{say(words.impossible)}</p>
        <p>{say(words.impossibleHow, { step: say(now.stepLabel), unit: now.responsible.name })}</p>
      </>
    );
  }
  if (sending.state === 'done') {
    return <Outcome label={say(offered.label)} before={seen} after={sending.answer} onClose={onClose} />;
  }

  const latest = offerOf(now, action);
  const refusal = sending.state === 'refused' ? sending.error : null;
  const movedOn = now.seq > seen.seq && sending.state !== 'sending' && sending.state !== 'unknown';
  const overtaken = refusal !== null && ['StaleVersion', 'IllegalAction'].includes(refusal.code);

  const submit = async (upon: CaseAnswer, form: Offered, filled: Draft) => {
    const answer = await send({ ...bodyOf(form, filled, reason), etag: upon.etag });
    if (!answer) return;
    onTouched(false);
    onDone?.(answer);
    if (isAsBefore(upon, answer)) onOver();
  };

  const catchUp = () => {
    if (!latest) return;
    const kept = keptFor(latest.fields, offered.fields, draft);
    setSeen(now);
    setOffered(latest);
    setDraft(kept);
    if (overtaken && JSON.stringify(latest.fields) === JSON.stringify(offered.fields)) void submit(now, latest, kept);
    else reset();
  };

  const touch = (draftNow: Draft, reasonNow: string) => onTouched(!isEmpty(draftNow, reasonNow));
  return (
    <>
      {movedOn && (
        <NewsSince kase={now} seq={seen.seq} refused={overtaken} possible={latest !== undefined} onGoOn={catchUp} />
      )}
      <ActionForm
        kase={seen}
        offered={offered}
        draft={draft}
        reason={reason}
        onDraft={(change) =>
          setDraft((before) => {
            const after = change(before);
            touch(after, reason);
            return after;
          })
        }
        onReason={(after) => {
          touch(draft, after);
          setReason(after);
        }}
        onSubmit={() => void submit(seen, offered, draft)}
        onCancel={onClose}
        sending={{
          busy: sending.state === 'sending',
          repeating: sending.state === 'sending' && sending.attempt > 0,
          unknown: sending.state === 'unknown',
          refusal: movedOn && overtaken ? null : refusal,
        }}
        blocked={movedOn && (overtaken || latest === undefined)}
      />
    </>
  );
};

/**
 * @param action the name of an action as in `allowed` of the case
 * @param onClose when it is to disappear: after the act, or without it
 * @param onDone as soon as the act is done, with the case as it stands then; the dialog stays when something came of it, and shows it
 */
export const ActionDialog = ({
  caseNo,
  action,
  onClose,
  onDone,
}: {
  caseNo: string;
  action: string;
  onClose: () => void;
  onDone?: (answer: CaseAnswer) => void;
}) => {
  const say = useSay();
  const { message } = App.useApp();
  const { data, error, refetch } = useQuery(caseQuery(caseNo));
  const [touched, setTouched] = useState(false);
  const [label, setLabel] = useState<Offered['label'] | undefined>(undefined);
  const offered = offerOf(data, action);
  if (offered && label?.zh !== offered.label.zh) setLabel(offered.label);

  useUnsaved(touched);
  const mayLose = useMayLose();
  const leave = async () => {
    if (!touched || (await mayLose())) onClose();
  };

  const over = () => {
    if (label) void message.success(say(words.done, { action: say(label) }));
    onClose();
  };

  return (
    <Dialog
      title={label ? say(words.title, { action: say(label), caseNo }) : say(words.loading, { caseNo })}
      footer={null}
      mask={{ closable: false }}
      onCancel={() => void leave()}
      width={640}
      className="action-dialog"
      afterOpenChange={(open) => {
        if (open && finePointer()) focusFirst(document.querySelector('.action-form'));
      }}
    >
      {data ? (
        <Body
          now={data}
          action={action}
          onClose={() => void leave()}
          onDone={onDone}
          onTouched={setTouched}
          onOver={over}
        />
      ) : error ? (
        <Trouble error={error} again={() => void refetch()} />
      ) : (
        <Loading />
      )}
    </Dialog>
  );
};
