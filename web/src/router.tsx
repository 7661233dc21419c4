import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { AppFrame } from './frame/app-frame.tsx';
import { InboxPage } from './inbox/inbox-page.tsx';
import { MailPage } from './message/mail-page.tsx';
import { isMessageTab, type MessageTab } from './message/tabs.ts';
import { text } from './strings.ts';
import { Failure, Skeleton } from './ui/states.tsx';

export interface InboxSearch {
  readonly q?: string;
  /** Left out for the newest first. */
  readonly sort?: 'oldest';
  /** The mail that is open beside the list, and its tab. */
  readonly id?: string;
  readonly tab?: MessageTab;
}

const word = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

const inboxSearch = (search: Record<string, unknown>): InboxSearch => {
  const q = word(search.q);
  const sort = search.sort === 'oldest' ? 'oldest' : undefined;
  const id = word(search.id);
  const tab = isMessageTab(search.tab) ? search.tab : undefined;
  return { ...(q ? { q } : {}), ...(sort ? { sort } : {}), ...(id ? { id } : {}), ...(tab ? { tab } : {}) };
};

const root = createRootRoute({
  component: AppFrame,
  notFoundComponent: NotFound,
});
const allMail = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: inboxSearch,
  component: InboxPage,
});
const inbox = createRoute({
  getParentRoute: () => root,
  path: '/inbox/$inbox',
  validateSearch: inboxSearch,
  component: InboxPage,
});
const mail = createRoute({ getParentRoute: () => root, path: '/mail/$id', component: MailPage });
const mailTab = createRoute({ getParentRoute: () => root, path: '/mail/$id/$tab', component: MailPage });

export interface CampaignsSearch {
  readonly search?: string;
  readonly sort?: 'value' | 'total' | 'first' | 'last';
  readonly up?: boolean;
  readonly page?: number;
}
const campaigns = createRoute({
  getParentRoute: () => root,
  path: '/campaigns',
  validateSearch: (search: Record<string, unknown>): CampaignsSearch => {
    const words = word(search.search);
    const sort = (['value', 'total', 'first', 'last'] as const).find((each) => each === search.sort);
    const page = Number(search.page);
    return {
      ...(words ? { search: words } : {}),
      ...(sort ? { sort } : {}),
      ...(search.up === 'true' || search.up === true ? { up: true } : {}),
      ...(Number.isInteger(page) && page > 0 ? { page } : {}),
    };
  },
  component: lazyRouteComponent(() => import('./campaigns/campaigns-page.tsx'), 'CampaignsPage'),
});
export interface CampaignSearch {
  readonly view?: 'all' | 'duplicates' | 'missing' | 'unexpected';
  readonly search?: string;
}
const campaign = createRoute({
  getParentRoute: () => root,
  path: '/campaigns/$id',
  validateSearch: (search: Record<string, unknown>): CampaignSearch => {
    const view = (['all', 'duplicates', 'missing', 'unexpected'] as const).find((each) => each === search.view);
    const words = word(search.search);
    return { ...(view ? { view } : {}), ...(words ? { search: words } : {}) };
  },
  component: lazyRouteComponent(() => import('./campaigns/campaign-page.tsx'), 'CampaignPage'),
});
const chaos = createRoute({
  getParentRoute: () => root,
  path: '/chaos',
  validateSearch: (search: Record<string, unknown>): { search?: string } => {
    const words = word(search.search);
    return words ? { search: words } : {};
  },
  component: lazyRouteComponent(() => import('./chaos/chaos-page.tsx'), 'ChaosPage'),
});
const domains = createRoute({
  getParentRoute: () => root,
  path: '/domains',
  component: lazyRouteComponent(() => import('./domains/domains-page.tsx'), 'DomainsPage'),
});
const domain = createRoute({
  getParentRoute: () => root,
  path: '/domains/$name',
  component: lazyRouteComponent(() => import('./domains/domain-page.tsx'), 'DomainPage'),
});
const operations = createRoute({
  getParentRoute: () => root,
  path: '/operations',
  component: lazyRouteComponent(() => import('./operations/operations-page.tsx'), 'OperationsPage'),
});
const start = createRoute({
  getParentRoute: () => root,
  path: '/start',
  component: lazyRouteComponent(() => import('./start/start-page.tsx'), 'StartPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    allMail,
    inbox,
    mail,
    mailTab,
    campaigns,
    campaign,
    chaos,
    domains,
    domain,
    operations,
    start,
  ]),
  parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
  stringifySearch,
  defaultPreload: 'intent',
  defaultPendingComponent: () => <Skeleton />,
  defaultErrorComponent: ({ error, reset }) => <Failure error={error} onRetry={reset} />,
});

/** Plain text, so that `?q=4711` is what people type and share; the router's own way is JSON. */
function stringifySearch(search: Record<string, unknown>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) if (value !== undefined) query.set(name, String(value));
  return query.size > 0 ? `?${query}` : '';
}

function NotFound() {
  return (
    <div className="state">
      <h1 className="state-title">{text.errors.notFoundTitle}</h1>
      <p className="state-text">{text.errors.notFoundText}</p>
    </div>
  );
}

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
