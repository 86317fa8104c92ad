// What the person may do with a case, and the forms of it that they have begun.
import { isStanding } from '../../../workflows/case/actions.ts';
import { text, useSay } from '../../shared/language.ts';
import type { Case, Told } from '../../shared/light/case.ts';
import type { PersonMe } from '../../shared/session.ts';
import { ActForm, newBegun } from './act-form.tsx';
import type { Begun } from './begun.ts';

const words = {
  act: text('现在要做', 'To do now'),
  others: text('其他操作', 'Other actions'),
  nothing: text('现在不需要您操作。', 'Nothing to be done by you now.'),
  draft: text('草稿', 'Draft'),
};

export const Actions = ({
  me,
  seen,
  story,
  begun,
  open,
  turnTo,
  done,
}: {
  me: PersonMe;
  seen: Case;
  story: readonly Told[];
  /** Forms of this case that the person has begun. */
  begun: readonly Begun[];
  /** The action whose form is open. */
  open: string | undefined;
  /** Opens the form of an action; null: closes it. */
  turnTo: (action: string | null) => void;
  done: (next: Case) => void;
}) => {
  const say = useSay();
  const begunOf = (name: string) => begun.find(({ offered }) => offered.action === name);
  const left = begun
    .map(({ offered }) => offered)
    .filter(({ action }) => !seen.allowed.some((a) => a.action === action));
  const own = [...seen.allowed.filter(({ action }) => !isStanding(action)), ...left];
  const others = seen.allowed.filter(({ action }) => isStanding(action));
  const chosen = [...seen.allowed, ...left].find(({ action }) => action === open);
  if (chosen) {
    const known = begunOf(chosen.action);
    return (
      <ActForm
        key={chosen.action}
        me={me}
        seen={seen}
        story={story}
        initial={known ? { ...known, offered: chosen } : newBegun(me, seen, chosen)}
        close={() => turnTo(null)}
        done={done}
      />
    );
  }
  const buttons = (offered: readonly Begun['offered'][], className: string) =>
    offered.map(({ action, label }) => (
      <button key={action} type="button" className={className} onClick={() => turnTo(action)}>
        {say(label)}
        {begunOf(action) && <span className="tag">{say(words.draft)}</span>}
      </button>
    ));
  return (
    <section className="paper stack" aria-labelledby="act-title">
      <h2 id="act-title">{say(words.act)}</h2>
      {own.length > 0 ? (
        <div className="stack">{buttons(own, 'button main wide')}</div>
      ) : (
        <p className="quiet">{say(words.nothing)}</p>
      )}
      {others.length > 0 && (
        <details open={others.some(({ action }) => begunOf(action)) || undefined}>
          <summary className="touch">{say(words.others)}</summary>
          <div className="row">{buttons(others, 'button')}</div>
        </details>
      )}
    </section>
  );
};
