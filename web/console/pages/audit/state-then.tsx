// A case's state at one instant in words: where it stood, who answered, what its clocks said, what was known. What the event changed is marked.
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Clock } from '../../../../workflows/contract/calendar.ts';
import type { CaseState } from '../../../../workflows/contract/state.ts';
import { text, useLanguage, useSay } from '../../../shared/language.ts';
import {
  cardWords,
  clockWords,
  limitText,
  outcomeWords,
  phaseWords,
  satisfactionWords,
  statusWords,
  urgencyWords,
} from '../../../shared/words.ts';
import { PeopleText } from '../../components/people-text.tsx';
import { TimeLeft } from '../../components/time-left.tsx';
import { When } from '../../components/when.tsx';
import { caseQuery, caseTypeQuery, eventsQuery, useUnitName } from '../../queries.ts';

const words = {
  where: text('所处环节', 'Step'),
  status: text('状态', 'Status'),
  responsible: text('责任单位', 'Responsible'),
  since: text('自', 'since'),
  handler: text('协同承办', 'Handler'),
  clocks: text('时限', 'Clocks'),
  noClock: text('无（已停止计时）', 'None (stopped)'),
  suspended: text('已挂起', 'suspended'),
  provisional: text('暂定', 'provisional'),
  supervision: text('督办', 'Supervision'),
  owed: text('待回复', 'reply owed'),
  replied: text('已回复', 'answered'),
  request: text('待批申请', 'Request pending'),
  extension: text('延期', 'Extension'),
  suspension: text('挂起', 'Suspension'),
  until: text('挂起至', 'Suspended until'),
  satisfaction: text('满意度', 'Satisfaction'),
  urgency: text('紧急程度', 'Urgency'),
  counts: text('累计', 'So far'),
  hops: text('流转 {n}', 'handovers: {n}'),
  returns: text('退回 {n}', 'returns: {n}'),
  urges: text('催办 {n}', 'urges: {n}'),
  raises: text('上提 {n}', 'raises: {n}'),
  redos: text('重办 {n}', 'redos: {n}'),
  reopens: text('重启 {n}', 'reopenings: {n}'),
  overdue: text('曾超期', 'was overdue'),
  files: text('材料 {n}', 'files: {n}'),
  known: text('当时已知', 'Known then'),
  request0: text('诉求', 'Request'),
  changed: text('本条改变', 'changed by this row'),
  earlier: text(
    '只列最近 {most} 条；另有更早的 {n} 条，见各条台账。',
    'The latest {most}; {n} earlier ones stand with their rows.',
  ),
  nothing: text('没有记录文字，或您无权查看。', 'No words, or you may not read them.'),
};

const Fact = ({ name, changed = false, children }: { name: string; changed?: boolean; children: ReactNode }) => {
  const say = useSay();
  return (
    <div className={changed ? 'fact is-changed' : 'fact'}>
      <dt>
        {name}
        {changed && (
          <span className="changed-mark" role="img" title={say(words.changed)} aria-label={say(words.changed)} />
        )}
      </dt>
      <dd>{children}</dd>
    </div>
  );
};

const ClockThen = ({ clock, at }: { clock: Clock; at: string }) => {
  const say = useSay();
  return (
    <li>
      <span className="clock-name">{say(clockWords[clock.name])}</span>
      <span className="quiet">{limitText(clock.limit, say)}</span>
      {clock.due === null ? (
        <span>{say(words.suspended)}</span>
      ) : (
        <>
          <span>
            → <When at={clock.due} deadline />
          </span>
          <TimeLeft due={clock.due} unit={clock.limit.unit} calendar={clock.calendar.name} at={at} />
        </>
      )}
      {clock.provisional && <span className="unsure">{say(words.provisional)}</span>}
    </li>
  );
};

export const StateThen = ({
  caseNo,
  state,
  before,
}: {
  caseNo: string;
  state: CaseState;
  before: CaseState | null;
}) => {
  const say = useSay();
  const language = useLanguage();
  const unitName = useUnitName();
  const { data: definition } = useQuery(caseTypeQuery(state.type));
  const differs = (...keys: (keyof CaseState)[]) =>
    before !== null && keys.some((key) => JSON.stringify(before[key]) !== JSON.stringify(state[key]));
  const step = definition?.steps[state.step]?.label[language] ?? state.step;
  const counts = [
    [words.hops, state.hops],
    [words.returns, state.returns],
    [words.urges, state.urges],
    [words.raises, state.raises],
    [words.redos, state.redos],
    [words.reopens, state.reopens],
    [words.files, state.attachments.length],
  ] as const;
  return (
    <div className="state-then">
      <dl className="fact-grid">
        <Fact name={say(words.where)} changed={differs('phase', 'step')}>
          {[...new Set([say(phaseWords[state.phase]), step])].join(' · ')}
        </Fact>
        <Fact name={say(words.status)} changed={differs('status', 'outcome')}>
          {say(statusWords[state.status])}
          {/* Closed and resolved are one and the same. */}
          {state.outcome && !(state.status === 'closed' && state.outcome === 'resolved') && (
            <> · {say(outcomeWords[state.outcome])}</>
          )}
        </Fact>
        <Fact name={say(words.responsible)} changed={differs('responsible', 'handler')}>
          {unitName(state.responsible)}{' '}
          <span className="quiet small">
            {say(words.since)} <When at={state.responsibleSince} />
          </span>
          {state.handler && (
            <div className="small">
              {say(words.handler)} {unitName(state.handler)}
            </div>
          )}
        </Fact>
        <Fact name={say(words.urgency)}>{say(urgencyWords[state.intake.urgency])}</Fact>
        <Fact
          name={say(words.counts)}
          changed={differs('hops', 'returns', 'urges', 'raises', 'redos', 'reopens', 'wasOverdue', 'attachments')}
        >
          {[
            ...counts.filter(([, n]) => n > 0).map(([label, n]) => say(label, { n })),
            ...(state.wasOverdue ? [say(words.overdue)] : []),
          ].join(' · ') || '—'}
        </Fact>
        {state.supervision && (
          <Fact name={say(words.supervision)} changed={differs('supervision')}>
            {say(cardWords[state.supervision.card])} · {unitName(state.supervision.by)} ·{' '}
            {say(state.supervision.replied ? words.replied : words.owed)}
          </Fact>
        )}
        {state.request && (
          <Fact name={say(words.request)} changed={differs('request')}>
            {say(state.request.kind === 'extension' ? words.extension : words.suspension)} ·{' '}
            {unitName(state.request.by)}
          </Fact>
        )}
        {state.suspension && (
          <Fact name={say(words.until)} changed={differs('suspension')}>
            <When at={state.suspension.until} deadline />
          </Fact>
        )}
        {state.satisfaction && (
          <Fact name={say(words.satisfaction)} changed={differs('satisfaction')}>
            {say(satisfactionWords[state.satisfaction])}
          </Fact>
        )}
      </dl>
      <dl className="fact-wide">
        <Fact name={say(words.clocks)} changed={differs('clocks')}>
          {state.clocks.length === 0 ? (
            say(words.noClock)
          ) : (
            <ul className="clocks-then">
              {state.clocks.map((clock) => (
                <ClockThen key={clock.name} clock={clock} at={state.at} />
              ))}
            </ul>
          )}
        </Fact>
        <Fact name={say(words.known)}>
          <Known caseNo={caseNo} seq={state.seq} />
        </Fact>
      </dl>
    </div>
  );
};

/** As many as still are read at a glance. */
const shownMost = 6;

/** The words that had been written by then, the latest first. */
const Known = ({ caseNo, seq }: { caseNo: string; seq: number }) => {
  const say = useSay();
  const { data: shown } = useQuery(caseQuery(caseNo));
  const { data: told } = useQuery({ ...eventsQuery(caseNo), retry: false });
  const texts = (told ?? [])
    .filter((event) => event.seq <= seq)
    .flatMap((event) =>
      [...Object.entries(event.texts), ['reason', event.reason] as const]
        .filter((entry): entry is [string, string] => entry[1] !== null)
        .map(([field, value]) => ({ key: `${event.seq}-${field}`, no: event.seq, value })),
    )
    .reverse();
  const description = shown?.texts?.description;
  if (texts.length === 0 && !description) return <span className="quiet">{say(words.nothing)}</span>;
  return (
    <ul className="known">
      {texts.slice(0, shownMost).map(({ key, no, value }) => (
        <li key={key}>
          <span className="quiet small">#{no}</span> <PeopleText>{value}</PeopleText>
        </li>
      ))}
      {texts.length > shownMost && (
        <li className="quiet small">{say(words.earlier, { n: texts.length - shownMost, most: shownMost })}</li>
      )}
      {description && (
        <li>
          <span className="quiet small">{say(words.request0)}</span> <PeopleText>{description}</PeopleText>
        </li>
      )}
    </ul>
  );
};
