// A case beside the list: what it is about, how the clocks stand, what happened last, and what may be done now.
import { DownOutlined, ExpandOutlined, UpOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import type { Schemas } from '../../../shared/api-types.ts';
import { text, useSay } from '../../../shared/language.ts';
import { clockWords, kindParts, sourceWords } from '../../../shared/words.ts';
import { ActionDialog } from '../../components/action-dialog.tsx';
import { CardTag, PhaseTag, RehearsalTag, StatusTag, UrgedTag, UrgencyTag } from '../../components/case-tags.tsx';
import { Loading } from '../../components/loading.tsx';
import { PeopleText } from '../../components/people-text.tsx';
import { TimeLeft } from '../../components/time-left.tsx';
import { Timeline } from '../../components/timeline.tsx';
import { Trouble } from '../../components/trouble.tsx';
import { useReturnFocus } from '../../components/use-return-focus.ts';
import { When } from '../../components/when.tsx';
import { caseQuery, eventsQuery } from '../../queries.ts';

const words = {
  open: text('打开事项', 'Open the case'),
  before: text('上一件（k）', 'The one before (k)'),
  after: text('下一件（j）', 'The next one (j)'),
  description: text('诉求', 'Request'),
  noText: text('您的岗位不能查看诉求内容。', 'Your role does not read texts.'),
  erased: text('内容已删除', 'Erased'),
  place: text('地点', 'Place'),
  reporter: text('反映人', 'Reporter'),
  responsible: text('责任单位', 'Responsible'),
  since: text('自 ', 'since '),
  area: text('区域', 'Area'),
  source: text('来源', 'Source'),
  received: text('受理时间', 'Received'),
  clocks: text('时限', 'Time limits'),
  due: text('到期', 'due'),
  last: text('最近动态', 'What happened last'),
  all: text('查看全部 {n} 条', 'All {n} events'),
  act: text('办理', 'Act'),
  nothing: text('现在没有您可以办理的操作。', 'There is nothing for you to do now.'),
  vacancy: text('无人值班', 'nobody on duty'),
};

/** Events that are shown. */
const shownEvents = 4;

const Facts = ({ kase }: { kase: Schemas['Case'] }) => {
  const say = useSay();
  return (
    <dl className="look-facts">
      <dt>{say(words.responsible)}</dt>
      <dd>
        {kase.responsible.name}
        <span className="work-second">
          {kase.responsible.onDuty ?? say(words.vacancy)} · {say(words.since)}
          <When at={kase.since} />
        </span>
      </dd>
      {kase.texts?.place && (
        <>
          <dt>{say(words.place)}</dt>
          <dd>
            <PeopleText>{kase.texts.place}</PeopleText>
          </dd>
        </>
      )}
      {kase.texts?.reporter && (
        <>
          <dt>{say(words.reporter)}</dt>
          <dd>
            <PeopleText>{kase.texts.reporter}</PeopleText>
          </dd>
        </>
      )}
      <dt>{say(words.area)}</dt>
      <dd>{kase.areaName}</dd>
      <dt>{say(words.source)}</dt>
      <dd>{[say(sourceWords[kase.source]), ...kindParts(kase.typeLabel, kase.category, say)].join(' · ')}</dd>
      <dt>{say(words.received)}</dt>
      <dd>
        <When at={kase.receivedAt} />
      </dd>
    </dl>
  );
};

const Clocks = ({ kase }: { kase: Schemas['Case'] }) => {
  const say = useSay();
  if (kase.clocks.length === 0 || kase.status !== 'open') return null;
  return (
    <section>
      <h3>{say(words.clocks)}</h3>
      <ul className="look-clocks">
        {kase.clocks.map((clock) => (
          <li key={clock.name}>
            <span>{say(clockWords[clock.name])}</span>
            <TimeLeft
              due={clock.due}
              unit={clock.limit.unit}
              calendar={clock.calendar}
              provisional={clock.provisional}
              {...(kase.rehearsal && { at: kase.now })}
            />
            {clock.due && (
              <span className="work-second">
                <When at={clock.due} deadline /> {say(words.due)}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
};

const Last = ({ kase }: { kase: Schemas['Case'] }) => {
  const say = useSay();
  const { data: events } = useQuery(eventsQuery(kase.caseNo));
  if (!events) return null;
  const shown = events.slice(-shownEvents).reverse();
  return (
    <section>
      <h3>{say(words.last)}</h3>
      <Timeline caseNo={kase.caseNo} type={kase.type} events={events} shown={shown} />
      {events.length > shown.length && (
        <Link to="/cases/$caseNo" params={{ caseNo: kase.caseNo }}>
          {say(words.all, { n: events.length })}
        </Link>
      )}
    </section>
  );
};

const Look = ({ kase, onAct }: { kase: Schemas['Case']; onAct: (action: string) => void }) => {
  const say = useSay();
  const { texts } = kase;
  return (
    <div className="look">
      <p className="look-tags">
        <StatusTag status={kase.status} outcome={kase.outcome} />
        <PhaseTag phase={kase.phase} step={say(kase.stepLabel)} />
        <UrgencyTag urgency={kase.urgency} />
        <CardTag card={kase.card} />
        <UrgedTag {...kase} />
        {kase.rehearsal && <RehearsalTag />}
      </p>
      <section>
        <h3>{say(words.description)}</h3>
        {texts === null ? (
          <p className="work-second">{say(words.noText)}</p>
        ) : (
          <p className="look-text">
            {texts.description === null ? say(words.erased) : <PeopleText>{texts.description}</PeopleText>}
          </p>
        )}
      </section>
      <Clocks kase={kase} />
      <section>
        <h3>{say(words.act)}</h3>
        {kase.allowed.length === 0 ? (
          <p className="work-second">{say(words.nothing)}</p>
        ) : (
          <div className="look-actions">
            {kase.allowed.map(({ action, label }, i) => (
              <Button key={action} type={i === 0 ? 'primary' : 'default'} onClick={() => onAct(action)}>
                {say(label)}
              </Button>
            ))}
          </div>
        )}
      </section>
      <Facts kase={kase} />
      <Last kase={kase} />
    </div>
  );
};

export const QuickLook = ({
  caseNo,
  onClose,
  onStep,
  onDone,
}: {
  caseNo: string;
  onClose: () => void;
  /** To the case after (1) or before (-1) in the list. */
  onStep: (by: 1 | -1) => void;
  /** Something was done to it. */
  onDone: (caseNo: string) => void;
}) => {
  const say = useSay();
  const { data: kase, error, refetch } = useQuery(caseQuery(caseNo));
  const [action, setAction] = useState<string | null>(null);
  useReturnFocus();
  return (
    <Drawer
      open
      onClose={onClose}
      size={560}
      mask={false}
      title={<bdi>{caseNo}</bdi>}
      className="look-drawer"
      extra={
        <span className="look-extra">
          <Button
            type="text"
            icon={<UpOutlined />}
            aria-label={say(words.before)}
            title={say(words.before)}
            onClick={() => onStep(-1)}
          />
          <Button
            type="text"
            icon={<DownOutlined />}
            aria-label={say(words.after)}
            title={say(words.after)}
            onClick={() => onStep(1)}
          />
          <Link
            to="/cases/$caseNo"
            params={{ caseNo }}
            className="look-open"
            aria-label={say(words.open)}
            title={say(words.open)}
          >
            <ExpandOutlined aria-hidden /> <span>{say(words.open)}</span>
          </Link>
        </span>
      }
    >
      {kase ? (
        <Look kase={kase} onAct={setAction} />
      ) : error ? (
        <Trouble error={error} again={() => void refetch()} />
      ) : (
        <Loading />
      )}
      {action !== null && (
        <ActionDialog caseNo={caseNo} action={action} onClose={() => setAction(null)} onDone={() => onDone(caseNo)} />
      )}
    </Drawer>
  );
};
