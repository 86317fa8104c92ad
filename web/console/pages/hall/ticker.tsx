// What happens, in plain words, the latest on top.
import { memo } from 'react';
import type { Schemas } from '../../../shared/api-types.ts';
import { useSay } from '../../../shared/language.ts';
import { markOf, sentenceOf } from './news-words.ts';
import { Panel } from './panel.tsx';
import { words } from './words.ts';

const timeFormat = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', timeStyle: 'medium' });
const dateFormat = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });

/** The time of day; of another day its date, `11-24`. */
const whenOf = (at: string): string => {
  const date = dateFormat.format(Date.parse(at));
  return date === dateFormat.format(Date.now()) ? timeFormat.format(Date.parse(at)) : date.slice(5);
};

/** As many as a wall shows. */
const shownAtMost = 14;

export const Ticker = memo(({ news, nameOf }: { news: Schemas['Hall']['news']; nameOf: (path: string) => string }) => {
  const say = useSay();
  return (
    <Panel area="news" name={say(words.news)}>
      <ol className="hall-ticker">
        {news.slice(0, shownAtMost).map((each) => (
          <li key={`${each.caseNo} ${each.seq}`} className={`is-${markOf(each.type)}`}>
            <time dateTime={each.at}>{whenOf(each.at)}</time>
            <span className="hall-ticker-words">{sentenceOf(each, say, nameOf)}</span>
            <span className="hall-ticker-no">{each.caseNo}</span>
          </li>
        ))}
        {news.length === 0 && <li className="hall-empty">{say(words.noNews)}</li>}
      </ol>
    </Panel>
  );
});
