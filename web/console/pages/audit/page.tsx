// 审计 Audit: for those who trust nobody. Finds any case, and proves it: its ledger recomputed here, its state at any instant, and the
// three-way check with the engine's histories.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { text, useSay } from '../../../shared/language.ts';
import { CaseAudit } from './case-audit.tsx';
import { Finder } from './finder.tsx';
import type { AuditSearch } from './search.ts';
import '../../components/records.css';
import './audit.css';

const words = {
  title: text('审计', 'Audit'),
  lead: text(
    '查找任何事项（含已办结、已归档、演练），逐条核验台账，回看任一时刻，并与流程引擎的历史三方对账。',
    "Find any case (closed, archived and rehearsed ones too), verify its ledger row by row, look back at any instant, and check it against the engine's histories.",
  ),
};

export const AuditPage = () => {
  const say = useSay();
  const search = useSearch({ from: '/signed-in/shell/audit' });
  const navigate = useNavigate({ from: '/audit' });
  const go = (next: AuditSearch, replace = false) => void navigate({ search: next, replace });
  if (search.case !== undefined) {
    return (
      <CaseAudit
        key={search.case}
        caseNo={search.case}
        seq={search.seq}
        look={(seq) => {
          const { seq: _, ...rest } = search;
          go(seq === undefined ? rest : { ...rest, seq }, true);
        }}
        back={() => {
          const { case: _case, seq: _seq, ...rest } = search;
          go(rest);
        }}
      />
    );
  }
  return (
    <div className="records audit">
      <header className="page-head">
        <h1>{say(words.title)}</h1>
        <p className="page-lead">{say(words.lead)}</p>
      </header>
      <Finder search={search} go={go} />
    </div>
  );
};
