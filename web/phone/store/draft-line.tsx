// Below what is being written: that it is kept on the phone, and the way to throw it away.
import { text, useSay } from '../../shared/language.ts';
import { Notice } from '../../shared/light/notice.tsx';

const words = {
  discard: text('删除草稿', 'Throw away'),
  sure: text('删除这份草稿？', 'Throw this draft away?'),
  kept: text('草稿已存在手机上', 'Kept on this phone'),
  keeping: text('正在保存草稿…', 'Keeping the draft…'),
  broken: text(
    '手机存不下草稿（可能是无痕浏览或空间已满），请不要关闭页面。',
    'The draft cannot be kept here (private browsing, or a full disk); do not close the page.',
  ),
};

export const DraftLine = ({ kept, broken, discard }: { kept: boolean; broken: boolean; discard: () => void }) => {
  const say = useSay();
  return (
    <>
      {broken && <Notice tone="danger">{say(words.broken)}</Notice>}
      <div className="row spread">
        <span className="quiet" role="status">
          {!broken && say(kept ? words.kept : words.keeping)}
        </span>
        <button
          type="button"
          className="button plain danger"
          onClick={() => {
            if (confirm(say(words.sure))) discard();
          }}
        >
          {say(words.discard)}
        </button>
      </div>
    </>
  );
};
