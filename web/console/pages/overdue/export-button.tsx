// Everything behind the filters as a spreadsheet: all pages, not only what is shown.
import { DownloadOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useState } from 'react';
import { levelOf } from '../../../../workflows/contract/org-path.ts';
import { ApiError } from '../../../shared/api.ts';
import { partIn, type Say, text, useLanguage, useSay } from '../../../shared/language.ts';
import { cardWords, clockWords, levelWords, phaseWords, urgencyWords } from '../../../shared/words.ts';
import { allCases, type SlippingCase } from './board-queries.ts';
import { csvOf, download } from './csv.ts';
import type { OverdueSearch } from './search.ts';
import { rungWords, words } from './words.ts';

const hour = 3_600_000;

/** `2026-11-25 17:30` in China, as spreadsheets read instants. */
const chinaTime = (at: string | null): string | null =>
  at === null ? null : new Date(Date.parse(at) + 8 * hour).toISOString().slice(0, 16).replace('T', ' ');

const yes = text('是', 'yes');
const no = text('否', 'no');

/** What each column is called, and its cell. */
const columns: readonly (readonly [
  ReturnType<typeof text>,
  (kase: SlippingCase, say: Say) => string | number | null,
])[] = [
  [text('事项编号', 'Case'), ({ caseNo }) => caseNo],
  [text('类型', 'Type'), ({ typeLabel }, say) => say(typeLabel)],
  [text('紧急程度', 'Urgency'), ({ urgency }, say) => say(urgencyWords[urgency])],
  [text('属地', 'Area'), ({ areaName }) => areaName],
  [text('阶段', 'Phase'), ({ phase }, say) => say(phaseWords[phase])],
  [text('环节', 'Step'), ({ stepLabel }, say) => say(stepLabel)],
  [text('责任单位', 'Responsible unit'), ({ responsible }) => responsible.name],
  [text('层级', 'Level'), ({ responsible }, say) => say(levelWords[levelOf(responsible.unit)])],
  [text('值班', 'On duty'), ({ responsible }) => responsible.onDuty],
  [text('协同承办', 'Handler'), ({ handler }) => handler?.name ?? null],
  [text('受理时间', 'Received'), ({ receivedAt }) => chinaTime(receivedAt)],
  [text('时限', 'Deadline'), ({ due }) => chinaTime(due)],
  [text('时限种类', 'Clock'), ({ clock }, say) => clock && say(clockWords[clock.name])],
  [text('超期', 'Overdue'), ({ overdue }, say) => say(overdue ? yes : no)],
  [
    text('剩余小时（负为超期）', 'Hours left'),
    ({ slackMs }) => (slackMs === null ? null : Math.round((slackMs / hour) * 10) / 10),
  ],
  [text('阶梯', 'Rung'), ({ rung }, say) => say(rungWords[Math.min(rung, 5)] ?? words.all)],
  [text('牌', 'Card'), ({ supervision }, say) => supervision && say(cardWords[supervision.card])],
  [text('督办单位', 'Supervised by'), ({ supervision }) => supervision?.by.name ?? null],
  [text('已回复', 'Answered'), ({ supervision }, say) => supervision && say(supervision.replied ? yes : no)],
  [text('回复时限', 'Answer due'), ({ supervision }) => chinaTime(supervision?.due ?? null)],
  [text('催办次数', 'Urged'), ({ urges }) => urges],
  [text('演练', 'Rehearsal'), ({ rehearsal }, say) => say(rehearsal ? yes : no)],
];

export const ExportButton = ({ search, home, name }: { search: OverdueSearch; home: string; name: string }) => {
  const say = useSay();
  const language = useLanguage();
  const { message } = App.useApp();
  const [count, setCount] = useState<number | null>(null);
  const run = async () => {
    setCount(0);
    try {
      const cases = await allCases(search, home, setCount);
      const rows = cases.map((kase) => columns.map(([, cellOf]) => cellOf(kase, say)));
      const stamp = chinaTime(new Date().toISOString())?.replace(/[ :]/g, '-');
      download(
        `${name}-${stamp}.csv`,
        csvOf(
          columns.map(([label]) => say(label)),
          rows,
        ),
      );
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      void message.error(say(words.exportFailed, { why: partIn(language, error.message) }));
    } finally {
      setCount(null);
    }
  };
  return (
    <Button icon={<DownloadOutlined />} loading={count !== null} onClick={() => void run()}>
      {count === null ? say(words.export) : say(words.exporting, { n: count })}
    </Button>
  );
};
