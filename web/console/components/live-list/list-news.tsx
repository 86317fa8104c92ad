// What a live list says of news that it does not show by itself: cases that came, and cases that left.
import { text, useSay } from '../../../shared/language.ts';
import './list-news.css';

const words = {
  fresh: text('有 {n} 件新事项，点击显示', 'New cases: {n}. Show them'),
  gone: text('已变动，不再符合当前筛选', 'Has changed: no longer among these'),
};

/** How many cases wait to be shown. It lies over the list's head, so that no row moves when it comes. */
export const ListNews = ({ fresh, onShow }: { fresh: ReadonlySet<string>; onShow: () => void }) => {
  const say = useSay();
  return (
    <div role="status" className="list-news">
      {fresh.size > 0 && (
        <button type="button" onClick={onShow}>
          {say(words.fresh, { n: fresh.size })}
        </button>
      )}
    </div>
  );
};

/** On a row whose case left the list. */
export const Gone = () => {
  const say = useSay();
  return <span className="list-gone">{say(words.gone)}</span>;
};
