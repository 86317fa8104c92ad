// Whether the list is of now: live, how old it is when it is not, and what has come since.
import { ReloadOutlined, WarningOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { text, useLanguage, useSay } from '../../../shared/language.ts';
import { useMinute } from '../../../shared/minute.ts';
import { duration, shortTime } from '../../../shared/time.ts';

const words = {
  live: text('实时更新中', 'Live'),
  stale: text(
    '实时连接中断，数据截至 {at}{age}，每半分钟自动刷新',
    'No live connection: as of {at}{age}, asked again every half minute',
  ),
  age: text('（{age}前）', ' ({age} ago)'),
  failed: text('刷新失败，显示的是 {at} 的数据', 'Could not refresh; this is of {at}'),
  reload: text('刷新', 'Refresh'),
};

export const Freshness = ({
  live,
  asOf,
  failed,
  reloading,
  onReload,
}: {
  live: boolean;
  asOf: number;
  failed: boolean;
  reloading: boolean;
  onReload: () => void;
}) => {
  const say = useSay();
  const language = useLanguage();
  const now = useMinute();
  const at = shortTime(asOf, language);
  const passed = now - asOf;
  return (
    <span className="work-fresh">
      <span role="status">
        {failed && asOf > 0 ? (
          <span className="work-stale">
            <WarningOutlined /> {say(words.failed, { at })}
          </span>
        ) : live || asOf === 0 ? (
          <span className="work-live">
            <i aria-hidden /> {say(words.live)}
          </span>
        ) : (
          <span className="work-stale">
            <WarningOutlined />{' '}
            {say(words.stale, { at, age: passed < 60_000 ? '' : say(words.age, { age: duration(passed, say) }) })}
          </span>
        )}
      </span>
      <Button size="small" type="text" icon={<ReloadOutlined />} loading={reloading} onClick={onReload}>
        {say(words.reload)}
      </Button>
    </span>
  );
};
