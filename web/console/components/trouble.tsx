// Data that could not be had: why, and what to do. Forbidden and missing things look different from failures.
import { Link } from '@tanstack/react-router';
import { Button, Result } from 'antd';
import { ApiError } from '../../shared/api.ts';
import { partIn, text, useLanguage, useSay } from '../../shared/language.ts';

const words = {
  failed: text('载入失败', 'Loading failed'),
  again: text('重试', 'Try again'),
  home: text('回到首页', 'Go to the first page'),
  trace: text('追踪号 {id}', 'Trace {id}'),
};

/** @param alone nothing else is on the page: it has the heading, and a way out */
export const Trouble = ({ error, again, alone = false }: { error: Error; again?: () => void; alone?: boolean }) => {
  const say = useSay();
  const language = useLanguage();
  const told = error instanceof ApiError ? error : null;
  const title = partIn(language, told?.title ?? say(words.failed));
  const status = told?.code === 'NotAuthorised' ? '403' : told?.code === 'NotFound' ? '404' : 'warning';
  return (
    <Result
      status={status}
      title={alone ? <h1 className="result-title">{title}</h1> : title}
      subTitle={
        <>
          {partIn(language, error.message)}
          {told?.traceId && <span className="trace"> {say(words.trace, { id: told.traceId })}</span>}
        </>
      }
      extra={
        <>
          {again && (
            <Button type="primary" onClick={again}>
              {say(words.again)}
            </Button>
          )}
          {alone && <Link to="/">{say(words.home)}</Link>}
        </>
      }
    />
  );
};
