// Where the keyboard goes when what was opened over a page is closed: back to what opened it. Ant Design sees to that only for windows
// that stay and are hidden, not for those that leave the page.
import { useEffect, useState } from 'react';

/** For a part that is on the page just as long as it is open. */
export const useReturnFocus = (): void => {
  // At the first drawing: fields that take the focus by themselves have it by the time of the effects.
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      // It went elsewhere already.
      if (document.activeElement !== document.body) return;
      if (opener instanceof HTMLElement) opener.focus({ preventScroll: true });
      // What opened it may have left the page or be hidden.
      if (document.activeElement === document.body) document.getElementById('content')?.focus({ preventScroll: true });
    },
    [opener],
  );
};
