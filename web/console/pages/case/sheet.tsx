// 办理单: the case on paper, for the file and for signatures. Seen only in print.
import type { Schemas } from '../../../shared/api-types.ts';
import { inParts, text, useSay } from '../../../shared/language.ts';
import { useMinute } from '../../../shared/minute.ts';
import { asEnd, duration, toBeijing } from '../../../shared/time.ts';
import {
  cardWords,
  clockWords,
  kindParts,
  limitText,
  phaseWords,
  sourceWords,
  statusWords,
  urgencyWords,
} from '../../../shared/words.ts';
import { filledIn } from '../../components/timeline/filled.ts';
import { sentenceOf, titleOf } from '../../components/timeline/sentences.ts';
import type { Chapter } from '../../components/timeline/story.ts';
import { Who } from '../../components/timeline/who.tsx';
import { useTongue } from '../../components/timeline.tsx';
import { useMe, useUnitName } from '../../queries.ts';
import { cardsOf } from './cards.ts';
import { phaseStays } from './phases.ts';
import { masked } from './request-card.tsx';
import './sheet.css';

const words = {
  title: text('事项办理单', 'Case sheet'),
  rehearsal: text('（演练）', ' (rehearsal)'),
  caseNo: text('事项编号', 'Case number'),
  type: text('类型', 'Type'),
  urgency: text('紧急程度', 'Urgency'),
  source: text('来源', 'Source'),
  received: text('受理时间', 'Received'),
  area: text('发生地', 'Area'),
  place: text('地点', 'Place'),
  status: text('状态', 'Status'),
  responsible: text('责任单位', 'Responsible'),
  due: text('时限', 'Deadlines'),
  closed: text('办结', 'Closed'),
  took: text('{at}，历时 {time}', '{at}, took {time}'),
  card: text('督办', 'Supervision'),
  given: text('{card} {at}', '{card} {at}'),
  owed: text('待回复', 'reply owed'),
  reporter: text('反映人', 'Reporter'),
  request: text('诉求内容', 'Request'),
  phases: text('五阶段', 'Phases'),
  events: text('办理经过', 'What happened'),
  earlier: text('另有 {n} 条较早记录，见系统台账。', 'Earlier events, in the ledger: {n}.'),
  filled: text('{label}：{value}', '{label}: {value}'),
  reason: text('「{words}」', '“{words}”'),
  handler: text('承办人', 'Handled by'),
  checker: text('审核人', 'Checked by'),
  date: text('日期', 'Date'),
  printed: text(
    '打印：{name} {at} · 台账第 {seq} 步 · {hash}',
    'Printed by {name}, {at} · ledger event {seq} · {hash}',
  ),
};

/** Several pages; what is longer is for the ledger. */
const eventsMost = 200;

/** Words of any length take only so much of a page. */
const shortened = (whole: string, most: number): string =>
  whole.length <= most ? whole : `${[...whole.slice(0, most)].slice(0, -1).join('')}…`;

export const CaseSheet = ({ kase, story }: { kase: Schemas['Case']; story: readonly Chapter[] }) => {
  const say = useSay();
  const tongue = useTongue(kase.type);
  const unitName = useUnitName();
  const me = useMe();
  // Printing does not draw the page anew.
  const now = useMinute();
  // Paper outlives the year: always with it.
  const at = (instant: string | number) => toBeijing(new Date(instant).toISOString()).replace('T', ' ');
  const until = (instant: string) => asEnd(at)(instant, tongue.language);
  const shown = story.slice(-eventsMost);
  const last = story.at(-1);
  const cards = cardsOf(story).map((given) => say(words.given, { card: say(cardWords[given.card]), at: at(given.at) }));
  const rows: [string, string, string, string][] = [
    [say(words.caseNo), kase.caseNo, say(words.received), at(kase.receivedAt)],
    [
      say(words.type),
      kindParts(kase.typeLabel, kase.category, say).join(' · '),
      say(words.source),
      say(sourceWords[kase.source]),
    ],
    [say(words.urgency), say(urgencyWords[kase.urgency]), say(words.area), kase.areaName],
    [
      say(words.status),
      kase.status === 'open'
        ? `${say(phaseWords[kase.phase])} · ${say(kase.stepLabel)}`
        : say(statusWords[kase.status]),
      say(words.responsible),
      kase.responsible.name,
    ],
    [
      say(kase.closedAt === null ? words.due : words.closed),
      kase.closedAt === null
        ? inParts(
            kase.clocks.map(
              ({ name, limit, due }) =>
                `${say(clockWords[name])} ${limitText(limit, say)}${due === null ? '' : ` → ${until(due)}`}`,
            ),
            say,
          )
        : say(words.took, {
            at: at(kase.closedAt),
            time: duration(Date.parse(kase.closedAt) - Date.parse(kase.receivedAt), say),
          }),
      say(words.card),
      cards.length === 0 ? '—' : inParts(kase.card === null ? cards : [...cards, say(words.owed)], say),
    ],
  ];
  return (
    <article className="sheet" aria-hidden>
      <h2>
        {say(words.title)}
        {kase.rehearsal && say(words.rehearsal)}
      </h2>
      <table>
        <tbody>
          {rows.map(([a, b, c, d]) => (
            <tr key={a}>
              <th scope="row">{a}</th>
              <td>{b}</td>
              <th scope="row">{c}</th>
              <td>{d}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">{say(words.place)}</th>
            <td>
              <bdi>{shortened(kase.texts?.place ?? '—', 80)}</bdi>
            </td>
            <th scope="row">{say(words.reporter)}</th>
            <td>
              <bdi>{kase.texts?.reporter ? masked(kase.texts.reporter) : '—'}</bdi>
            </td>
          </tr>
          <tr>
            <th scope="row">{say(words.request)}</th>
            <td colSpan={3} className="people-text">
              {shortened(kase.texts?.description ?? '—', 420)}
            </td>
          </tr>
          <tr>
            <th scope="row">{say(words.phases)}</th>
            <td colSpan={3}>
              {inParts(
                phaseStays(story)
                  .filter(({ stays }) => stays.length > 0)
                  .map(({ phase, stays }) => {
                    const stay = stays.at(-1);
                    return `${say(phaseWords[phase])} ${stay ? at(stay.from) : ''} ${stay?.units.map(unitName).join(' → ')}`;
                  }),
                say,
              )}
            </td>
          </tr>
          <tr>
            <th scope="row">{say(words.events)}</th>
            <td colSpan={3}>
              {story.length > shown.length && <p>{say(words.earlier, { n: story.length - shown.length })}</p>}
              <ol>
                {shown.map((chapter) => (
                  <li key={chapter.event.seq} value={chapter.event.seq}>
                    {at(chapter.event.at)}{' '}
                    <span className="sheet-who">
                      <Who event={chapter.event} tongue={tongue} />
                    </span>{' '}
                    <strong>{titleOf(chapter, tongue)}</strong> {sentenceOf(chapter, tongue)}
                    {filledIn(chapter, chapter.event.texts, tongue).map(({ name, label, value }) => (
                      <bdi key={name}> {say(words.filled, { label, value: shortened(value, 60) })}</bdi>
                    ))}
                    {chapter.event.reason !== null && (
                      <bdi>{say(words.reason, { words: shortened(chapter.event.reason, 60) })}</bdi>
                    )}
                  </li>
                ))}
              </ol>
            </td>
          </tr>
          <tr className="sheet-signatures">
            <th scope="row">{say(words.handler)}</th>
            <td />
            <th scope="row">{say(words.checker)}</th>
            <td />
          </tr>
        </tbody>
      </table>
      <footer>
        {say(words.printed, {
          name: me.name,
          at: at(now),
          seq: kase.seq,
          hash: last?.event.hash.slice(0, 16) ?? '',
        })}
      </footer>
    </article>
  );
};
