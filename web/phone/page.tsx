// The grid worker's page: who it is, the three tabs, and what stands in the way of sending.
import { useCallback, useEffect, useState } from 'react';
import { text, useLanguage, useSay } from '../shared/language.ts';
import { LanguageSwitch } from '../shared/light/language-switch.tsx';
import { LightSignIn } from '../shared/light/light-sign-in.tsx';
import { Notice } from '../shared/light/notice.tsx';
import { Problem } from '../shared/light/problem.tsx';
import type { PersonMe } from '../shared/session.ts';
import { CasePage } from './case/case-page.tsx';
import { useBegun } from './case/use-begun.ts';
import { usePlace } from './hash.ts';
import { isSecure, useUpdates } from './install.ts';
import { MineTab } from './mine/mine-tab.tsx';
import { useQueue } from './queue/use-queue.ts';
import { useReports } from './queue/use-reports.ts';
import { ReportTab } from './report/report-tab.tsx';
import { Sent } from './report/sent.tsx';
import { type Tab, Tabs } from './tabs.tsx';
import { TasksTab } from './tasks/tasks-tab.tsx';
import { type Presence, usePresence } from './who.ts';

const words = {
  name: text('随手报', 'Report'),
  loading: text('正在载入…', 'Loading…'),
  intro: text(
    '网格员、社区和街道用来上报问题、办理任务。',
    'For grid workers, communities and streets: report what you see, and work on your tasks.',
  ),
  offlineFirst: text(
    '没有网络，也没有人登录。请连上网络登录一次，之后没有网络也能上报。',
    'There is no network, and nobody is signed in. Sign in once with a network; after that reports can be written without one.',
  ),
  onlooker: text(
    '审计和管理员账号不能上报，请使用工作台。',
    'Auditors and administrators do not report; use the console.',
  ),
  offline: text('没有网络，您填写的内容会存在手机上。', 'No network: what you write is kept on this phone.'),
  unsent: text(
    '手机上存有 {n} 份未发出的上报、办理（含草稿），本人登录后继续。',
    'Kept on this phone and not sent yet: {n}. Whoever wrote it goes on after signing in.',
  ),
  insecure: text(
    '此网址不是 HTTPS：断网时打不开本页，也不能定位。已写的草稿和待发送的上报仍存在手机上。',
    'This address is not HTTPS: the page does not open without a network and has no position. What you wrote is still kept on the phone.',
  ),
  update: text('新版本已就绪。', 'A new version is ready.'),
  reload: text('立即更新', 'Update now'),
  broken: text(
    '手机存不了上报（可能是无痕浏览或空间已满），请不要离开本页，或换用普通窗口。',
    'Reports cannot be kept on this phone (private browsing, or a full disk). Use an ordinary window.',
  ),
  signOut: text('退出', 'Sign out'),
  waits: text(
    '还有 {n} 份上报没有发出，退出后会留在手机上，等您下次登录再发送。确定退出？',
    '{n} reports are not sent yet. They stay on the phone until you sign in again. Sign out?',
  ),
  console: text('工作台', 'Console'),
};

const Head = ({ me, leave }: { me: PersonMe | null; leave: (() => void) | null }) => {
  const say = useSay();
  return (
    <header className="head">
      <div className="head-who">
        <strong>{say(words.name)}</strong>
        {me && <span className="head-name">{me.name}</span>}
      </div>
      <LanguageSwitch className="head-button" />
      {leave && (
        <button type="button" className="head-button" onClick={leave}>
          {say(words.signOut)}
        </button>
      )}
    </header>
  );
};

const Banners = ({ sure }: { sure: boolean }) => {
  const say = useSay();
  return (
    <>
      {!isSecure() && <Notice tone="warn">{say(words.insecure)}</Notice>}
      {!sure && (
        <Notice tone="warn" role="status">
          {say(words.offline)}
        </Notice>
      )}
    </>
  );
};

const tabOf = (place: string | undefined): Tab => {
  if (place === 'mine' || place === 'sent') return 'mine';
  return place === 'tasks' ? 'tasks' : 'report';
};

const Inside = ({ me, sure, leave: end }: { me: PersonMe; sure: boolean; leave: Presence['leave'] }) => {
  const say = useSay();
  const [tab, detail, part] = usePlace();
  const [error, setError] = useState<unknown>(null);
  const queue = useQueue(me.person);
  const unsent = queue.reports?.filter(({ stage }) => stage === 'waiting' || stage === 'refused').length ?? 0;
  const leave = useCallback(() => {
    if (unsent > 0 && !confirm(say(words.waits, { n: unsent }))) return;
    end(me.person).catch(setError);
  }, [unsent, end, say, me.person]);

  const shown = () => {
    if (!queue.reports) return <p role="status">{say(words.loading)}</p>;
    if ((tab === 'mine' || tab === 'tasks') && detail !== undefined) {
      return <CasePage key={detail} me={me} tab={tab} caseNo={detail} action={part} />;
    }
    if (tab === 'sent') {
      const report = queue.reports.find(({ id }) => id === detail);
      return <Sent report={report} sending={queue.sending} />;
    }
    if (tab === 'mine') {
      return <MineTab me={me} reports={queue.reports} sending={queue.sending} others={queue.others} />;
    }
    if (tab === 'tasks') return <TasksTab me={me} />;
    return (
      <ReportTab key={`${me.person} ${detail} ${part}`} me={me} reports={queue.reports} wanted={detail} turn={part} />
    );
  };

  return (
    <>
      <Head me={me} leave={leave} />
      <main className="light stack inside">
        {queue.broken && <Notice tone="danger">{say(words.broken)}</Notice>}
        {error !== null && <Problem error={error} />}
        <Banners sure={sure} />
        {shown()}
      </main>
      <Tabs at={tabOf(tab)} waiting={unsent} />
    </>
  );
};

const Outside = ({ presence, why }: { presence: Presence; why: 'signIn' | 'offline' | 'onlooker' }) => {
  const say = useSay();
  const reports = useReports().all?.filter(({ stage }) => stage !== 'accepted').length ?? 0;
  const unsent = reports + (useBegun(null).all?.length ?? 0);
  return (
    <>
      <Head me={null} leave={why === 'onlooker' ? () => void presence.leave() : null} />
      <main className="light stack">
        <h1>{say(words.name)}</h1>
        <p>{say(words.intro)}</p>
        {why === 'onlooker' && (
          <Notice tone="warn">
            {say(words.onlooker)} <a href="/">{say(words.console)}</a>
          </Notice>
        )}
        {why === 'offline' && <Notice tone="warn">{say(words.offlineFirst)}</Notice>}
        {unsent > 0 && <Notice role="status">{say(words.unsent, { n: unsent })}</Notice>}
        {why !== 'onlooker' && (
          <section className="paper">
            <LightSignIn done={presence.signedIn} />
          </section>
        )}
      </main>
    </>
  );
};

export const PhonePage = () => {
  const say = useSay();
  const language = useLanguage();
  useEffect(() => {
    document.title = `${words.name[language]} · ${language === 'zh' ? '闭环' : 'Caseloop'}`;
  }, [language]);
  const presence = usePresence();
  const fresh = useUpdates();
  const { who } = presence;
  return (
    <>
      {fresh && (
        <div className="head update" role="status">
          {say(words.update)}
          <button type="button" className="head-button" onClick={() => location.reload()}>
            {say(words.reload)}
          </button>
        </div>
      )}
      {who === null && (
        <main className="light">
          <h1>{say(words.name)}</h1>
          <p role="status">{say(words.loading)}</p>
        </main>
      )}
      {who?.kind === 'nobody' && <Outside presence={presence} why={who.why} />}
      {who?.kind === 'person' && <Inside key={who.me.person} me={who.me} sure={who.sure} leave={presence.leave} />}
    </>
  );
};
