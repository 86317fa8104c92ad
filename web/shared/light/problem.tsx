// Something could not be had or done: in the API's words, or ours; with a way to try again.
import { ApiError } from '../api.ts';
import { partIn, text, useLanguage, useSay } from '../language.ts';
import { Notice } from './notice.tsx';

const words = {
  broken: text('页面出错了，请刷新重试。', 'The page failed; reload it.'),
  again: text('重试', 'Try again'),
  trace: text('追踪号 {id}', 'Trace {id}'),
};

export const Problem = ({ error, again }: { error: unknown; again?: () => void }) => {
  const say = useSay();
  const language = useLanguage();
  const told = error instanceof ApiError ? error : null;
  return (
    <Notice tone={told?.code === 'Offline' ? 'warn' : 'danger'} role="alert">
      <div className="stack">
        <p>{told ? partIn(language, told.message) : say(words.broken)}</p>
        {told?.code === 'Internal' && told.traceId !== null && (
          <p className="quiet number">{say(words.trace, { id: told.traceId })}</p>
        )}
        {again && (
          <button type="button" className="button" onClick={again}>
            {say(words.again)}
          </button>
        )}
      </div>
    </Notice>
  );
};
