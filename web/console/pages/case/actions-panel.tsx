// What may be done now: beside the case on a desk, in a bar at the foot of the screen on a phone.
import { MoreOutlined } from '@ant-design/icons';
import { Button, Drawer } from 'antd';
import { useRef, useState } from 'react';
import { text, useSay } from '../../../shared/language.ts';
import { foremost, groupWords, type LaidOut, type Layout } from './actions.ts';

const words = {
  title: text('办理', 'Act'),
  nothing: text('现在没有您可以办理的操作。', 'There is nothing for you to do now.'),
  more: text('更多', 'More'),
  help: text('快捷键', 'Keys'),
  allActions: text('全部操作', 'All actions'),
};

type OnAct = (action: string) => void;

const ActionButton = ({
  each: { offered, key, danger },
  onAct,
  kind = 'default',
  wide = false,
}: {
  each: LaidOut;
  onAct: OnAct;
  kind?: 'primary' | 'default';
  wide?: boolean;
}) => {
  const say = useSay();
  return (
    <Button
      type={kind}
      danger={danger}
      block={wide}
      onClick={() => onAct(offered.action)}
      {...(key !== null && { 'aria-keyshortcuts': key })}
    >
      <span className="action-label">{say(offered.label)}</span>
      {key !== null && (
        <kbd className="action-key" aria-hidden>
          {key}
        </kbd>
      )}
    </Button>
  );
};

/** What leads on first and large, the rest by group. */
const AllActions = ({ layout: { main, groups }, onAct }: { layout: Layout; onAct: OnAct }) => {
  const say = useSay();
  return (
    <>
      {main.length > 0 && (
        <div className="action-main">
          {main.map((each, i) => (
            <ActionButton
              key={each.offered.action}
              each={each}
              onAct={onAct}
              wide
              kind={i === 0 ? 'primary' : 'default'}
            />
          ))}
        </div>
      )}
      {groups.map(({ group, actions }) => (
        <div key={group} className="action-group">
          <h3>{say(groupWords[group])}</h3>
          <div className="action-row">
            {actions.map((each) => (
              <ActionButton key={each.offered.action} each={each} onAct={onAct} />
            ))}
          </div>
        </div>
      ))}
    </>
  );
};

const isEmpty = ({ main, groups }: Layout): boolean => main.length === 0 && groups.length === 0;

export const ActionsPanel = ({ layout, onAct, onHelp }: { layout: Layout; onAct: OnAct; onHelp: () => void }) => {
  const say = useSay();
  return (
    <section className="case-block actions-panel" aria-labelledby="actions-title">
      <h2 id="actions-title">
        {say(words.title)}
        {!isEmpty(layout) && (
          <Button type="text" size="small" className="actions-help" onClick={onHelp} aria-keyshortcuts="?">
            {say(words.help)}
            <kbd className="action-key" aria-hidden>
              ?
            </kbd>
          </Button>
        )}
      </h2>
      {isEmpty(layout) && <p className="case-aside">{say(words.nothing)}</p>}
      <AllActions layout={layout} onAct={onAct} />
    </section>
  );
};

/** Two buttons and the rest: what a thumb reaches. */
export const ActionBar = ({ layout, onAct }: { layout: Layout; onAct: OnAct }) => {
  const say = useSay();
  const [open, setOpen] = useState(false);
  const chosen = useRef<string | null>(null);
  if (isEmpty(layout)) return null;
  const first = foremost(layout).slice(0, 2);
  const choose = (action: string) => {
    chosen.current = action;
    setOpen(false);
  };
  // A drawer that has left gives the cursor back to its button: a dialog that is open by then would lose it.
  const left = () => {
    if (chosen.current !== null) onAct(chosen.current);
    chosen.current = null;
  };
  return (
    <nav className="action-bar" aria-label={say(words.title)}>
      {first.map((each, i) => (
        <ActionButton
          key={each.offered.action}
          each={each}
          onAct={onAct}
          kind={i === 0 && !each.danger ? 'primary' : 'default'}
        />
      ))}
      <Button icon={<MoreOutlined />} onClick={() => setOpen(true)} aria-haspopup="dialog">
        {say(words.more)}
      </Button>
      <Drawer
        open={open}
        onClose={() => setOpen(false)}
        afterOpenChange={(shown) => !shown && left()}
        placement="bottom"
        title={say(words.allActions)}
        size="large"
        className="action-drawer"
      >
        <AllActions layout={layout} onAct={choose} />
      </Drawer>
    </nav>
  );
};
