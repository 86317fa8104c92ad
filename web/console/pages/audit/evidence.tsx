// The evidence as files, and how to check it without this system.
import { DownloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { text, useSay } from '../../../shared/language.ts';
import { Trouble } from '../../components/trouble.tsx';
import { runsQuery } from './data.ts';

const words = {
  title: text('导出与离线核验', 'Export and verify offline'),
  ledger: text('台账 ledger.jsonl（逐条原文与哈希）', 'Ledger, ledger.jsonl (each event with its hash)'),
  run: text('运行历史 run-{run}.json（自第 {seq} 条起）', 'History run-{run}.json (from row {seq} on)'),
  exported: text('已存档', 'archived'),
  live: text('取自引擎', 'from the engine'),
  offline: text(
    '下载后可在任何一台装有本程序的机器上核验，不需要本系统在场；所得链头须与您自己留存的核对：',
    'Downloaded, they can be verified on any machine that has the program, without this system; compare the head with one that you kept:',
  ),
  full: text('在本系统所在机器上，一次导出并三方核对：', 'On the machine of this system, export and check in one go:'),
};

const ledgerName = (caseNo: string) => `${caseNo}-ledger.jsonl`;
const nameOf = (caseNo: string, run: number) => `${caseNo}-run-${run}.json`;

export const Evidence = ({ caseNo }: { caseNo: string }) => {
  const say = useSay();
  const runs = useQuery(runsQuery(caseNo));
  const base = `/v1/cases/${encodeURIComponent(caseNo)}`;
  return (
    <section className="panel" aria-labelledby="evidence">
      <h2 id="evidence">{say(words.title)}</h2>
      <ul className="downloads">
        <li>
          <a href={`${base}/ledger.jsonl`} download={ledgerName(caseNo)}>
            <DownloadOutlined aria-hidden /> {say(words.ledger)}
          </a>
        </li>
        {runs.data?.map(({ run, firstSeq, exported }) => (
          <li key={run}>
            <a href={`${base}/runs/${run}/history.json`} download={nameOf(caseNo, run)}>
              <DownloadOutlined aria-hidden /> {say(words.run, { run, seq: firstSeq })}
            </a>{' '}
            <span className="quiet small">{say(exported ? words.exported : words.live)}</span>
          </li>
        ))}
      </ul>
      {runs.isError && <Trouble error={runs.error} again={() => void runs.refetch()} />}
      <p className="quiet small">{say(words.offline)}</p>
      <pre className="command">
        npx caseloop replay {[ledgerName(caseNo), ...(runs.data ?? []).map(({ run }) => nameOf(caseNo, run))].join(' ')}
      </pre>
      <p className="quiet small">{say(words.full)}</p>
      <pre className="command">
        npx caseloop export {caseNo}
        {'\n'}npx caseloop replay {caseNo}
      </pre>
    </section>
  );
};
