// One case under audit: what the browser found by itself, the state as of an event, the ledger, the three-way check, the files,
// and who looked at it.
import { ArrowLeftOutlined, CheckCircleFilled, CloseCircleFilled, ExclamationCircleFilled } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Tag } from 'antd';
import { useMemo } from 'react';
import { text, useLanguage, useSay } from '../../../shared/language.ts';
import { statusWords } from '../../../shared/words.ts';
import { Loading } from '../../components/loading.tsx';
import { Trouble } from '../../components/trouble.tsx';
import { caseQuery } from '../../queries.ts';
import { AsOf } from './as-of.tsx';
import { type CheckedRow, checkRows, isProven, isSealed } from './check.ts';
import { ledgerQuery } from './data.ts';
import { Evidence } from './evidence.tsx';
import { LedgerTable } from './ledger-table.tsx';
import { LooksAtCase } from './looks.tsx';
import { ThreeWay } from './three-way.tsx';

const words = {
  title: text('审计 {caseNo}', 'Audit of {caseNo}'),
  back: text('返回查找', 'Back to the search'),
  open: text('打开事项页', 'Open the case'),
  rehearsal: text('演练', 'Rehearsal'),
  intact: text('本浏览器已重算 {n} 条，哈希链完整', 'Rows recomputed in this browser: {n}; the chain is intact'),
  broken: text(
    '本浏览器重算 {n} 条，{faults} 处不符，从第 {seq} 条起',
    'Rows recomputed in this browser: {n}; faults: {faults}, from row {seq} on',
  ),
  sealed: text('封印 {n}/{all}', 'Seals {n}/{all}'),
  sealHint: text(
    '封印（HMAC）由服务器核验，密钥不在数据库中；原文被改动的，封印不再为其作证',
    'Seals (HMAC) are checked by the server; their key is outside the database. A seal does not vouch for an altered text',
  ),
  empty: text('台账中没有此事项的记录', 'The ledger has no row of this case'),
};

const Findings = ({ rows }: { rows: readonly CheckedRow[] }) => {
  const say = useSay();
  const faulty = rows.filter((row) => !isProven(row));
  const sealed = rows.filter(isSealed).length;
  const first = faulty[0];
  return (
    <div className="audit-findings" role="status">
      {first ? (
        <span className="finding bad">
          <CloseCircleFilled aria-hidden />{' '}
          {say(words.broken, { n: rows.length, faults: faulty.length, seq: first.missing?.from ?? first.seq })}
        </span>
      ) : (
        <span className="finding good">
          <CheckCircleFilled aria-hidden /> {say(words.intact, { n: rows.length })}
        </span>
      )}
      <span className={sealed === rows.length ? 'finding good' : 'finding bad'} title={say(words.sealHint)}>
        {sealed === rows.length ? <CheckCircleFilled aria-hidden /> : <ExclamationCircleFilled aria-hidden />}{' '}
        {say(words.sealed, { n: sealed, all: rows.length })}
      </span>
    </div>
  );
};

export const CaseAudit = ({
  caseNo,
  seq,
  look,
  back,
}: {
  caseNo: string;
  /** As of this event; the last one when undefined. */
  seq: number | undefined;
  look: (seq: number | undefined) => void;
  back: () => void;
}) => {
  const say = useSay();
  const language = useLanguage();
  const ledger = useQuery(ledgerQuery(caseNo));
  const { data: shown } = useQuery(caseQuery(caseNo));
  const rows = useMemo(() => (ledger.data ? checkRows(caseNo, ledger.data.rows) : []), [caseNo, ledger.data]);
  const at = Math.max(
    rows.findIndex((row) => row.seq === seq),
    seq === undefined ? rows.length - 1 : 0,
  );
  return (
    <div className="records audit">
      <header className="page-head">
        <Button type="link" icon={<ArrowLeftOutlined />} onClick={back} className="back-link">
          {say(words.back)}
        </Button>
        <div className="audit-title">
          <h1>{say(words.title, { caseNo })}</h1>
          {shown && (
            <>
              <span className="quiet">{shown.typeLabel[language]}</span>
              <Tag color={shown.status === 'open' ? 'processing' : 'default'}>{say(statusWords[shown.status])}</Tag>
              {shown.rehearsal && <Tag color="purple">{say(words.rehearsal)}</Tag>}
              <Link to="/cases/$caseNo" params={{ caseNo }}>
                {say(words.open)}
              </Link>
            </>
          )}
        </div>
        {rows.length > 0 && <Findings rows={rows} />}
      </header>
      {ledger.isPending && <Loading />}
      {ledger.isError && <Trouble error={ledger.error} again={() => void ledger.refetch()} />}
      {ledger.isSuccess && rows.length === 0 && <p className="panel">{say(words.empty)}</p>}
      {rows.length > 0 && (
        <div className="audit-grid">
          <div className="audit-main">
            <AsOf
              caseNo={caseNo}
              rows={rows}
              at={at}
              look={(i) => look(i === rows.length - 1 ? undefined : rows[i]?.seq)}
            />
            <LedgerTable
              caseNo={caseNo}
              rows={rows}
              people={ledger.data?.people ?? {}}
              at={at}
              look={(i) => look(i === rows.length - 1 ? undefined : rows[i]?.seq)}
            />
          </div>
          <aside className="audit-side">
            <ThreeWay caseNo={caseNo} look={look} />
            <Evidence caseNo={caseNo} />
            <LooksAtCase caseNo={caseNo} />
          </aside>
        </div>
      )}
    </div>
  );
};
