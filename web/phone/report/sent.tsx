// What became of the report just sent: waiting for a network, on its way, received with its number, or to be mended.
import { useState } from 'react';
import { newKey } from '../../shared/api.ts';
import { partIn, text, useLanguage, useSay } from '../../shared/language.ts';
import { Notice } from '../../shared/light/notice.tsx';
import { go, hashOf } from '../hash.ts';
import { stateOf, stateWords } from '../mine/report-state.ts';
import { isEditable, type Report, takeBack } from '../queue/report.ts';
import { reportStore } from '../queue/store.ts';

const words = {
  gone: text('这份上报已不在手机上。', 'This report is no longer on the phone.'),
  waiting: text(
    '已存在手机上，有网络就自动发送，只会发送一次。可以放心关闭页面。',
    'Kept on this phone. It is sent by itself, and once only, as soon as there is a network. You may close the page.',
  ),
  sending: text('正在发送，请稍候…', 'Sending…'),
  accepted: text('已受理', 'Received'),
  number: text('事项编号', 'Case number'),
  secret: text('居民查询码', "The resident's code"),
  forResident: text(
    '请把编号和查询码告诉居民，可在“居民查询”里看进度、作评价。',
    'Give both to the resident: with them they follow their case and grade the answer.',
  ),
  copy: text('复制链接', 'Copy the link'),
  copied: text('已复制', 'Copied'),
  another: text('再报一件', 'Report another'),
  see: text('看办理进度', 'See how it goes'),
  mend: text('去修改', 'Mend it'),
  back: text('取回修改', 'Take it back'),
  refused: text('未受理，需要修改：', 'Not received; it must be mended:'),
};

const residentLink = (caseNo: string, secret: string): string =>
  `${location.origin}/resident#no=${encodeURIComponent(caseNo)}&secret=${encodeURIComponent(secret)}`;

/** For a report on behalf of a resident: their number and code. */
const ForResident = ({ caseNo, secret }: { caseNo: string; secret: string }) => {
  const say = useSay();
  const [copied, setCopied] = useState(false);
  return (
    <div className="stack">
      <p className="stack tight">
        <span className="quiet">{say(words.secret)}</span>
        <strong className="number">{secret}</strong>
      </p>
      <p className="quiet">{say(words.forResident)}</p>
      {'clipboard' in navigator && (
        <button
          type="button"
          className="button"
          onClick={() => void navigator.clipboard.writeText(residentLink(caseNo, secret)).then(() => setCopied(true))}
        >
          {say(copied ? words.copied : words.copy)}
        </button>
      )}
    </div>
  );
};

export const Sent = ({ report, sending }: { report: Report | undefined; sending: string | null }) => {
  const say = useSay();
  const language = useLanguage();
  if (!report) return <Notice>{say(words.gone)}</Notice>;
  const state = stateOf(report, sending);
  const { accepted, refusal } = report;
  return (
    <div className="stack">
      <h1>{say(stateWords[state])}</h1>
      <div className="paper stack" role="status">
        {state === 'sending' && <p>{say(words.sending)}</p>}
        {state === 'waiting' && <p>{say(words.waiting)}</p>}
        {accepted && (
          <>
            <p className="stack tight">
              <span className="quiet">{say(words.number)}</span>
              <strong className="number big">{accepted.caseNo}</strong>
            </p>
            {report.form.reporter.trim() !== '' && accepted.secret !== null && (
              <ForResident caseNo={accepted.caseNo} secret={accepted.secret} />
            )}
          </>
        )}
        {state === 'refused' && refusal && (
          <Notice tone="danger">
            <p>{say(words.refused)}</p>
            <p className="said">{partIn(language, refusal.message)}</p>
          </Notice>
        )}
      </div>
      <div className="stack">
        {state === 'refused' && (
          <a className="button main" href={hashOf('report', report.id)}>
            {say(words.mend)}
          </a>
        )}
        {accepted && (
          <a className="button" href={hashOf('mine', accepted.caseNo)}>
            {say(words.see)}
          </a>
        )}
        {state === 'waiting' && isEditable(report) && (
          <button
            type="button"
            className="button"
            onClick={() => void reportStore.change(report.id, takeBack).then(() => go('report', report.id))}
          >
            {say(words.back)}
          </button>
        )}
        <a className="button main" href={hashOf('report', 'new', newKey())}>
          {say(words.another)}
        </a>
      </div>
    </div>
  );
};
