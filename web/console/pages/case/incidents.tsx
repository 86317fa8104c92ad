// What the system found wrong with the case itself: whoever reads the page must know that it may not be what happened.
import { Link } from '@tanstack/react-router';
import { Alert } from 'antd';
import { doubtful, incidentNames } from '../../../../workflows/contract/incident.ts';
import type { Schemas } from '../../../shared/api-types.ts';
import { listed, partIn, text, useLanguage, useSay } from '../../../shared/language.ts';
import { When } from '../../components/when.tsx';
import { useMe } from '../../queries.ts';
import { mayOpen } from '../../shell/menu.tsx';

const words = {
  title: text('系统发现异常：{kinds}', 'The system found something wrong: {kinds}'),
  doubtful: text(
    '本页所示可能不是实际发生的情况，核实之前请勿据此作出决定。',
    'This page may not show what happened; decide nothing by it until it has been looked into.',
  ),
  hindered: text('事项的办理可能受阻，请联系系统管理员。', 'The case may not go on by itself; tell the administrator.'),
  since: text('发现于', 'Found'),
  audit: text('到审计页核对台账', 'Check the ledger at the audit page'),
  operator: text(
    '处理办法：在服务器上运行 npx caseloop incidents',
    'What mends it: run npx caseloop incidents on the server',
  ),
};

export const Incidents = ({ kase: { caseNo, incidents } }: { kase: Schemas['Case'] }) => {
  const say = useSay();
  const language = useLanguage();
  const { role } = useMe();
  if (incidents.length === 0) return null;
  const kinds = [...new Set(incidents.map(({ kind }) => kind))];
  const names = kinds.map((kind) => (incidentNames[kind] ? say(incidentNames[kind]) : kind));
  const isDoubtful = kinds.some((kind) => doubtful.includes(kind));
  return (
    <div className="notices">
      <Alert
        type="error"
        showIcon
        title={say(words.title, { kinds: listed(names, say) })}
        description={
          <>
            <p>{say(isDoubtful ? words.doubtful : words.hindered)}</p>
            <ul className="plain-list">
              {incidents.map(({ kind, at, what }) => (
                <li key={`${kind} ${at}`}>
                  {partIn(language, what)}{' '}
                  <span className="case-aside">
                    {say(words.since)} <When at={at} />
                  </span>
                </li>
              ))}
            </ul>
            <p>
              {mayOpen(role, '/audit') && (
                <>
                  <Link to="/audit" search={{ case: caseNo }}>
                    {say(words.audit)}
                  </Link>
                  {' · '}
                </>
              )}
              {say(words.operator)}
            </p>
          </>
        }
      />
    </div>
  );
};
