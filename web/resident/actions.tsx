// What the resident may do: grade the answer, have it opened again, add words or photos, withdraw. What the API offers is what is shown.
import { useState } from 'react';
import { text, useSay } from '../shared/language.ts';
import { newAct } from '../shared/light/act.ts';
import type { Case } from '../shared/light/case.ts';
import type { Values } from '../shared/light/form-values.ts';
import { LightForm, type LightFormProps } from '../shared/light/light-form.tsx';
import { useWriting } from '../shared/light/use-act.ts';
import { gradingIn } from './standing.ts';

const words = {
  grade: text('问题解决了吗？请您评价', 'Is it solved? Please grade it'),
  gradeWhy: text(
    '您的评价就是对办理单位的回访。选“不满意”，会重新研判、重新办理。',
    'Your grade counts as the call-back. “Dissatisfied” makes them look at it again.',
  ),
  send: text('提交评价', 'Send my grade'),
  more: text('还可以', 'You may also'),
  note: text('补充说明', 'Add a note'),
  attach: text('补充照片', 'Add photos'),
  reopen: text('没有解决，要求重新办理', 'Not solved: open it again'),
  reopenWhy: text(
    '请写明哪里没有解决，将重新开始计时办理。',
    'Say what is not solved; it starts again with new deadlines.',
  ),
  withdraw: text('撤回诉求', 'Withdraw the request'),
  withdrawWhy: text('撤回后不再办理。请写明原因。', 'Nobody works on it any more. Say why.'),
  submit: text('提交', 'Send'),
  cancel: text('取消', 'Cancel'),
};

const actions = ['reopen', 'note', 'attach', 'withdraw'] as const;
type Action = (typeof actions)[number];

/** What is told before it is done. */
const why: Partial<Record<Action, (typeof words)['note']>> = { reopen: words.reopenWhy, withdraw: words.withdrawWhy };

interface Props {
  seen: Case;
  done: (next: Case) => void;
}

/** @param initial what stands in it at the beginning */
const Form = ({
  initial,
  ...form
}: Omit<LightFormProps, 'writing' | 'from' | 'reader' | 'person'> & { initial?: Values }) => (
  <LightForm {...form} from={form.seen.area} reader="resident" writing={useWriting(() => newAct(form.seen, initial))} />
);

/** 满意度四级; null when no grade is asked for. */
export const Grading = ({ seen, done }: Props) => {
  const say = useSay();
  const offered = gradingIn(seen);
  if (!offered) return null;
  return (
    <section className="paper stack grading" aria-labelledby="grading">
      <h2 id="grading">{say(words.grade)}</h2>
      <p className="quiet">{say(words.gradeWhy)}</p>
      <Form
        seen={seen}
        offered={offered}
        initial={Object.hasOwn(offered.fields, 'result') ? { result: 'reached' } : {}}
        hidden={['result']}
        submit={say(words.send)}
        done={done}
      />
    </section>
  );
};

export const MoreActions = ({ seen, done }: Props) => {
  const say = useSay();
  const [open, setOpen] = useState<Action | null>(null);
  const offered = actions.flatMap((name) => seen.allowed.find(({ action }) => action === name) ?? []);
  const chosen = offered.find(({ action }) => action === open);
  if (offered.length === 0) return null;
  if (chosen && open !== null) {
    return (
      <section className="paper stack" aria-labelledby="more-actions">
        <h2 id="more-actions">{say(words[open])}</h2>
        {why[open] && <p className="quiet">{say(why[open])}</p>}
        <Form
          key={open}
          seen={seen}
          offered={chosen}
          submit={say(open === 'withdraw' || open === 'reopen' ? words[open] : words.submit)}
          danger={open === 'withdraw'}
          cancel={{ say: words.cancel, act: () => setOpen(null) }}
          done={(next) => {
            setOpen(null);
            done(next);
          }}
        />
      </section>
    );
  }
  return (
    <section className="paper stack on-screen" aria-labelledby="more-actions">
      <h2 id="more-actions">{say(words.more)}</h2>
      {offered.map(({ action }) => (
        <button
          key={action}
          type="button"
          className={action === 'withdraw' ? 'button danger wide' : 'button wide'}
          onClick={() => setOpen(action as Action)}
        >
          {say(words[action as Action])}
        </button>
      ))}
    </section>
  );
};
