// What a case is, at a glance: number, kind, urgency, card, state, and the way that it has come.
import { AuditOutlined, PrinterOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Button, Tag, Typography } from 'antd';
import type { Schemas } from '../../../shared/api-types.ts';
import { cardColours } from '../../../shared/colours.ts';
import { text, useSay } from '../../../shared/language.ts';
import {
  cardWords,
  categoryWord,
  outcomeWords,
  sourceWords,
  statusWords,
  urgencyWords,
} from '../../../shared/words.ts';
import type { Chapter } from '../../components/timeline/story.ts';
import { When } from '../../components/when.tsx';
import { PhaseBar } from './phase-bar.tsx';

const words = {
  rehearsal: text('演练', 'Rehearsal'),
  rehearsalHow: text(
    '演练事项：时间可以快进，不计入统计',
    'A rehearsal: its time may be skipped, no statistics count it',
  ),
  print: text('打印办理单', 'Print'),
  audit: text('审计', 'Audit'),
  received: text('受理', 'Received'),
  hops: text('流转 {n} 次', 'changed hands {n} times'),
  returns: text('退回 {n} 次', 'returned {n} times'),
  contested: text('退回争议', 'Contested'),
  suspended: text('挂起中', 'Suspended'),
  copied: text('已复制', 'Copied'),
  copy: text('复制编号', 'Copy the number'),
};

const urgencyColours: Record<Schemas['Case']['urgency'], string> = {
  emergency: 'red',
  urgent: 'volcano',
  normal: 'default',
  complex: 'purple',
};

export const CaseHeader = ({ kase, story }: { kase: Schemas['Case']; story: readonly Chapter[] }) => {
  const say = useSay();
  const { caseNo, card, status, outcome } = kase;
  return (
    <header className="case-header case-block">
      <div className="case-title">
        <Typography.Title
          level={1}
          className="case-no"
          copyable={{ text: caseNo, tooltips: [say(words.copy), say(words.copied)] }}
        >
          {caseNo}
        </Typography.Title>
        <span className="case-kind">{say(kase.typeLabel)}</span>
        <div className="case-tags">
          <Tag>{say(categoryWord(kase.category))}</Tag>
          <Tag color={urgencyColours[kase.urgency]}>{say(urgencyWords[kase.urgency])}</Tag>
          <Tag>{say(sourceWords[kase.source])}</Tag>
          {status !== 'open' && (
            <Tag color="green">
              {say(statusWords[status])}
              {outcome === 'withdrawn' && ` · ${say(outcomeWords.withdrawn)}`}
            </Tag>
          )}
          {card && (
            <Tag variant="solid" style={{ background: cardColours[card].ground, color: cardColours[card].ink }}>
              {say(cardWords[card])}
            </Tag>
          )}
          {kase.suspension && <Tag color="gold">{say(words.suspended)}</Tag>}
          {kase.contested && <Tag color="red">{say(words.contested)}</Tag>}
          {kase.rehearsal && (
            <Tag color="cyan" title={say(words.rehearsalHow)}>
              {say(words.rehearsal)}
            </Tag>
          )}
        </div>
        <div className="case-tools">
          <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
            {say(words.print)}
          </Button>
          <Link to="/audit" search={{ case: caseNo } as never} className="case-tool-link">
            <AuditOutlined aria-hidden /> {say(words.audit)}
          </Link>
        </div>
      </div>
      <p className="case-aside">
        {say(words.received)} <When at={kase.receivedAt} />
        {kase.hops > 0 && <span> · {say(words.hops, { n: kase.hops })}</span>}
        {kase.returns > 0 && <span> · {say(words.returns, { n: kase.returns })}</span>}
      </p>
      <PhaseBar story={story} kase={kase} />
    </header>
  );
};
