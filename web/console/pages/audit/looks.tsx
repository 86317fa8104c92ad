// 查看留痕: who read the case and who took files of it, the latest first.
import { ReloadOutlined } from '@ant-design/icons';
import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { Label } from '../../../../workflows/contract/fields.ts';
import { api, ask } from '../../../shared/api.ts';
import type { Schemas } from '../../../shared/api-types.ts';
import { text, useSay } from '../../../shared/language.ts';
import { roleWords } from '../../../shared/words.ts';
import { Loading } from '../../components/loading.tsx';
import { Trouble } from '../../components/trouble.tsx';
import { When } from '../../components/when.tsx';
import { useMe } from '../../queries.ts';
import './looks.css';

type Look = Schemas['Look'];

const words = {
  title: text('查看留痕', 'Who looked'),
  all: text(
    '谁看过此事项的内容，谁取走过材料。同一人十分钟内的重复查看合并为一条。',
    'Who read this case and who took files of it. Looks of one person within ten minutes are one line.',
  ),
  own: text(
    '本单位及下级人员中，谁看过此事项的内容，谁取走过材料。其他单位和审计的查看，由审计人员查询。',
    'Who of your unit and those below it read this case or took files of it. Looks of others are for auditors to see.',
  ),
  none: text('还没有查看记录', 'Nobody has looked yet'),
  more: text('更早的记录', 'Earlier ones'),
  again: text('刷新查看留痕', 'Refresh who looked'),
  receipt: text('持回执的居民', 'Resident with the receipt'),
};

const kindWords: Readonly<Record<Look['kind'], Label>> = {
  case: text('查看事项内容', 'Read the case'),
  attachment: text('打开附件', 'Opened a photo or file'),
  ledger: text('查看台账原文', 'Read the ledger'),
  ledgerFile: text('下载台账', 'Took the ledger as a file'),
  historyFile: text('下载运行历史 run-{part}', 'Took the history run-{part} as a file'),
};

const looksQuery = (caseNo: string) =>
  infiniteQueryOptions({
    queryKey: ['case', caseNo, 'looks'],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/v1/cases/{caseNo}/looks', {
          params: { path: { caseNo }, query: { limit: 8, ...(pageParam !== null && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

const LookLine = ({ look: { at, kind, part, by } }: { look: Look }) => {
  const say = useSay();
  const isResident = by.role === 'resident';
  return (
    <li>
      <span className="look-who">
        <bdi>{isResident ? say(words.receipt) : (by.name ?? by.person)}</bdi>
        <span className="quiet small">{isResident ? by.unitName : `${by.unitName} · ${say(roleWords[by.role])}`}</span>
      </span>
      <span className="look-what">
        {say(kindWords[kind], { part: part ?? '' })}
        <span className="quiet small">
          <When at={at} />
        </span>
      </span>
    </li>
  );
};

export const LooksAtCase = ({ caseNo }: { caseNo: string }) => {
  const say = useSay();
  const me = useMe();
  const found = useInfiniteQuery(looksQuery(caseNo));
  const looks = found.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <section className="panel" aria-labelledby="looks">
      <div className="looks-head">
        <h2 id="looks">{say(words.title)}</h2>
        <Button
          type="text"
          size="small"
          icon={<ReloadOutlined />}
          aria-label={say(words.again)}
          title={say(words.again)}
          loading={found.isRefetching && !found.isFetchingNextPage}
          onClick={() => void found.refetch()}
        />
      </div>
      <p className="quiet small">{say(me.role === 'auditor' ? words.all : words.own)}</p>
      {found.isPending && <Loading />}
      {found.isError && <Trouble error={found.error} again={() => void found.refetch()} />}
      {found.isSuccess && looks.length === 0 && <p className="quiet">{say(words.none)}</p>}
      {looks.length > 0 && (
        <ol className="looks">
          {looks.map((look) => (
            <LookLine key={look.id} look={look} />
          ))}
        </ol>
      )}
      {found.hasNextPage && (
        <Button type="link" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {say(words.more)}
        </Button>
      )}
    </section>
  );
};
