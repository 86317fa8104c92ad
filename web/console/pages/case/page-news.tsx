// News of a case while somebody looks at it: what others did since they opened the page. The page itself shows the new state already.
import { Alert } from 'antd';
import type { Schemas } from '../../../shared/api-types.ts';
import { text, useSay } from '../../../shared/language.ts';
import { sentenceOf, titleOf } from '../../components/timeline/sentences.ts';
import type { Chapter } from '../../components/timeline/story.ts';
import { useTongue } from '../../components/timeline.tsx';
import { When } from '../../components/when.tsx';
import { useMe } from '../../queries.ts';

const words = {
  title: text(
    '您打开页面后有 {n} 项新进展，页面已更新',
    '{n} things happened since you opened this page; it shows them',
  ),
  close: text('知道了', 'Dismiss'),
};

export const PageNews = ({
  kase,
  story,
  seen,
  onSeen,
}: {
  kase: Schemas['Case'];
  story: readonly Chapter[];
  /** The last event that the person knows of. */
  seen: number;
  onSeen: (seq: number) => void;
}) => {
  const say = useSay();
  const me = useMe();
  const tongue = useTongue(kase.type);
  const news = story.filter(({ event }) => event.seq > seen && event.person.id !== me.person);
  if (news.length === 0) return null;
  return (
    <Alert
      type="info"
      showIcon
      role="status"
      className="no-print"
      closable={{ closeIcon: true, onClose: () => onSeen(kase.seq), 'aria-label': say(words.close) }}
      title={say(words.title, { n: news.length })}
      description={
        <ul className="plain-list">
          {news.map((chapter) => (
            <li key={chapter.event.seq}>
              <a href={`#${chapter.event.seq}`}>#{chapter.event.seq}</a> <When at={chapter.event.at} />{' '}
              {chapter.event.unit.name} <strong>{titleOf(chapter, tongue)}</strong> {sentenceOf(chapter, tongue)}
            </li>
          ))}
        </ul>
      }
    />
  );
};
