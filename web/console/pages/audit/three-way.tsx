// 重放 三方对账: ledger, read model and the engine's histories against each other, done by a worker at a click.
import { CheckCircleFilled, CloseCircleFilled, QuestionCircleFilled, ReloadOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import type { Comparison } from '../../../../workflows/contract/verdict.ts';
import { ApiError, api, ask } from '../../../shared/api.ts';
import type { Schemas } from '../../../shared/api-types.ts';
import { partIn, text, useLanguage, useSay } from '../../../shared/language.ts';
import { Copy } from './copy.tsx';

const words = {
  title: text('三方对账（重放）', 'Three-way check (replay)'),
  lead: text(
    '由工作进程重放流程引擎的全部历史，与台账、读模型逐项比对，并核对台账的封印、所依的类型和日历、原文和附件的摘要。不改变任何数据。',
    'A worker replays all histories of the engine, compares them with the ledger and the read model, and checks the ledger by its seals, the type and calendars that the case went by, texts and files by their digests. Nothing changes.',
  ),
  start: text('开始重放', 'Replay'),
  again: text('重新核对', 'Check again'),
  agrees: text('三方一致', 'All three agree'),
  differs: text('三方不一致', 'They do not agree'),
  unproven: text('未能证明一致', 'Not proven'),
  figures: text('{events} 条记录 · {runs} 次运行 · 用时 {seconds} 秒', 'rows: {events} · runs: {runs} · {seconds} s'),
  stateHash: text('状态哈希', 'State hash'),
  atRow: text('查看第 {seq} 条', 'Show row {seq}'),
  away: text(
    '以上台账核验由本浏览器完成，不依赖引擎，仍然有效。',
    'The chain above was verified by this browser without the engine and still stands.',
  ),
};

const names: Record<Comparison['name'], ReturnType<typeof text>> = {
  chain: text('台账', 'Ledger'),
  readModel: text('读模型', 'Read model'),
  replay: text('引擎重放', 'Engine replay'),
  rules: text('类型与日历', 'Type and calendars'),
  texts: text('原文', 'Texts'),
};

const marks = {
  true: <CheckCircleFilled className="good" aria-hidden />,
  false: <CloseCircleFilled className="bad" aria-hidden />,
  null: <QuestionCircleFilled className="unsure" aria-hidden />,
} as const;

type Verdict = Schemas['Verdict'];

const prove = async (caseNo: string): Promise<{ verdict: Verdict; seconds: string }> => {
  const began = performance.now();
  const verdict = await ask(api.POST('/v1/cases/{caseNo}/replay', { params: { path: { caseNo } } }));
  return { verdict, seconds: ((performance.now() - began) / 1000).toFixed(1) };
};

const VerdictView = ({
  verdict,
  seconds,
  look,
}: {
  verdict: Verdict;
  seconds: string;
  look: (seq: number) => void;
}) => {
  const say = useSay();
  const language = useLanguage();
  const { agrees, comparisons, events, runs, stateHash } = verdict;
  const refuted = comparisons.some(({ ok }) => ok === false);
  return (
    <div role="status">
      <p className={`verdict ${agrees ? 'good' : refuted ? 'bad' : 'unsure'}`}>
        {marks[agrees ? 'true' : refuted ? 'false' : 'null']}
        {say(agrees ? words.agrees : refuted ? words.differs : words.unproven)}
      </p>
      <ul className="comparisons">
        {comparisons.map(({ name, ok, seq, detail }) => (
          <li key={name}>
            {marks[`${ok}`]}
            <div>
              <strong>{say(names[name])}</strong>
              <span className="comparison-detail">{partIn(language, detail)}</span>
              {seq !== null && (
                <Button type="link" size="small" onClick={() => look(seq)}>
                  {say(words.atRow, { seq })}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
      <p className="quiet small">{say(words.figures, { events, runs, seconds })}</p>
      {stateHash !== null && (
        <p className="quiet small">
          {say(words.stateHash)} <Copy whole={stateHash} label={say(words.stateHash)} />
        </p>
      )}
    </div>
  );
};

export const ThreeWay = ({ caseNo, look }: { caseNo: string; look: (seq: number) => void }) => {
  const say = useSay();
  const language = useLanguage();
  const proof = useMutation({ mutationFn: () => prove(caseNo) });
  const refusal = proof.error instanceof ApiError ? proof.error : null;
  return (
    <section className="panel" aria-labelledby="three-way">
      <h2 id="three-way">{say(words.title)}</h2>
      <p className="quiet small">{say(words.lead)}</p>
      {proof.data && !proof.isPending && <VerdictView {...proof.data} look={look} />}
      {proof.error && !proof.isPending && (
        <Alert
          type="warning"
          showIcon
          role="alert"
          className="spaced"
          title={partIn(language, refusal?.title ?? proof.error.message)}
          description={
            <>
              {partIn(language, refusal?.message ?? '')} {refusal?.code === 'EngineUnavailable' && say(words.away)}
            </>
          }
        />
      )}
      <Button
        type={proof.data ? 'default' : 'primary'}
        icon={<ReloadOutlined />}
        loading={proof.isPending}
        onClick={() => proof.mutate()}
      >
        {say(proof.data ? words.again : words.start)}
      </Button>
    </section>
  );
};
