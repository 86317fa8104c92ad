// What may be done to the chosen cases together; at the foot of the screen while any are chosen.
import { Button } from 'antd';
import { standingActions } from '../../../../workflows/case/actions.ts';
import { text, useSay } from '../../../shared/language.ts';
import './bulk.css';

const words = {
  label: text('批量办理', 'Act on several'),
  count: text('已选 {n} 件', '{n} selected'),
  clear: text('取消选择', 'Clear'),
};

/** Acts that say the same to each case. */
const together = ['urge', 'supervise', 'reassign'] as const;

export const BulkBar = ({
  count,
  onAct,
  onClear,
}: {
  count: number;
  onAct: (action: string) => void;
  onClear: () => void;
}) => {
  const say = useSay();
  if (count === 0) return null;
  return (
    <section className="bulk-bar" aria-label={say(words.label)}>
      <strong role="status">{say(words.count, { n: count })}</strong>
      {together.map((action) => (
        <Button key={action} onClick={() => onAct(action)}>
          {say(standingActions[action].label)}
        </Button>
      ))}
      <Button type="text" onClick={onClear}>
        {say(words.clear)}
      </Button>
    </section>
  );
};
