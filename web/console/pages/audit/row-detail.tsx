// A row to the letter, and the words that the vault keeps for it.
import { useQuery } from '@tanstack/react-query';
import { text, useSay } from '../../../shared/language.ts';
import { PeopleText } from '../../components/people-text.tsx';
import { When } from '../../components/when.tsx';
import { eventsQuery } from '../../queries.ts';
import type { CheckedRow } from './check.ts';
import { Copy } from './copy.tsx';

const words = {
  prev: text('前一条哈希', 'Hash before'),
  computed: text('本浏览器重算', 'Recomputed here'),
  claimed: text('所记哈希', 'Hash as recorded'),
  recorded: text('写入时间', 'Recorded'),
  command: text('幂等键', 'Idempotency key'),
  reason: text('理由', 'Reason'),
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

export const RowDetail = ({ caseNo, row }: { caseNo: string; row: CheckedRow }) => {
  const say = useSay();
  // The vault's words are a courtesy: a forged ledger may make the API refuse to tell them.
  const { data: told } = useQuery({ ...eventsQuery(caseNo), retry: false });
  const event = told?.find(({ seq }) => seq === row.seq);
  const texts = [
    ...(event?.reason ? [[say(words.reason), event.reason] as const] : []),
    ...Object.entries(event?.texts ?? {}).filter((entry): entry is [string, string] => entry[1] !== null),
  ];
  return (
    <div className="row-detail">
      <dl className="facts">
        {row.event && (
          <>
            <dt>{say(words.prev)}</dt>
            <dd>
              <Copy whole={row.event.prev} label={say(words.prev)} shown={24} />
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
        <dd className="mono wrap">{row.event?.commandId ?? say(words.none)}</dd>
        {texts.map(([name, value]) => (
          <FieldText key={name} name={name} value={value} />
        ))}
      </dl>
      <p className="quiet small">
        {say(words.body)} <Copy whole={row.body} label={say(words.copyBody)} shown={0} />
      </p>
      {/* Long texts scroll in place; a keyboard must be able to reach them. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls */}
      <pre className="body" tabIndex={0}>
        {pretty(row.body)}
      </pre>
    </div>
  );
};

const FieldText = ({ name, value }: { name: string; value: string }) => (
  <>
    <dt>{name}</dt>
    <dd>
      <PeopleText>{value}</PeopleText>
    </dd>
  </>
);
