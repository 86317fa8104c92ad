// Lets people to the pages of their role; who types the address of another is told so, in the frame that has the menu.
import { Outlet, useLocation } from '@tanstack/react-router';
import { NotYours } from '../components/not-yours.tsx';
import { useMe } from '../queries.ts';
import { mayOpen } from './menu.tsx';
import { Shell } from './shell.tsx';

export const SignedIn = () => {
  const me = useMe();
  const { pathname } = useLocation();
  if (mayOpen(me.role, pathname)) return <Outlet />;
  return (
    <Shell>
      <NotYours />
    </Shell>
  );
};
