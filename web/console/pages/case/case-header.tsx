// What a case is, at a glance: number, kind, urgency, card, state, and the way that it has come.
import { AuditOutlined, PrinterOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Button, Typography } from 'antd';
import type { Schemas } from '../../../shared/api-types.ts';
import { text, useSay } from '../../../shared/language.ts';
import { kindParts, sourceWords } from '../../../shared/words.ts';
import { CardTag, RehearsalTag, StatusTag, UrgencyTag } from '../../components/case-tags.tsx';
import type { Chapter } from '../../components/timeline/story.ts';
import { When } from '../../components/when.tsx';
import { useMe } from '../../queries.ts';
import { menuFor } from '../../shell/menu.tsx';
import { PhaseBar } from './phase-bar.tsx';

const words = {
  print: text('打印办理单', 'Print'),
  audit: text('审计', 'Audit'),
  received: text('受理', 'Received'),
  hops: text('流转 {n} 次', 'handovers: {n}'),
  returns: text('退回 {n} 次', 'returns: {n}'),
  contested: text('退回争议', 'Contested'),
  suspended: text('挂起中', 'Suspended'),
  copied: text('已复制', 'Copied'),
  copy: text('复制编号', 'Copy the number'),
};

export const CaseHeader = ({ kase, story }: { kase: Schemas['Case']; story: readonly Chapter[] }) => {
  const say = useSay();
  const { caseNo } = kase;
  const [kind, category] = kindParts(kase.typeLabel, kase.category, say);
  const mayAudit = menuFor(useMe().role).some(({ path }) => path === '/audit');
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
        <span className="case-kind">{kind}</span>
        <div className="case-tags">
          {category !== undefined && <span>{category}</span>}
          <span>{say(sourceWords[kase.source])}</span>
          <UrgencyTag urgency={kase.urgency} />
          <CardTag card={kase.card} />
          {kase.status !== 'open' && <StatusTag status={kase.status} outcome={kase.outcome} />}
          {kase.suspension && <span className="case-tag is-suspended">{say(words.suspended)}</span>}
          {kase.contested && <span className="case-tag is-contested">{say(words.contested)}</span>}
          {kase.rehearsal && <RehearsalTag />}
        </div>
        <div className="case-tools">
          <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
            {say(words.print)}
          </Button>
          {mayAudit && (
            <Link to="/audit" search={{ case: caseNo }} className="case-tool-link">
              <AuditOutlined aria-hidden /> {say(words.audit)}
            </Link>
          )}
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
