// One case as a line of the list; on a phone, as a card.
import { type KeyboardEvent, type MouseEvent, memo } from 'react';
import { text, useLanguage, useSay } from '../../../shared/language.ts';
import { fullTime, shortDate } from '../../../shared/time.ts';
import { kindParts, sourceWords } from '../../../shared/words.ts';
import { Pick } from '../../components/bulk/pick.tsx';
import { CaseLink } from '../../components/case-link.tsx';
import { CardTag, PhaseTag, RehearsalTag, StatusTag, UrgedTag, UrgencyTag } from '../../components/case-tags.tsx';
import { Gone } from '../../components/live-list/list-news.tsx';
import { TimeLeft } from '../../components/time-left.tsx';
import { When } from '../../components/when.tsx';
import type { WorkLine } from './list-query.ts';

const words = {
  select: text('选择 {caseNo}', 'Select {caseNo}'),
  noTitle: text('（无可读描述）', '(no description to read)'),
  vacancy: text('无人值班', 'Nobody on duty'),
  contested: text('待裁定', 'Contested'),
  extension: text('申请延期', 'Extension asked'),
  suspension: text('申请挂起', 'Suspension asked'),
  since: text('{date} 起', 'since {date}'),
};

/** How the time stands: a countdown while it is open, when it was closed afterwards. */
const Time = ({ line }: { line: WorkLine }) => {
  if (line.status !== 'open') return line.closedAt ? <When at={line.closedAt} /> : null;
  const present =
    line.rehearsal && line.due !== null && line.slackMs !== null
      ? { at: new Date(Date.parse(line.due) - line.slackMs).toISOString() }
      : {};
  return (
    <>
      <TimeLeft
        due={line.due}
        unit={line.clock?.unit}
        calendar={line.calendar}
        provisional={line.clock?.provisional ?? false}
        {...present}
      />
      {line.due && (
        <div className="work-second">
          <When at={line.due} deadline />
        </div>
      )}
    </>
  );
};

export const Row = memo(
  ({
    line,
    active,
    selected,
    changed,
    gone,
    onLook,
    onActive,
    onSelect,
  }: {
    line: WorkLine;
    /** Where the keys are. */
    active: boolean;
    selected: boolean;
    /** News came while it was on the screen. */
    changed: boolean;
    gone: boolean;
    onLook: (caseNo: string) => void;
    onActive: (caseNo: string) => void;
    onSelect: (caseNo: string, selected: boolean, range: boolean) => void;
  }) => {
    const say = useSay();
    const language = useLanguage();
    const { caseNo } = line;
    const [kind, category] = kindParts(line.typeLabel, line.category, say);
    const look = (event: MouseEvent | KeyboardEvent) => {
      if ((event.target as HTMLElement).closest('a, button, label, input')) return;
      onActive(caseNo);
      onLook(caseNo);
    };
    const classes = [
      'work-row',
      active && 'is-active',
      selected && 'is-selected',
      gone && 'is-gone',
      changed && 'is-changed',
      line.card && `has-${line.card}`,
    ];
    return (
      // The number in it is the link, and the keys go through the list (`use-keys.ts`): a click on the rest is a shortcut.
      <tr className={classes.filter(Boolean).join(' ')} data-case={caseNo} onClick={look}>
        <td className="work-pick">
          <Pick
            label={say(words.select, { caseNo })}
            checked={selected}
            onPick={(checked, range) => onSelect(caseNo, checked, range)}
          />
        </td>
        <td className="work-what">
          <div className="work-number">
            <CaseLink caseNo={caseNo} />
            <CardTag card={line.card} />
            <UrgedTag {...line} />
            {line.rehearsal && <RehearsalTag />}
            {line.contested && <span className="case-tag work-warn">{say(words.contested)}</span>}
            {line.request && <span className="case-tag work-warn">{say(words[line.request])}</span>}
            {gone && <Gone />}
          </div>
          <div
            className={line.title === null ? 'work-title is-empty' : 'work-title'}
            dir="auto"
            title={line.title ?? ''}
          >
            {line.title ?? say(words.noTitle)}
          </div>
        </td>
        <td className="work-type">
          {kind}
          {category !== undefined && <div className="work-second">{category}</div>}
        </td>
        <td className="work-phase">
          {line.status === 'open' ? (
            <PhaseTag phase={line.phase} />
          ) : (
            <StatusTag status={line.status} outcome={line.outcome} />
          )}
          <div className="work-second">{say(line.stepLabel)}</div>
        </td>
        <td className="work-who">
          <div className="work-clip" title={line.responsible.name}>
            {line.responsible.name}
          </div>
          <div className="work-second work-duty">
            <span
              className={line.responsible.onDuty ? 'work-clip' : 'work-vacant'}
              title={line.responsible.onDuty ?? ''}
            >
              {line.responsible.onDuty ?? say(words.vacancy)}
            </span>
            <time className="when" dateTime={line.since} title={fullTime(line.since, language)}>
              {say(words.since, { date: shortDate(line.since, language) })}
            </time>
          </div>
        </td>
        <td className="work-time">
          <Time line={line} />
        </td>
        <td className="work-urgency">
          <UrgencyTag urgency={line.urgency} />
        </td>
        <td className="work-area">
          <div className="work-clip" title={line.areaName}>
            {line.areaName}
          </div>
          <div className="work-second">{say(sourceWords[line.source])}</div>
        </td>
      </tr>
    );
  },
);
