// A row in words, with the proof of it, and to the letter.
import { useQuery } from '@tanstack/react-query';
import { text, useSay } from '../../../shared/language.ts';
import type { ClockEffect } from '../../components/timeline/clock-effects.ts';
import type { Tongue } from '../../components/timeline/sentences.ts';
import { When } from '../../components/when.tsx';
import { eventsQuery } from '../../queries.ts';
import type { CheckedRow } from './check.ts';
import { Copy } from './copy.tsx';
import { RowTelling } from './row-telling.tsx';

const words = {
  prev: text('前一条哈希', 'Hash before'),
  computed: text('本浏览器重算', 'Recomputed here'),
  claimed: text('所记哈希', 'Hash as recorded'),
  recorded: text('写入时间', 'Recorded'),
  command: text('幂等键', 'Idempotency key'),
  body: text('原文（规范 JSON，折行仅为便于阅读）', 'Text (canonical JSON, broken into lines for reading only)'),
  copyBody: text('原文', 'text'),
  none: text('无（到时自动发生）', 'None (done by time)'),
};

const pretty = (body: string): string => {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
};

export const RowDetail = ({
  caseNo,
  row,
  before,
  effects,
  tongue,
}: {
  caseNo: string;
  row: CheckedRow;
  /** The row before it. */
  before: CheckedRow | undefined;
  effects: readonly ClockEffect[];
  tongue: Tongue;
}) => {
  const say = useSay();
  // The vault's words are a courtesy: a forged ledger may make the API refuse to tell them.
  const { data: told } = useQuery({ ...eventsQuery(caseNo), retry: false });
  const { event, state } = row;
  return (
    <div className="row-detail">
      {event && state && (
        <RowTelling
          change={{ typed: event, before: before?.state ?? null, after: state }}
          told={told?.find(({ seq }) => seq === row.seq)}
          effects={effects}
          tongue={tongue}
        />
      )}
      <dl className="facts">
        {event && (
          <>
            <dt>{say(words.prev)}</dt>
            <dd>
              <Copy whole={event.prev} label={say(words.prev)} shown={24} />
            </dd>
          </>
        )}
        <dt>{say(words.claimed)}</dt>
        <dd>
          <Copy whole={row.hash} label={say(words.claimed)} shown={24} />
        </dd>
        <dt>{say(words.computed)}</dt>
        <dd className={row.computed === row.hash ? 'good' : 'bad'}>
          <Copy whole={row.computed} label={say(words.computed)} shown={24} />
        </dd>
        <dt>{say(words.recorded)}</dt>
        <dd>
          <When at={row.recordedAt} />
        </dd>
        <dt>{say(words.command)}</dt>
        <dd className="mono wrap">{event?.commandId ?? say(words.none)}</dd>
      </dl>
      {/* A row that cannot be told in words has only its text. */}
      <details open={state === null}>
        <summary className="quiet small">
          {say(words.body)} <Copy whole={row.body} label={say(words.copyBody)} shown={0} />
        </summary>
        {/* Long texts scroll in place; a keyboard must be able to reach them. */}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls */}
        <pre className="body" tabIndex={0}>
          {pretty(row.body)}
        </pre>
      </details>
    </div>
  );
};
