// What is shown while a page or its data is on the way.
import { Spin } from 'antd';
import { text, useSay } from '../../shared/language.ts';

const words = { loading: text('正在载入…', 'Loading…') };

export const Loading = () => {
  const say = useSay();
  return (
    <div className="state-block" role="status">
      <Spin size="large" />
      <p>{say(words.loading)}</p>
    </div>
  );
};
