// A request is received: its number, and the secret with which the resident follows it, to be read out now and never shown again.
import { CheckCircleFilled } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Alert, Button, Typography } from 'antd';
import type { Schemas } from '../../../shared/api-types.ts';
import { partIn, text, useLanguage, useSay } from '../../../shared/language.ts';
import { clockWords } from '../../../shared/words.ts';
import { When } from '../../components/when.tsx';

export type Reception = Schemas['Received'] | Schemas['Accepted'];

const words = {
  title: text('已受理', 'Received'),
  caseNo: text('事项编号', 'Case number'),
  secret: text('查询码', 'Secret'),
  readOut: text(
    '请把编号和查询码念给来电人：凭这两项可在「居民查询」页查看办理情况、补充材料、撤回或要求重启。查询码只显示这一次。',
    'Read both out to the caller: with them they follow the case, add to it, withdraw it or have it reopened. The secret is shown this once.',
  ),
  responsible: text('责任单位', 'Responsible'),
  next: text('受理下一件', 'Next request'),
  open: text('查看事项', 'Open the case'),
};

export const ReceivedCard = ({ reception, onNext }: { reception: Reception; onNext: () => void }) => {
  const say = useSay();
  const language = useLanguage();
  const { caseNo, receipt } = reception;
  return (
    <section className="received" aria-labelledby="received-title">
      <h2 id="received-title" role="status">
        <CheckCircleFilled aria-hidden /> {say(words.title)}
      </h2>
      <dl>
        <div>
          <dt>{say(words.caseNo)}</dt>
          <dd>
            <Typography.Text copyable className="received-word">
              {caseNo}
            </Typography.Text>
          </dd>
        </div>
        <div>
          <dt>{say(words.secret)}</dt>
          <dd>
            <Typography.Text copyable className="received-word">
              {receipt.secret}
            </Typography.Text>
          </dd>
        </div>
      </dl>
      <p className="received-how">{say(words.readOut)}</p>
      {'state' in reception ? (
        <dl className="received-facts">
          <div>
            <dt>{say(words.responsible)}</dt>
            <dd>{reception.state.responsible.name}</dd>
          </div>
          {reception.state.clocks.map(({ name, due }) => (
            <div key={name}>
              <dt>{say(clockWords[name])}</dt>
              <dd>{due !== null && <When at={due} deadline />}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <Alert type="info" showIcon title={partIn(language, reception.notice)} />
      )}
      <div className="received-foot">
        <Button type="primary" size="large" autoFocus onClick={onNext}>
          {say(words.next)}
        </Button>
        <Link to="/cases/$caseNo" params={{ caseNo }}>
          {say(words.open)}
        </Link>
      </div>
    </section>
  );
};
