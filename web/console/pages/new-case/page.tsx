// 受理 Receiving a request at a desk: written down while somebody speaks, answered with a number and a secret to read out, then the next.
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { ApiError, api, ask, newKey } from '../../../shared/api.ts';
import { text, useSay } from '../../../shared/language.ts';
import { type LossQuestion, useUnsaved } from '../../components/unsaved.ts';
import { caseMoved } from '../../queries.ts';
import { bodyOf, emptyDraft, type IntakeDraft, isBegun } from './draft.ts';
import { IntakeForm, type IntakeState } from './intake-form.tsx';
import { ReceivedCard, type Reception } from './received.tsx';
import '../../components/action/action.css';
import './new-case.css';

const words = { title: text('受理诉求', 'Receive a request') };

const secretOnce: LossQuestion = {
  title: text(
    '查询码离开后不再显示，已经告诉来电人了吗？',
    'The secret is never shown again. Does the caller have it?',
  ),
  yes: text('已告知，离开', 'Yes, leave'),
  no: text('留在本页', 'Stay here'),
};

const idle: IntakeState = { busy: false, unknown: false, refusal: null };

/** After these it may have been received: the same key tells. */
const isUnknown = ({ code }: ApiError): boolean =>
  [
    'Offline',
    'OutcomeUnknown',
    'KeyInFlight',
    'CaseBusy',
    'EngineUnavailable',
    'DatabaseUnavailable',
    'Internal',
  ].includes(code);

export const NewCasePage = () => {
  const say = useSay();
  const client = useQueryClient();
  const [draft, setDraft] = useState<IntakeDraft>(emptyDraft);
  const [state, setState] = useState<IntakeState>(idle);
  const [reception, setReception] = useState<Reception | null>(null);
  useUnsaved(reception !== null || isBegun(draft), reception === null ? undefined : secretOnce);
  // One key an intended request, kept while it stays the same.
  const intended = useRef({ body: '', key: '' });

  const submit = async () => {
    const body = bodyOf(draft);
    const written = JSON.stringify(body);
    if (intended.current.body !== written) intended.current = { body: written, key: newKey() };
    setState({ ...idle, busy: true });
    try {
      const received = await ask(
        api.POST('/v1/cases', { params: { header: { 'idempotency-key': intended.current.key } }, body }),
      );
      setReception(received);
      setState(idle);
      caseMoved(client);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setState({ busy: false, unknown: isUnknown(error), refusal: isUnknown(error) ? null : error });
    }
  };

  const next = () => {
    intended.current = { body: '', key: '' };
    setReception(null);
    // The channel stays: whoever answers the hotline goes on answering it.
    setDraft((before) => ({ ...emptyDraft, source: before.source, rehearsal: before.rehearsal }));
  };

  return (
    <div className="new-case">
      <title>{say(words.title)}</title>
      <h1>{say(words.title)}</h1>
      <div className="new-case-card">
        {reception ? (
          <ReceivedCard reception={reception} onNext={next} />
        ) : (
          <IntakeForm draft={draft} onChange={setDraft} onSubmit={() => void submit()} state={state} />
        )}
      </div>
    </div>
  );
};
