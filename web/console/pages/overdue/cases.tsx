// The cases behind the filters, the latest first, each with one click to step in.
import { Button } from 'antd';
import { standingActions } from '../../../../workflows/case/actions.ts';
import { useLanguage, useSay } from '../../../shared/language.ts';
import { shortDeadline } from '../../../shared/time.ts';
import { clockWords, onDutyText, urgedWords } from '../../../shared/words.ts';
import { Pick, PickAll } from '../../components/bulk/pick.tsx';
import { CaseLink } from '../../components/case-link.tsx';
import { CardTag, PhaseTag, RehearsalTag, UrgencyTag } from '../../components/case-tags.tsx';
import { Gone } from '../../components/live-list/list-news.tsx';
import type { Listed } from '../../components/live-list/list-state.ts';
import { TimeLeft } from '../../components/time-left.tsx';
import { When } from '../../components/when.tsx';
import type { SlippingCase } from './board-queries.ts';
import { rungWords, words } from './words.ts';

/** In the order in which a supervisor reaches for them. */
const remedies = ['supervise', 'urge', 'reassign', 'escalate', 'takeOver'] as const;

const Deadline = ({ kase }: { kase: SlippingCase }) => {
  const say = useSay();
  const { due, clock } = kase;
  if (due === null) return <TimeLeft due={null} />;
  return (
    <>
      <TimeLeft
        due={due}
        unit={clock?.unit}
        calendar={clock?.calendar}
        provisional={clock?.provisional ?? false}
        at={kase.rehearsal ? kase.now : undefined}
      />
      <span className="board-quiet">
        {clock && say(clockWords[clock.name])} <When at={due} deadline />
      </span>
    </>
  );
};

const Rungs = ({ rung }: { rung: number }) => {
  const say = useSay();
  return (
    <span className={`board-rungs is-${Math.min(rung, 3)}`}>
      <span aria-hidden="true" className="board-steps">
        {[1, 2, 3, 4, 5].map((step) => (
          <i key={step} className={step <= rung ? 'is-on' : ''} />
        ))}
      </span>
      {rung > 2 ? say(words.raisedBy, { n: rung - 2 }) : say(rungWords[rung] ?? words.all)}
    </span>
  );
};

const Standing = ({ kase }: { kase: SlippingCase }) => {
  const say = useSay();
  const language = useLanguage();
  const { supervision, card, urges } = kase;
  const late = supervision?.due != null && supervision.due <= kase.now;
  return (
    <>
      <Rungs rung={kase.rung} />
      {supervision && (
        <span
          className="board-card"
          title={[
            say(words.byUnit, { name: supervision.by.name }),
            supervision.due && say(words.replyBy, { at: shortDeadline(supervision.due, language) }),
          ]
            .filter(Boolean)
            .join('\n')}
        >
          <CardTag card={supervision.card} />
          <span className={card !== null && late ? 'is-late' : ''}>
            {say(supervision.replied ? words.replied : late ? words.owedLate : words.owed)}
          </span>
        </span>
      )}
      {urges > 0 && <span className="board-quiet">{say(urgedWords, { n: urges })}</span>}
    </>
  );
};

const Line = ({
  kase,
  gone,
  selected,
  onSelect,
  act,
}: {
  kase: SlippingCase;
  /** It does not slip any more, or not as the filters ask. */
  gone: boolean;
  selected: boolean;
  onSelect: (caseNo: string, selected: boolean, range: boolean) => void;
  act: (action: string) => void;
}) => {
  const say = useSay();
  const { responsible, handler } = kase;
  return (
    <tr className={[selected && 'is-selected', gone && 'is-gone'].filter(Boolean).join(' ')} data-case={kase.caseNo}>
      <td className="board-pick">
        <Pick
          label={say(words.select, { caseNo: kase.caseNo })}
          checked={selected}
          onPick={(checked, range) => onSelect(kase.caseNo, checked, range)}
        />
      </td>
      <td className="board-due" data-label={say(words.time)}>
        <Deadline kase={kase} />
      </td>
      <td className="board-case">
        <span className="board-line">
          <CaseLink caseNo={kase.caseNo} className="board-no" />
          {kase.urgency !== 'normal' && <UrgencyTag urgency={kase.urgency} />}
          {kase.rehearsal && <RehearsalTag />}
        </span>
        <span className="board-about">
          {say(kase.typeLabel)} · {kase.areaName}
        </span>
        {/* In its place, as high as it is: rows below must not move. */}
        {gone ? <Gone /> : <PhaseTag phase={kase.phase} step={say(kase.stepLabel)} />}
      </td>
      <td className="board-who" data-label={say(words.who)}>
        <span className="board-name">{responsible.name}</span>
        {responsible.onDuty === null ? (
          <span className="is-vacant">{say(words.nobodyOnDuty)}</span>
        ) : (
          <span className="board-quiet">{onDutyText(responsible.onDuty, say)}</span>
        )}
        {handler && <span className="board-quiet">{say(words.handler, { name: handler.name })}</span>}
      </td>
      <td className="board-standing" data-label={say(words.standing)}>
        <Standing kase={kase} />
      </td>
      <td className="board-acts">
        <span>
          {remedies
            .filter((action) => kase.allowed.includes(action))
            .map((action) => (
              <Button
                key={action}
                size="small"
                autoInsertSpace={false}
                type={action === 'supervise' ? 'primary' : 'default'}
                ghost={action === 'supervise'}
                aria-label={say(words.actOn, { action: say(standingActions[action].label), caseNo: kase.caseNo })}
                onClick={() => act(action)}
              >
                {say(standingActions[action].label)}
              </Button>
            ))}
        </span>
      </td>
    </tr>
  );
};

export const Cases = ({
  list: { order, lines, gone },
  selected,
  onSelect,
  onSelectAll,
  act,
}: {
  list: Listed<SlippingCase>;
  selected: ReadonlySet<string>;
  onSelect: (caseNo: string, selected: boolean, range: boolean) => void;
  onSelectAll: (selected: boolean) => void;
  act: (caseNo: string, action: string) => void;
}) => {
  const say = useSay();
  return (
    <table className="board-cases">
      <thead>
        <tr>
          <th scope="col" className="board-pick">
            <PickAll label={say(words.selectAll)} order={order} selected={selected} onPick={onSelectAll} />
          </th>
          {[words.time, words.kase, words.who, words.standing, words.acts].map((word) => (
            <th key={word.en} scope="col">
              {say(word)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {order.map((caseNo) => {
          const kase = lines.get(caseNo);
          return (
            kase && (
              <Line
                key={caseNo}
                kase={kase}
                gone={gone.has(caseNo)}
                selected={selected.has(caseNo)}
                onSelect={onSelect}
                act={(action) => act(caseNo, action)}
              />
            )
          );
        })}
      </tbody>
    </table>
  );
};
