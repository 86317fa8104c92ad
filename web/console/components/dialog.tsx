// A dialog that is open as long as it is on the page: it is shown by putting it there, and closed by taking it away.
import { Modal, type ModalProps } from 'antd';
import { useReturnFocus } from './use-return-focus.ts';

export const Dialog = (props: Omit<ModalProps, 'open'>) => {
  useReturnFocus();
  return <Modal {...props} open />;
};
