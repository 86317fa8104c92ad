// The resident's page: the receipt opens one case; leaving it closes it again.
import { useCallback, useEffect, useState } from 'react';
import { ApiError, whenSignedOut } from '../shared/api.ts';
import { text, useLanguage, useSay } from '../shared/language.ts';
import { LanguageSwitch } from '../shared/light/language-switch.tsx';
import { Problem } from '../shared/light/problem.tsx';
import { readMe, signIn, signOut } from '../shared/session.ts';
import { CaseView } from './case-view.tsx';
import { type Receipt, takeReceipt } from './link.ts';
import { ReceiptForm } from './receipt-form.tsx';

const words = {
  name: text('居民查询', 'Residents'),
  system: text('闭环 · 件件有着落，事事有回音', 'Caseloop: every request is answered'),
  leave: text('退出', 'Sign out'),
  loading: text('正在打开…', 'Opening…'),
  foot: text('有疑问请拨打 12345。', 'Questions? Call 12345.'),
};

type Shown =
  | { kind: 'opening' }
  | { kind: 'trouble'; error: unknown }
  | { kind: 'receipt'; known: Receipt | null; error: unknown; staff: string | null; ended?: true }
  | { kind: 'case'; caseNo: string };

/**
 * The case that a receipt opened last, and how often one did. Its page stays when the session ends, unseen: what was being written there
 * goes on when the receipt opens the same case again.
 */
interface Opened {
  caseNo: string;
  times: number;
}

/** Opens what a link names, or what was open before; not in place of somebody's console, which the form says first. */
const lookUp = async (known: Receipt | null): Promise<Shown> => {
  try {
    const me = await readMe();
    if (me?.kind === 'person') return { kind: 'receipt', known, error: null, staff: me.name };
    const resident = known ? await signIn(known) : me;
    if (resident?.kind === 'resident') return { kind: 'case', caseNo: resident.caseNo };
    return { kind: 'receipt', known: null, error: null, staff: null };
  } catch (error) {
    return known ? { kind: 'receipt', known, error, staff: null } : { kind: 'trouble', error };
  }
};

export const ResidentPage = () => {
  const say = useSay();
  const language = useLanguage();
  const [shown, setShown] = useState<Shown>({ kind: 'opening' });
  const [opened, setOpened] = useState<Opened | null>(null);
  const look = useCallback(async (known: Receipt | null) => {
    const found = await lookUp(known);
    setShown(found);
    if (found.kind === 'case') {
      setOpened((before) => ({ caseNo: found.caseNo, times: (before?.times ?? 0) + 1 }));
    }
  }, []);
  useEffect(() => {
    void look(takeReceipt());
    // Another code scanned while the page is open.
    const scanned = () => {
      const receipt = takeReceipt();
      if (receipt) void look(receipt);
    };
    addEventListener('hashchange', scanned);
    // Whoever looks up is told by that.
    const stop = whenSignedOut(() =>
      setShown((before) =>
        before.kind === 'case'
          ? { kind: 'receipt', known: { caseNo: before.caseNo, secret: '' }, error: null, staff: null, ended: true }
          : before,
      ),
    );
    return () => {
      removeEventListener('hashchange', scanned);
      stop();
    };
  }, [look]);
  useEffect(() => {
    document.title = `${words.name[language]} · ${language === 'zh' ? '闭环' : 'Caseloop'}`;
  }, [language]);
  const leave = async () => {
    try {
      await signOut();
    } catch (error) {
      // Unless it had ended by itself.
      if (!(error instanceof ApiError && error.code === 'Unauthenticated')) return setShown({ kind: 'trouble', error });
    }
    setOpened(null);
    setShown({ kind: 'receipt', known: null, error: null, staff: null });
  };
  return (
    <>
      <header className="head">
        <div className="head-who">
          <strong>{say(words.name)}</strong>
          <span className="head-name">{say(words.system)}</span>
        </div>
        <LanguageSwitch className="head-button" />
        {shown.kind === 'case' && (
          <button type="button" className="head-button" onClick={() => void leave()}>
            {say(words.leave)}
          </button>
        )}
      </header>
      <main className="light">
        {shown.kind === 'opening' && <p role="status">{say(words.loading)}</p>}
        {shown.kind === 'trouble' && (
          <>
            <h1>{say(words.name)}</h1>
            <Problem error={shown.error} again={() => void look(null)} />
          </>
        )}
        {shown.kind === 'receipt' && (
          <ReceiptForm
            key={`${shown.known?.caseNo} ${shown.staff}`}
            known={shown.known}
            error={shown.error}
            staff={shown.staff}
            ended={shown.ended ?? false}
            done={() => void look(null)}
          />
        )}
        {opened && (
          <div hidden={shown.kind !== 'case'}>
            <CaseView key={opened.caseNo} {...opened} />
          </div>
        )}
      </main>
      <footer className="foot quiet">{say(words.foot)}</footer>
    </>
  );
};
