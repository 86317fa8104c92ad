// The frame of a form that is sent once: what stands against it comes first, Ctrl+Enter sends it, and who sends it too early is led to
// the first problem.
import { Alert } from 'antd';
import { type ReactNode, useEffect, useRef } from 'react';
import type { ApiError } from '../../../shared/api.ts';
import { text, useSay } from '../../../shared/language.ts';
import { useTold } from '../../told.ts';

const words = {
  signedOut: text('未提交：请本人重新登录后再次提交。', 'Not sent: sign in again yourself, then submit once more.'),
  trace: text('追踪号 {id}', 'Trace {id}'),
};

const controls = 'input:not([type=file]), textarea, button';

/** A finger has not asked for a keyboard on the screen yet. */
export const finePointer = (): boolean => window.matchMedia('(pointer: fine)').matches;

/** Puts the cursor into a form's first control, once the window around it has taken its place; who writes in the form already keeps it. */
export const focusFirst = (form: HTMLElement | null): void => {
  requestAnimationFrame(() => {
    if (!form?.contains(document.activeElement)) form?.querySelector<HTMLElement>(controls)?.focus();
  });
};

const Refusal = ({ error: { code, title, message, traceId } }: { error: ApiError }) => {
  const say = useSay();
  const told = useTold();
  if (code === 'Unauthenticated') return <Alert type="error" showIcon role="alert" title={say(words.signedOut)} />;
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={told(title)}
      description={
        <>
          {told(message)}
          {traceId && <span className="trace">{say(words.trace, { id: traceId })}</span>}
        </>
      }
    />
  );
};

export const FormFrame = ({
  className = '',
  focus = false,
  ready,
  send,
  unknown,
  refusal,
  children,
}: {
  className?: string;
  /** The cursor begins in the first control. */
  focus?: boolean;
  /** Nothing is on its way that the form has to wait for. */
  ready: boolean;
  /** @returns false when something is missing */
  send: () => boolean;
  /** Nobody knows whether it was done: what that means, and what to do. */
  unknown: { title: string; how: string } | null;
  /** Why it was refused, when no field says so. */
  refusal: ApiError | null;
  children: ReactNode;
}) => {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (focus && finePointer()) focusFirst(form.current);
  }, [focus]);
  const showFirstProblem = () =>
    requestAnimationFrame(() => {
      const first = form.current?.querySelector('.is-invalid');
      first?.scrollIntoView({ block: 'center' });
      first?.querySelector<HTMLElement>(controls)?.focus();
    });
  return (
    <form
      ref={form}
      className={`action-form ${className}`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && !send()) showFirstProblem();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit();
      }}
    >
      {unknown && <Alert type="warning" showIcon role="alert" title={unknown.title} description={unknown.how} />}
      {refusal && <Refusal error={refusal} />}
      {children}
    </form>
  );
};
