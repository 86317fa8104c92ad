// Keys that start actions from anywhere on the page, and the list of them (`?`).
import { Modal } from 'antd';
import { useEffect } from 'react';
import { text, useSay } from '../../../shared/language.ts';
import { SingleKeysSwitch, useSingleKeys } from '../../components/single-keys.tsx';
import { actionOfKey, groupWords, type LaidOut, type Layout } from './actions.ts';

const words = {
  title: text('快捷键', 'Keys'),
  step: text('本环节', 'This step'),
  page: text('页面', 'Page'),
  help: text('显示本列表', 'Show this list'),
  clocks: text('时限推算', 'How the deadlines are derived'),
  submit: text('在办理窗口中提交', 'Submit in a dialog'),
  close: text('关闭窗口', 'Close a window'),
};

/** Somebody is writing, or a window is open over the page. */
const isElsewhere = (target: EventTarget | null): boolean =>
  (target instanceof HTMLElement &&
    target.closest('input, textarea, select, [contenteditable], [role=combobox]') !== null) ||
  document.querySelector('.ant-modal-wrap:not([style*="display: none"]), .ant-drawer-open, .ant-image-preview') !==
    null;

/** @returns whether single keys are used, and how to change that */
export const useShortcuts = (
  layout: Layout,
  { onAct, onHelp, onClocks }: { onAct: (action: string) => void; onHelp: () => void; onClocks: () => void },
): [boolean, (on: boolean) => void] => {
  const [on, setOn] = useSingleKeys();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isElsewhere(event.target)) return;
      if (!on) return;
      if (event.key === '?') return onHelp();
      const key = event.key.toLowerCase();
      if (key === 't') return onClocks();
      const action = actionOfKey(layout, key);
      if (action === null) return;
      event.preventDefault();
      onAct(action);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [layout, on, onAct, onHelp, onClocks]);
  return [on, setOn];
};

const Keys = ({ title, keys }: { title: string; keys: readonly { key: string; label: string }[] }) => (
  <section className="keys-group">
    <h3>{title}</h3>
    <dl>
      {keys.map(({ key, label }) => (
        <div key={key}>
          <dt>
            <kbd className="action-key">{key}</kbd>
          </dt>
          <dd>{label}</dd>
        </div>
      ))}
    </dl>
  </section>
);

export const ShortcutHelp = ({
  open,
  layout,
  on,
  onChange,
  onClose,
}: {
  open: boolean;
  layout: Layout;
  on: boolean;
  onChange: (on: boolean) => void;
  onClose: () => void;
}) => {
  const say = useSay();
  const keysOf = (actions: readonly LaidOut[]) =>
    actions.flatMap(({ key, offered }) => (key === null ? [] : [{ key, label: say(offered.label) }]));
  return (
    <Modal open={open} onCancel={onClose} footer={null} title={say(words.title)} width={560} destroyOnHidden>
      <SingleKeysSwitch on={on} onChange={onChange} />
      <div className="keys">
        {layout.main.length > 0 && <Keys title={say(words.step)} keys={keysOf(layout.main)} />}
        {layout.groups.map(({ group, actions }) => (
          <Keys key={group} title={say(groupWords[group])} keys={keysOf(actions)} />
        ))}
        <Keys
          title={say(words.page)}
          keys={[
            { key: '?', label: say(words.help) },
            { key: 't', label: say(words.clocks) },
            { key: 'Ctrl Enter', label: say(words.submit) },
            { key: 'Esc', label: say(words.close) },
          ]}
        />
      </div>
    </Modal>
  );
};
