// Who answers for the case now, and how long they still have: one box each, side by side.
import { CalculatorOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { Clock as ClockFacts } from '../../../../workflows/contract/calendar.ts';
import { above } from '../../../../workflows/contract/org-path.ts';
import type { Schemas } from '../../../shared/api-types.ts';
import { slackColours } from '../../../shared/colours.ts';
import { text, useLanguage, useSay } from '../../../shared/language.ts';
import { duration, shortDeadline } from '../../../shared/time.ts';
import { clockWords, limitText, onDutyText, statusWords } from '../../../shared/words.ts';
import { TimeLeft } from '../../components/time-left.tsx';
import type { Chapter } from '../../components/timeline/story.ts';
import { When } from '../../components/when.tsx';
import { useUnitName } from '../../queries.ts';
import { ranPastRestDays, stoppedFor } from './longer.ts';

type CaseAnswer = Schemas['Case'];
type Clock = Schemas['Clock'];

const words = {
  responsible: text('责任单位', 'Responsible now'),
  vacancy: text('当前无人值班', 'Nobody is entered on duty'),
  since: text('接手', 'Since'),
  handler: text(
    '协同承办：{unit}（提级前的承办单位，继续办理）',
    'Handler: {unit} (had it before the escalation, goes on)',
  ),
  derive: text('推算过程', 'How it is derived'),
  due: text('截止', 'Due'),
  limit: text('时限', 'Limit'),
  extendedBy: text(' ＋ 延期 ', ' + extended by '),
  stoppedFor: text('，停钟 {time} 不计', ', stopped for {time}'),
  ranPastRestDays: text('，末日逢休息日顺延', ', moved past rest days'),
  stoppedSince: text('停钟自', 'Stopped since'),
  provisional: text('暂定', 'provisional'),
  provisionalHow: text(
    '截止日期落在尚未公布放假安排的年份，按平常周推算；公布后自动重算并记入台账。',
    'It falls into a year whose holidays are not published yet and rests on ordinary weeks; it is derived again when they are.',
  ),
  remind: text('下一步：{at} 临期提醒', 'Next: a reminder, {at}'),
  overdue: text('下一步：{at} 标记超期', 'Next: marked overdue, {at}'),
  raise: text('下一步：{at} 上提至{unit}', 'Next: raised to {unit}, {at}'),
  redCard: text('下一步：{at} 未回复即升红牌', 'Next: a red card unless answered by {at}'),
  redLate: text('下一步：{at} 未回复即记为红牌逾期未回复', 'Next: recorded as an unanswered red card, {at}'),
  none: text('阶梯已走完，无后续节点', 'The ladder has no further rung'),
  closedAt: text('办结', 'Closed'),
  took: text('历时', 'Took'),
  archiveAt: text('可重启至', 'Reopen until'),
};

const NextRung = ({ clock, kase }: { clock: Clock; kase: CaseAnswer }) => {
  const say = useSay();
  const language = useLanguage();
  const unitName = useUnitName();
  if (clock.due === null) return null;
  const { next } = clock;
  if (!next) return <p className="fact-next">{say(words.none)}</p>;
  // A red card stays red; what comes next is that nobody answered it.
  const label = clock.name === 'reply' ? (kase.card === 'red' ? words.redLate : words.redCard) : words[next.kind];
  return (
    <p className="fact-next">
      {say(label, { at: shortDeadline(next.at, language), unit: unitName(above(kase.responsible.unit, 1)) })}
    </p>
  );
};

const ClockFact = ({
  clock,
  facts,
  kase,
  onDerive,
}: {
  clock: Clock;
  /** What the deadline derives from. */
  facts: ClockFacts | undefined;
  kase: CaseAnswer;
  onDerive: () => void;
}) => {
  const say = useSay();
  const stoppedSince = clock.due === null ? facts?.pauses.at(-1)?.from : undefined;
  const stopped = facts ? stoppedFor(facts) : 0;
  const limits = [clock.limit, ...(facts?.extensions.map(({ limit }) => limit) ?? [])];
  return (
    <section className="fact" aria-label={say(clockWords[clock.name])}>
      <h2 className="fact-label">
        {say(clockWords[clock.name])}
        <Button type="link" size="small" icon={<CalculatorOutlined />} onClick={onDerive}>
          {say(words.derive)}
        </Button>
      </h2>
      <p className="fact-main">
        <TimeLeft
          due={clock.due}
          unit={clock.limit.unit}
          calendar={facts?.calendar.name}
          at={kase.rehearsal ? kase.now : undefined}
        />
      </p>
      <p className="fact-line">
        {clock.due !== null && (
          <>
            {say(words.due)} <When at={clock.due} deadline />
            {clock.provisional && (
              <span className="fact-provisional" title={say(words.provisionalHow)}>
                {say(words.provisional)}
              </span>
            )}
            {' · '}
          </>
        )}
        {say(words.limit)} {limits.map((limit) => limitText(limit, say)).join(say(words.extendedBy))}
        {stopped > 0 && say(words.stoppedFor, { time: duration(stopped, say) })}
        {facts && ranPastRestDays(facts) && say(words.ranPastRestDays)}
      </p>
      {stoppedSince !== undefined && (
        <p className="fact-next">
          {say(words.stoppedSince)} <When at={stoppedSince} />
        </p>
      )}
      <NextRung clock={clock} kase={kase} />
    </section>
  );
};

const ClosedFact = ({ kase, archiveAt }: { kase: CaseAnswer; archiveAt: string | null }) => {
  const say = useSay();
  if (kase.closedAt === null) return null;
  return (
    <section className="fact" aria-label={say(statusWords[kase.status])}>
      <h2 className="fact-label">{say(statusWords[kase.status])}</h2>
      <p className="fact-main" style={{ color: slackColours.fine }}>
        {say(words.took)} {duration(Date.parse(kase.closedAt) - Date.parse(kase.receivedAt), say)}
      </p>
      <p className="fact-line">
        {say(words.closedAt)} <When at={kase.closedAt} />
      </p>
      {archiveAt !== null && (
        <p className="fact-line">
          {say(words.archiveAt)} <When at={archiveAt} deadline />
        </p>
      )}
    </section>
  );
};

export const Facts = ({
  kase,
  story,
  onDerive,
}: {
  kase: CaseAnswer;
  story: readonly Chapter[];
  onDerive: (clock: Clock['name']) => void;
}) => {
  const say = useSay();
  const { responsible, handler } = kase;
  return (
    <div className="facts">
      <section className="fact" aria-label={say(words.responsible)}>
        <h2 className="fact-label">{say(words.responsible)}</h2>
        <p className="fact-main fact-unit">{responsible.name}</p>
        <p className="fact-line">
          {responsible.onDuty === null ? (
            <span className="fact-vacancy">{say(words.vacancy)}</span>
          ) : (
            onDutyText(responsible.onDuty, say)
          )}
        </p>
        <p className="fact-line">
          {say(words.since)} <When at={kase.since} />
        </p>
        {handler && <p className="fact-next">{say(words.handler, { unit: handler.name })}</p>}
      </section>
      {kase.clocks.map((clock) => (
        <ClockFact
          key={clock.name}
          clock={clock}
          facts={story.at(-1)?.after.clocks.find(({ name }) => name === clock.name)}
          kase={kase}
          onDerive={() => onDerive(clock.name)}
        />
      ))}
      {kase.status !== 'open' && <ClosedFact kase={kase} archiveAt={story.at(-1)?.after.archiveAt ?? null} />}
    </div>
  );
};
