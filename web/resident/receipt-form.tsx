// The two lines of the receipt. Which of them was wrong is not told.
import { useId, useState } from 'react';
import { CaseNo } from '../../workflows/contract/ids.ts';
import { ApiError } from '../shared/api.ts';
import { text, useSay } from '../shared/language.ts';
import { Notice } from '../shared/light/notice.tsx';
import { Problem } from '../shared/light/problem.tsx';
import { signIn } from '../shared/session.ts';
import type { Receipt } from './link.ts';

const words = {
  title: text('查询我的诉求', 'Where does my request stand?'),
  intro: text('请输入回执上的两行：事项编号和查询码。', 'Enter the two lines of your receipt: case number and code.'),
  caseNo: text('事项编号', 'Case number'),
  caseNoLike: text('例如 SF-20261125-00001', 'such as SF-20261125-00001'),
  secret: text('查询码', 'Code'),
  secretLike: text(
    '16 位字母和数字，大小写、横线都可以不管',
    '16 letters and digits; capitals and hyphens do not matter',
  ),
  look: text('查询', 'Look it up'),
  looking: text('正在查询…', 'Looking it up…'),
  badNumber: text(
    '编号不完整，请对照回执，例如 SF-20261125-00001。',
    'The number is not complete; it looks like SF-20261125-00001.',
  ),
  wrong: text(
    '编号与查询码不符。请对照回执再输一次；数字 0 和字母 O 不必区分。',
    'Number and code do not belong together. Compare them with the receipt; 0 and O are the same here.',
  ),
  locked: text(
    '为保护您的信息，尝试次数过多时会暂停查询。请等一分钟再试，或拨打 12345。',
    'To protect you, looking up pauses after many attempts. Wait a minute and try again, or call 12345.',
  ),
  noNumber: text('我没有编号', 'I have no number'),
  noNumberWhy: text('还没有反映过，或回执丢了：', 'You have not reported yet, or lost the receipt:'),
  call: text(
    '拨打 12345 政务服务便民热线，说明情况，会给您编号和查询码。',
    'Call 12345, the government hotline, and say what happened; you get a number and a code.',
  ),
  grid: text(
    '告诉社区（村）网格员，由网格员当场上报，把编号和查询码给您。',
    'Tell the grid worker of your community, who reports it on the spot and gives you both.',
  ),
  emergency: text('危及人身安全，请直接拨打 110、119 或 120。', 'In danger to life call 110, 119 or 120.'),
  ended: text(
    '登录已过期。再输一次查询码，您正在填写的内容还在。',
    'You were signed out after a while. Enter the code again: what you were writing is still there.',
  ),
  shared: text(
    '本机已登录工作台（{name}）。在此查询会退出该登录。',
    'The console is signed in here ({name}). Looking up a case here signs it out.',
  ),
};

export const ReceiptForm = ({
  known,
  error: given,
  staff,
  ended,
  done,
}: {
  known: Receipt | null;
  /** Why the receipt of a link did not open anything. */
  error: unknown;
  /** The name of somebody who is signed in to the console in this browser. */
  staff: string | null;
  /** The session ended while the case was open. */
  ended: boolean;
  done: () => void;
}) => {
  const say = useSay();
  const id = useId();
  const [caseNo, setCaseNo] = useState(known?.caseNo ?? '');
  const [secret, setSecret] = useState(known?.secret ?? '');
  const [bad, setBad] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(given);
  const submit = async () => {
    const number = caseNo.toUpperCase().replaceAll(/\s/g, '');
    const complete = CaseNo.safeParse(number).success;
    setBad(!complete);
    if (!complete) return document.getElementById(`${id}-no`)?.focus();
    setBusy(true);
    setError(null);
    try {
      await signIn({ caseNo: number, secret: secret.trim() });
      done();
    } catch (caught) {
      setError(caught);
      setBusy(false);
    }
  };
  return (
    <div className="stack">
      <h1>{say(words.title)}</h1>
      {ended && (
        <Notice tone="warn" role="status">
          {say(words.ended)}
        </Notice>
      )}
      {staff !== null && <Notice tone="warn">{say(words.shared, { name: staff })}</Notice>}
      <form
        className="paper stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void submit();
        }}
      >
        <p>{say(words.intro)}</p>
        <Refused error={error} />
        <div className="field">
          <label htmlFor={`${id}-no`}>{say(words.caseNo)}</label>
          <input
            id={`${id}-no`}
            className="input number"
            value={caseNo}
            maxLength={40}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            aria-invalid={bad}
            aria-describedby={`${id}-no-like`}
            onChange={(event) => setCaseNo(event.currentTarget.value)}
          />
          <span id={`${id}-no-like`} className={bad ? 'wrong' : 'quiet'}>
            {say(bad ? words.badNumber : words.caseNoLike)}
          </span>
        </div>
        <div className="field">
          <label htmlFor={`${id}-secret`}>{say(words.secret)}</label>
          <input
            id={`${id}-secret`}
            className="input number"
            required
            value={secret}
            maxLength={60}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            aria-describedby={`${id}-secret-like`}
            onChange={(event) => setSecret(event.currentTarget.value)}
          />
          <span id={`${id}-secret-like`} className="quiet">
            {say(words.secretLike)}
          </span>
        </div>
        <button type="submit" className="button main wide" disabled={busy || secret.trim() === ''}>
          {say(busy ? words.looking : words.look)}
        </button>
      </form>
      <details className="paper">
        <summary className="touch">{say(words.noNumber)}</summary>
        <div className="stack">
          <p>{say(words.noNumberWhy)}</p>
          <p>
            <a className="button main wide" href="tel:12345">
              12345
            </a>
          </p>
          <p>{say(words.call)}</p>
          <p>{say(words.grid)}</p>
          <p>{say(words.emergency)}</p>
        </div>
      </details>
    </div>
  );
};

const Refused = ({ error }: { error: unknown }) => {
  const say = useSay();
  if (error === null) return null;
  const code = error instanceof ApiError ? error.code : null;
  if (code === 'SignInFailed') return <Notice tone="danger">{say(words.wrong)}</Notice>;
  if (code === 'LockedOut' || code === 'TooManyRequests')
    return (
      <Notice tone="warn" role="alert">
        {say(words.locked)}
      </Notice>
    );
  return <Problem error={error} />;
};
