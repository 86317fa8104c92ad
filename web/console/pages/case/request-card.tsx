// What was asked for, in people's own words, where, and by whom.
import { Button } from 'antd';
import { useState } from 'react';
import type { Schemas } from '../../../shared/api-types.ts';
import { text, useSay } from '../../../shared/language.ts';
import { PeopleText } from '../../components/people-text.tsx';
import { EventFiles } from '../../components/timeline/event-files.tsx';
import type { Chapter } from '../../components/timeline/story.ts';

const words = {
  title: text('诉求', 'The request'),
  area: text('发生地', 'Area'),
  place: text('地点', 'Place'),
  reporter: text('反映人', 'Reporter'),
  show: text('显示', 'Show'),
  hide: text('遮蔽', 'Hide'),
  anonymous: text('未留', 'Not given'),
  forbidden: text(
    '您的角色不能查看诉求内容和个人信息。',
    'Your role may not read what the request says, nor personal data.',
  ),
  erased: text('（内容已清除）', '(erased)'),
  files: text('随诉求提交的材料', 'Files that came with it'),
};

/** The first character: enough to tell two reporters apart over somebody's shoulder. */
export const masked = (reporter: string): string => `${[...reporter.replace(/\p{C}/gu, '')][0] ?? ''}＊＊＊`;

const Reporter = ({ reporter }: { reporter: string | null }) => {
  const say = useSay();
  const [open, setOpen] = useState(false);
  if (reporter === null) return say(words.anonymous);
  const already = reporter.endsWith('＊＊＊');
  return (
    <>
      <PeopleText>{open || already ? reporter : masked(reporter)}</PeopleText>
      {!already && (
        <Button type="link" size="small" className="no-print" onClick={() => setOpen(!open)} aria-expanded={open}>
          {say(open ? words.hide : words.show)}
        </Button>
      )}
    </>
  );
};

export const RequestCard = ({ kase, story }: { kase: Schemas['Case']; story: readonly Chapter[] }) => {
  const say = useSay();
  const { texts } = kase;
  const first = story[0]?.typed;
  const files = first?.type === 'received' ? first.data.intake.attachments : [];
  return (
    <section className="case-block" aria-labelledby="request-title">
      <h2 id="request-title">{say(words.title)}</h2>
      {texts === null ? (
        <p className="case-aside">{say(words.forbidden)}</p>
      ) : (
        <div className="request-words">
          <PeopleText>{texts.description ?? say(words.erased)}</PeopleText>
        </div>
      )}
      <dl className="pairs">
        <div>
          <dt>{say(words.area)}</dt>
          <dd>{kase.areaName}</dd>
        </div>
        {texts?.place && (
          <div>
            <dt>{say(words.place)}</dt>
            <dd>
              <PeopleText>{texts.place}</PeopleText>
            </dd>
          </div>
        )}
        {texts && (
          <div>
            <dt>{say(words.reporter)}</dt>
            <dd>
              <Reporter reporter={texts.reporter} />
            </dd>
          </div>
        )}
      </dl>
      {files.length > 0 && texts && (
        <>
          <h3 className="visually-hidden">{say(words.files)}</h3>
          <EventFiles caseNo={kase.caseNo} files={files} />
        </>
      )}
    </section>
  );
};
