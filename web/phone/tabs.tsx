// The three tabs, at the bottom where a thumb reaches them; counts tell what waits.
import { text, useSay } from '../shared/language.ts';
import { hashOf } from './hash.ts';

const words = {
  tabs: text('功能', 'Sections'),
  report: text('上报', 'Report'),
  mine: text('我的上报', 'My reports'),
  tasks: text('今日任务', 'Tasks'),
};

export const tabs = ['report', 'mine', 'tasks'] as const;
export type Tab = (typeof tabs)[number];

const strokes: Record<Tab, string> = {
  report: 'M12 5v14M5 12h14',
  mine: 'M6 3h12v18H6zM9 8h6M9 12h6M9 16h4',
  tasks: 'M4 12l5 5L20 6',
};

/** @param waiting reports on this phone that want attention */
export const Tabs = ({ at, waiting }: { at: Tab; waiting: number }) => {
  const say = useSay();
  return (
    <nav className="tabs" aria-label={say(words.tabs)}>
      {tabs.map((tab) => (
        <a key={tab} href={hashOf(tab)} aria-current={tab === at ? 'page' : undefined}>
          <svg
            width="24"
            height="24"
            viewBox="0 0 24 24"
            fill="none"
            stroke="currentColor"
            strokeWidth="2.4"
            strokeLinecap="round"
            strokeLinejoin="round"
            aria-hidden="true"
          >
            <path d={strokes[tab]} />
          </svg>
          <span>
            {say(words[tab])}
            {tab === 'mine' && waiting > 0 && <b className="count">{waiting}</b>}
          </span>
        </a>
      ))}
    </nav>
  );
};
