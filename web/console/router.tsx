// The console's addresses. The work list, where most people begin, comes with the first files; each other page is loaded when it is first
// opened. A new page is one route here and one line in `shell/menu.tsx`.
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  parseSearchWith,
  redirect,
  stringifySearchWith,
} from '@tanstack/react-router';
import { Crashed } from './components/crashed.tsx';
import { pagesOf } from './components/live-list/asked.ts';
import { Loading } from './components/loading.tsx';
import { NotHere } from './components/not-here.tsx';
import { readAuditSearch } from './pages/audit/search.ts';
import { readCalendarSearch } from './pages/calendars/search.ts';
import { readHallSearch } from './pages/hall/search.ts';
import { readOrgSearch } from './pages/org/search.ts';
import { readOverdueSearch } from './pages/overdue/search.ts';
import { readTypesSearch } from './pages/types/search.ts';
import { workList } from './pages/work/list-query.ts';
import { WorkPage } from './pages/work/page.tsx';
import { readWorkSearch } from './pages/work/search.ts';
import { meQuery, queries } from './queries.ts';
import { homeOf } from './shell/menu.tsx';
import { Shell } from './shell/shell.tsx';
import { SignedIn } from './shell/signed-in.tsx';

const root = createRootRoute();

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: ({ to }: Record<string, unknown>): { to?: string | undefined } => ({
    // Only addresses of our own: `//elsewhere` would lead away. What is left out here would be taken as it stands in the address.
    to: typeof to === 'string' && /^\/(?![/\\])/.test(to) ? to : undefined,
  }),
  component: lazyRouteComponent(() => import('./pages/sign-in/page.tsx'), 'SignInPage'),
});

/** Everything but the sign-in: only for people who are signed in. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: async ({ location }) => {
    const me = await queries.ensureQueryData(meQuery);
    if (me?.kind === 'person') {
      // There is nothing else for it, and nothing else that the API would give it.
      if (me.wall && location.pathname !== '/hall') throw redirect({ to: '/hall' });
      return { me };
    }
    throw redirect({ to: '/sign-in', search: { to: location.href } });
  },
  component: SignedIn,
});

const shell = createRoute({ getParentRoute: () => signedIn, id: 'shell', component: () => <Shell /> });

const home = createRoute({
  getParentRoute: () => shell,
  path: '/',
  beforeLoad: ({ context }) => {
    throw redirect({ to: homeOf(context.me.role) });
  },
});

const work = createRoute({
  getParentRoute: () => shell,
  path: '/work',
  validateSearch: readWorkSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    void queries.prefetchInfiniteQuery(pagesOf(workList(deps, context.me.unit)));
  },
  component: WorkPage,
});

const caseRoute = createRoute({
  getParentRoute: () => shell,
  path: '/cases/$caseNo',
  component: lazyRouteComponent(() => import('./pages/case/page.tsx'), 'CasePage'),
});

const newCase = createRoute({
  getParentRoute: () => shell,
  path: '/cases/new',
  component: lazyRouteComponent(() => import('./pages/new-case/page.tsx'), 'NewCasePage'),
});

const overdue = createRoute({
  getParentRoute: () => shell,
  path: '/overdue',
  validateSearch: readOverdueSearch,
  component: lazyRouteComponent(() => import('./pages/overdue/page.tsx'), 'OverduePage'),
});

/** Without the shell: a wall shows nothing but the hall. */
const hall = createRoute({
  getParentRoute: () => signedIn,
  path: '/hall',
  validateSearch: readHallSearch,
  component: lazyRouteComponent(() => import('./pages/hall/page.tsx'), 'HallPage'),
});

const org = createRoute({
  getParentRoute: () => shell,
  path: '/org',
  validateSearch: readOrgSearch,
  component: lazyRouteComponent(() => import('./pages/org/page.tsx'), 'OrgPage'),
});

const audit = createRoute({
  getParentRoute: () => shell,
  path: '/audit',
  validateSearch: readAuditSearch,
  component: lazyRouteComponent(() => import('./pages/audit/page.tsx'), 'AuditPage'),
});

/** An address that no page has, in the frame that has the menu. */
const elsewhere = createRoute({ getParentRoute: () => shell, path: '$', component: NotHere });

const types = createRoute({
  getParentRoute: () => shell,
  path: '/types',
  validateSearch: readTypesSearch,
  component: lazyRouteComponent(() => import('./pages/types/page.tsx'), 'TypesPage'),
});

const calendars = createRoute({
  getParentRoute: () => shell,
  path: '/calendars',
  validateSearch: readCalendarSearch,
  component: lazyRouteComponent(() => import('./pages/calendars/page.tsx'), 'CalendarsPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    signedIn.addChildren([
      hall,
      shell.addChildren([home, work, caseRoute, newCase, overdue, org, audit, types, calendars, elsewhere]),
    ]),
  ]),
  // Words stand in the address as they are typed: what looks like a number is one to the router, and each page takes it as it needs it.
  parseSearch: parseSearchWith(String),
  stringifySearch: stringifySearchWith(JSON.stringify),
  // What a page does not know goes out of its address, so that nothing reaches a page past its reading of the address.
  search: { strict: true },
  defaultPendingComponent: Loading,
  defaultErrorComponent: Crashed,
  defaultNotFoundComponent: NotHere,
});

/** Asks who is here and for the page's files at once, rather than one after the other, and before anything is drawn. */
export const begin = (): void => {
  void queries.prefetchQuery(meQuery);
  const [routes] = router.getMatchedRoutes(window.location.pathname);
  for (const route of routes) {
    router.loadRouteChunk(route)?.catch(() => undefined);
  }
};

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
