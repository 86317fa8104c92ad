// Data that could not be had: why, and what to do. Forbidden and missing things look different from failures.
import { Button, Result } from 'antd';
import { ApiError } from '../../shared/api.ts';
import { partIn, text, useLanguage, useSay } from '../../shared/language.ts';

const words = {
  failed: text('载入失败', 'Loading failed'),
  again: text('重试', 'Try again'),
  trace: text('追踪号 {id}', 'Trace {id}'),
};

export const Trouble = ({ error, again }: { error: Error; again?: () => void }) => {
  const say = useSay();
  const language = useLanguage();
  const told = error instanceof ApiError ? error : null;
  const status = told?.code === 'NotAuthorised' ? '403' : told?.code === 'NotFound' ? '404' : 'warning';
  return (
    <Result
      status={status}
      title={partIn(language, told?.title ?? say(words.failed))}
      subTitle={
        <>
          {partIn(language, error.message)}
          {told?.traceId && <span className="trace"> {say(words.trace, { id: told.traceId })}</span>}
        </>
      }
      extra={
        again && (
          <Button type="primary" onClick={again}>
            {say(words.again)}
          </Button>
        )
      }
    />
  );
};
