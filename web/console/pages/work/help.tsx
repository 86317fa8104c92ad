// The keys of the list, for who asks with `?`.
import { Modal } from 'antd';
import { text, useSay } from '../../../shared/language.ts';
import { SingleKeysSwitch } from '../../components/single-keys.tsx';

const words = {
  title: text('快捷键', 'Keys'),
  next: text('下一件', 'Next case'),
  before: text('上一件', 'Case before'),
  look: text('快速查看', 'Quick look'),
  open: text('打开事项页面', 'Open its page'),
  select: text('选择 / 取消选择', 'Select or not'),
  search: text('搜索', 'Search'),
  reload: text('刷新列表', 'Refresh'),
  close: text('关闭', 'Close'),
  help: text('显示本列表', 'This list'),
};

const keys = [
  ['j', words.next],
  ['k', words.before],
  ['Enter', words.look],
  ['o', words.open],
  ['x', words.select],
  ['/', words.search],
  ['r', words.reload],
  ['Esc', words.close],
  ['?', words.help],
] as const;

export const Help = ({
  open,
  on,
  onChange,
  onClose,
}: {
  open: boolean;
  /** Whether single keys are used. */
  on: boolean;
  onChange: (on: boolean) => void;
  onClose: () => void;
}) => {
  const say = useSay();
  return (
    <Modal open={open} title={say(words.title)} footer={null} onCancel={onClose} width={380} destroyOnHidden>
      <SingleKeysSwitch on={on} onChange={onChange} />
      <dl className="work-keys">
        {keys.map(([key, label]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{say(label)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
};
