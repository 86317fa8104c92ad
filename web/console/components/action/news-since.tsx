// Somebody acted while a form was open: what happened since, in plain words, and whether the act is still possible.
import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useMemo } from 'react';
import type { Schemas } from '../../../shared/api-types.ts';
import { text, useSay } from '../../../shared/language.ts';
import { eventsQuery } from '../../queries.ts';
import { sentenceOf, titleOf } from '../timeline/sentences.ts';
import { storyOf } from '../timeline/story.ts';
import { useTongue } from '../timeline.tsx';
import { When } from '../when.tsx';

const words = {
  title: text('您填写期间，事项有了新进展', 'The case has moved on while you were writing'),
  refused: text('未提交：您填写期间，事项有了新进展', 'Not sent: the case has moved on while you were writing'),
  kept: text('已填写的内容保留在下方。', 'What you wrote is kept below.'),
  gone: text(
    '按最新情况，您已不能进行此操作。内容保留在下方，可复制后关闭。',
    'As things stand now you can no longer do this. What you wrote is kept below; copy it before you close.',
  ),
  told: text('{what}：{how}', '{what}: {how}'),
  goOn: text('已知悉，继续填写', 'I have seen it: go on'),
  sendAgain: text('按最新情况提交', 'Send on the latest state'),
};

export const NewsSince = ({
  kase,
  seq,
  refused,
  possible,
  onGoOn,
}: {
  /** The case as it stands now. */
  kase: Schemas['Case'];
  /** The last event that the person had seen. */
  seq: number;
  /** It was sent already, and refused for this. */
  refused: boolean;
  possible: boolean;
  onGoOn: () => void;
}) => {
  const say = useSay();
  const tongue = useTongue(kase.type);
  const { data: events } = useQuery(eventsQuery(kase.caseNo));
  const news = useMemo(
    () => storyOf(kase.caseNo, events ?? []).filter(({ event }) => event.seq > seq),
    [kase.caseNo, events, seq],
  );
  return (
    <Alert
      type={possible ? 'warning' : 'error'}
      showIcon
      role="alert"
      className="news-since"
      title={say(refused ? words.refused : words.title)}
      description={
        <>
          <ul>
            {news.map((chapter) => (
              <li key={chapter.event.seq}>
                <When at={chapter.event.at} /> <strong>{chapter.event.unit.name}</strong>{' '}
                {chapter.event.person.name !== null && <bdi>{chapter.event.person.name}</bdi>}{' '}
                {say(words.told, { what: titleOf(chapter, tongue), how: sentenceOf(chapter, tongue) })}
              </li>
            ))}
          </ul>
          <p>{say(possible ? words.kept : words.gone)}</p>
          {possible && (
            <Button type={refused ? 'primary' : 'default'} onClick={onGoOn}>
              {say(refused ? words.sendAgain : words.goOn)}
            </Button>
          )}
        </>
      }
    />
  );
};
