// What the resident may do: grade the answer, have it opened again, add words or photos, withdraw. What the API offers is what is shown.
import { useState } from 'react';
import { text, useSay } from '../shared/language.ts';
import type { Case } from '../shared/light/case.ts';
import type { Offered, Values } from '../shared/light/form-values.ts';
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
  <LightForm {...form} from={form.seen.area} reader="resident" writing={useWriting(form.seen, initial)} />
);

/** 满意度四级; null when no grade is asked for. */
export const Grading = ({ seen, done }: Props) => {
  const say = useSay();
  const [given, setGiven] = useState(0);
  const offered = gradingIn(seen);
  if (!offered) return null;
  return (
    <section className="paper stack grading" aria-labelledby="grading">
      <h2 id="grading">{say(words.grade)}</h2>
      <p className="quiet">{say(words.gradeWhy)}</p>
      <Form
        // What is written after a grade was given is another one.
        key={given}
        seen={seen}
        offered={offered}
        initial={Object.hasOwn(offered.fields, 'result') ? { result: 'reached' } : {}}
        hidden={['result']}
        submit={say(words.send)}
        done={(next) => {
          setGiven(given + 1);
          done(next);
        }}
      />
    </section>
  );
};

export const MoreActions = ({ seen, done }: Props) => {
  const say = useSay();
  /** As it was offered: what is being written stays when the case moves on meanwhile. */
  const [open, setOpen] = useState<Offered | null>(null);
  const offered = actions.flatMap((name) => seen.allowed.find(({ action }) => action === name) ?? []);
  if (open) {
    const action = open.action as Action;
    return (
      <section className="paper stack" aria-labelledby="more-actions">
        <h2 id="more-actions">{say(words[action])}</h2>
        {why[action] && <p className="quiet">{say(why[action])}</p>}
        <Form
          key={action}
          seen={seen}
          offered={open}
          submit={say(action === 'withdraw' || action === 'reopen' ? words[action] : words.submit)}
          danger={action === 'withdraw'}
          cancel={{ say: words.cancel, act: () => setOpen(null) }}
          done={(next) => {
            setOpen(null);
            done(next);
          }}
        />
      </section>
    );
  }
  if (offered.length === 0) return null;
  return (
    <section className="paper stack on-screen" aria-labelledby="more-actions">
      <h2 id="more-actions">{say(words.more)}</h2>
      {offered.map((each) => (
        <button
          key={each.action}
          type="button"
          className={each.action === 'withdraw' ? 'button danger wide' : 'button wide'}
          onClick={() => setOpen(each)}
        >
          {say(words[each.action as Action])}
        </button>
      ))}
    </section>
  );
};
