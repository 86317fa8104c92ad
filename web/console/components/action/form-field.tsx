// A labelled control with its hint and its problem, told apart for eyes and for screen readers alike.
import type { ReactNode } from 'react';
import { text, useSay } from '../../../shared/language.ts';

const words = { optional: text('（选填）', ' (optional)') };

/** What a control needs to be named and described. */
export interface ControlIds {
  id: string;
  labelId: string;
  describedBy: string | undefined;
  invalid: boolean;
}

export const FormField = ({
  id,
  label,
  required,
  hint,
  problem,
  group = false,
  children,
}: {
  id: string;
  label: string;
  required: boolean;
  hint?: string | undefined;
  problem?: string | undefined;
  /** Several controls (radio buttons, files): named as a group. */
  group?: boolean;
  children: (ids: ControlIds) => ReactNode;
}) => {
  const say = useSay();
  const labelId = `${id}-label`;
  const hintId = hint === undefined ? undefined : `${id}-hint`;
  const problemId = problem === undefined ? undefined : `${id}-problem`;
  const describedBy = [hintId, problemId].filter(Boolean).join(' ') || undefined;
  const name = (
    <>
      {label}
      {!required && <span className="form-optional">{say(words.optional)}</span>}
    </>
  );
  return (
    <div className={`form-field${problem === undefined ? '' : ' is-invalid'}`} data-field={id}>
      {group ? (
        <span className="form-label" id={labelId}>
          {name}
        </span>
      ) : (
        <label className="form-label" id={labelId} htmlFor={id}>
          {name}
        </label>
      )}
      {children({ id, labelId, describedBy, invalid: problem !== undefined })}
      {hint !== undefined && (
        <div className="form-hint" id={hintId}>
          {hint}
        </div>
      )}
      {problem !== undefined && (
        <div className="form-problem" id={problemId} role="alert">
          {problem}
        </div>
      )}
    </div>
  );
};
