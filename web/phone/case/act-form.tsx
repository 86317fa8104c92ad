// The form of an action on the phone: what is typed is kept for its writer until it went through, also when the session ends meanwhile.
import { useEffect, useRef, useState } from 'react';
import { text, useSay } from '../../shared/language.ts';
import { isEmptyAct, newAct, overtaken } from '../../shared/light/act.ts';
import type { Case, Told } from '../../shared/light/case.ts';
import { LightForm } from '../../shared/light/light-form.tsx';
import type { PersonMe } from '../../shared/session.ts';
import { DraftLine } from '../store/draft-line.tsx';
import { useKeeping } from '../store/use-keeping.ts';
import { type Begun, begunStore } from './begun.ts';

const words = { close: text('收起', 'Close') };

/** A form that nothing was typed into yet. */
export const newBegun = ({ person }: PersonMe, seen: Case, offered: Begun['offered']): Begun => ({
  owner: person,
  caseNo: seen.caseNo,
  offered,
  act: newAct(seen),
});

export const ActForm = ({
  me,
  seen,
  story,
  initial,
  close,
  done,
}: {
  me: PersonMe;
  seen: Case;
  story: readonly Told[];
  /** What was begun, or {@link newBegun}. */
  initial: Begun;
  close: () => void;
  done: (next: Case) => void;
}) => {
  const say = useSay();
  const { value, change, kept, broken, save, end } = useKeeping(initial, begunStore.put);
  const { act, offered } = value;
  const [overtakenBy] = useState(() => overtaken(initial.act, offered.action, seen, story));
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.scrollIntoView();
    heading.current?.focus({ preventScroll: true });
  }, []);
  const drop = async () => {
    await end();
    // A phone that keeps nothing has nothing to throw away.
    await begunStore.remove(value).catch(() => undefined);
  };
  return (
    <section className="paper stack" aria-labelledby="act-title">
      <h2 id="act-title" className="landing" ref={heading} tabIndex={-1}>
        {say(offered.label)}
      </h2>
      <LightForm
        seen={seen}
        offered={offered}
        writing={{ act, change: (how) => change((before) => ({ ...before, act: how(before.act) })), save }}
        person={me.person}
        overtakenBy={overtakenBy}
        from={me.unit}
        reader="staff"
        submit={say(offered.label)}
        cancel={{ say: words.close, act: () => void save().then(close) }}
        done={(next) => void drop().then(() => done(next))}
      />
      {(broken || !isEmptyAct(act)) && (
        <DraftLine kept={kept} broken={broken} discard={() => void drop().then(close)} />
      )}
    </section>
  );
};
