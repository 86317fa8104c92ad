// The hall's head: whose hall it is and the way back up, how the view is set, how old the data are, and the time.
import { Link } from '@tanstack/react-router';
import { levelOf } from '../../../../workflows/contract/org-path.ts';
import { setLanguage, useLanguage, useSay } from '../../../shared/language.ts';
import { duration } from '../../../shared/time.ts';
import { useMe } from '../../queries.ts';
import { useLeave } from '../../shell/use-leave.ts';
import { type HallSearch, type Span, spans } from './search.ts';
import { useSecond } from './use-clock.ts';
import { type HallData, pollMs } from './use-hall.ts';
import { words } from './words.ts';

/** Older than this is said plainly, in ms. */
const staleMs = 25_000;

const zone = { timeZone: 'Asia/Shanghai' } as const;
const clockFormats = {
  zh: new Intl.DateTimeFormat('zh-CN', { ...zone, year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' }),
  en: new Intl.DateTimeFormat('en-GB', { ...zone, year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' }),
} as const;
const timeFormat = new Intl.DateTimeFormat('en-GB', { ...zone, timeStyle: 'medium' });

const Clock = ({ ahead }: { ahead: number }) => {
  const language = useLanguage();
  const now = useSecond() + ahead;
  return (
    <div className="hall-clock">
      <time className="hall-time">{timeFormat.format(now)}</time>
      <span className="hall-date">{clockFormats[language].format(now)}</span>
    </div>
  );
};

/** How old the data are; nothing but a dot while they are fresh. */
const Age = ({ shown, trouble, streaming }: HallData) => {
  const say = useSay();
  const now = useSecond();
  if (!shown) return null;
  const age = now - shown.loadedAt;
  const signedOut = trouble?.code === 'Unauthenticated';
  const live = age < staleMs && !signedOut;
  const fresh = streaming ? say(words.live) : say(words.polled, { n: pollMs / 1000 });
  const time = timeFormat.format(shown.loadedAt + shown.ahead);
  const passed = age < 60_000 ? say(words.seconds, { n: Math.round(age / 1000) }) : duration(age, say);
  return (
    <div className={`hall-age ${live ? 'is-live' : signedOut ? 'is-out' : 'is-stale'}`}>
      <span className="hall-dot" aria-hidden />
      <span>
        {/* Read out when it changes; the age, which changes each second, is not. */}
        <span role="status">{live ? fresh : say(signedOut ? words.signedOut : words.away)}</span>
        {!live && <small>{say(words.stale, { time, age: passed })}</small>}
      </span>
      {signedOut && (
        <a
          className="hall-button"
          href={`/sign-in?${new URLSearchParams({ to: location.pathname + location.search })}`}
        >
          {say(words.signIn)}
        </a>
      )}
    </div>
  );
};

interface HeaderProps {
  data: HallData;
  /** From the topmost unit that the viewer may see to the one shown. */
  trail: readonly { path: string; name: string }[];
  search: HallSearch;
  span: Span;
  rotates: boolean;
  rotating: boolean;
  change(search: Partial<HallSearch>): void;
}

const goFullScreen = (): void => {
  const leaving = document.fullscreenElement !== null;
  void (leaving ? document.exitFullscreen() : document.documentElement.requestFullscreen()).catch(() => undefined);
};

export const Header = ({ data, trail, search, span, rotates, rotating, change }: HeaderProps) => {
  const say = useSay();
  const language = useLanguage();
  const me = useMe();
  const leave = useLeave();
  const here = trail.at(-1);
  return (
    <header className="hall-header">
      <div className="hall-title">
        <h1>
          {say(words.title, { name: here?.name ?? '' })}
          {search.rehearsals && <span className="hall-rehearsal">{say(words.rehearsals)}</span>}
        </h1>
        <nav aria-label={say(words.path)}>
          <ol>
            {trail.map(({ path, name }, i) => (
              <li key={path}>
                <button
                  type="button"
                  aria-current={i === trail.length - 1 ? 'page' : undefined}
                  onClick={() => change({ unit: path })}
                  data-level={levelOf(path)}
                >
                  {name}
                </button>
              </li>
            ))}
          </ol>
        </nav>
      </div>
      <div className="hall-state">
        <Age {...data} />
        <div className="hall-controls">
          <fieldset>
            <legend>{say(words.span)}</legend>
            {spans.map((each) => (
              <button key={each} type="button" aria-pressed={each === span} onClick={() => change({ span: each })}>
                {say(words.spans[each])}
              </button>
            ))}
          </fieldset>
          <button
            type="button"
            aria-pressed={rotates}
            title={rotating ? say(words.rotating) : undefined}
            className={rotating ? 'is-rotating' : undefined}
            onClick={() => change({ rotate: !rotates })}
          >
            {say(words.rotate)}
          </button>
          <button type="button" onClick={goFullScreen}>
            {say(words.fullScreen)}
          </button>
          <button
            type="button"
            lang={language === 'zh' ? 'en' : 'zh-CN'}
            onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}
          >
            {say(words.otherLanguage)}
          </button>
          {me.wall ? (
            <button type="button" onClick={leave}>
              {say(words.signOut)}
            </button>
          ) : (
            <Link to="/" className="hall-leave">
              {say(words.leave)}
            </Link>
          )}
        </div>
      </div>
      <Clock ahead={data.shown?.ahead ?? 0} />
    </header>
  );
};
