// What was written and not sent is not lost unasked: neither by closing a dialog, nor by going to another page or back, nor with the tab.
import { useBlocker } from '@tanstack/react-router';
import { App } from 'antd';
import { useCallback } from 'react';
import type { Label } from '../../../workflows/contract/fields.ts';
import { text, useSay } from '../../shared/language.ts';

/** What is asked, and the two answers. */
export interface LossQuestion {
  title: Label;
  yes: Label;
  no: Label;
}

const writing: LossQuestion = {
  title: text('放弃已填写的内容？', 'Discard what you wrote?'),
  yes: text('放弃', 'Discard'),
  no: text('继续填写', 'Go on writing'),
};

/** Asks; true when it may be lost. It is told once the question has left and given the keyboard back: what asked may then leave as well. */
export const useMayLose = ({ title, yes, no }: LossQuestion = writing): (() => Promise<boolean>) => {
  const say = useSay();
  const { modal } = App.useApp();
  return useCallback(
    () =>
      new Promise<boolean>((resolve) => {
        let may = false;
        modal.confirm({
          title: say(title),
          okText: say(yes),
          cancelText: say(no),
          okButtonProps: { danger: true },
          onOk: () => {
            may = true;
          },
          afterClose: () => resolve(may),
        });
      }),
    [modal, say, title, yes, no],
  );
};

type Place = Readonly<{ pathname: string; search: object }>;

const isSame = (a: Place, b: Place): boolean =>
  a.pathname === b.pathname && JSON.stringify(a.search) === JSON.stringify(b.search);

/** Asks before the page is left, while there is something to lose. Closing the tab is asked by the browser, in its own words. */
export const useUnsaved = (dirty: boolean, question: LossQuestion = writing): void => {
  const mayLose = useMayLose(question);
  useBlocker({
    shouldBlockFn: async ({ current, next }) => !isSame(current, next) && !(await mayLose()),
    enableBeforeUnload: true,
    disabled: !dirty,
  });
};
