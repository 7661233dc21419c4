import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Activity, Globe, Inbox, type LucideIcon, Megaphone, Rocket, Zap } from 'lucide-react';
import { createContext, memo, use } from 'react';
import { domainsQuery, inboxesQuery, subdomainsQuery } from '../api/queries.ts';
import { formatBadge } from '../format/numbers.ts';
import { prefer, usePreferences } from '../preferences.ts';
import { text } from '../strings.ts';
import { railInboxes } from './rail-inboxes.ts';
import { Resizer } from './resizer.tsx';

/** So many at most: the rest is a click away in Domains. Those with unread mail come first. */
const MOST = 60;

export function Rail() {
  const { railWidth } = usePreferences();
  const inboxes = useQuery(inboxesQuery);
  const domains = useQuery(domainsQuery);
  const subdomains = useQuery(subdomainsQuery({ limit: 200 }));
  const { groups, unread, more } = railInboxes(
    inboxes.data?.items ?? [],
    domains.data?.items ?? [],
    subdomains.data?.items ?? [],
    MOST,
  );
  const catchAll = inboxes.data?.items.find((each) => each.inbox === 'catch-all');
  const counts = new Map([
    [ALL, unread],
    ['catch-all', catchAll?.unread ?? 0],
    ...groups.flatMap(({ inboxes }) => inboxes.map((each) => [each.name, each.unread] as const)),
  ]);
  return (
    <nav className="rail" aria-label={text.nav.label} style={{ width: railWidth }}>
      <div className="rail-scroller">
        <UnreadCounts value={counts}>
          <ul className="rail-list" aria-label={text.nav.inboxes}>
            <Entry to="/" exact Icon={Inbox} label={text.nav.all} unreadOf={ALL} />
            <InboxEntry name="catch-all" label={text.nav.catchAll} />
            {groups.map((group) => (
              <li key={group.domain}>
                <span className="rail-domain ellipsis" title={group.domain}>
                  {group.domain}
                </span>
                <ul>
                  {group.inboxes.map((each) => (
                    <InboxEntry key={each.name} name={each.name} label={each.label} nested />
                  ))}
                </ul>
              </li>
            ))}
            {more > 0 && (
              <li>
                <Link to="/domains" className="rail-entry rail-nested muted">
                  {text.nav.moreInboxes(more)}
                </Link>
              </li>
            )}
          </ul>
        </UnreadCounts>
        <ul className="rail-list rail-places">
          <Entry to="/campaigns" Icon={Megaphone} label={text.nav.campaigns} />
          <Entry to="/chaos" Icon={Zap} label={text.nav.chaos} />
          <Entry to="/domains" Icon={Globe} label={text.nav.domains} />
          <Entry to="/operations" Icon={Activity} label={text.nav.operations} />
          <Entry to="/start" Icon={Rocket} label={text.nav.start} />
        </ul>
      </div>
      <Resizer
        label={text.nav.resizeRail}
        value={railWidth}
        min={160}
        max={360}
        onChange={(width) => prefer({ railWidth: width })}
      />
    </nav>
  );
}

/** By inbox name. Passes by the links, which are costly to draw, to the figures in them: in a burst only these change. */
const UnreadCounts = createContext<ReadonlyMap<string, number>>(new Map());
/** No inbox can have this name. */
const ALL = '';

interface EntryProps {
  readonly to: '/' | '/campaigns' | '/chaos' | '/domains' | '/operations' | '/start';
  readonly label: string;
  readonly Icon: LucideIcon;
  readonly exact?: boolean;
  readonly unreadOf?: string;
}

const Entry = memo(function Entry({ to, label, Icon, exact = false, unreadOf }: EntryProps) {
  return (
    <li>
      <Link to={to} className="rail-entry" activeOptions={{ exact, includeSearch: false }}>
        <Icon size={16} aria-hidden />
        <span className="grow ellipsis">{label}</span>
        {unreadOf !== undefined && <Unread of={unreadOf} />}
      </Link>
    </li>
  );
});

const InboxEntry = memo(function InboxEntry({
  name,
  label,
  nested,
}: {
  name: string;
  label: string;
  nested?: boolean;
}) {
  return (
    <li>
      <Link
        to="/inbox/$inbox"
        params={{ inbox: name }}
        className={`rail-entry ${nested ? 'rail-nested' : 'rail-second'}`}
        activeOptions={{ includeSearch: false }}
        title={name}
      >
        <span className="grow ellipsis">{label}</span>
        <Unread of={name} />
      </Link>
    </li>
  );
});

function Unread({ of }: { readonly of: string }) {
  const count = use(UnreadCounts).get(of) ?? 0;
  if (count === 0) return null;
  return (
    <span className="rail-count number">
      {formatBadge(count)}
      <span className="visually-hidden"> {text.inbox.unread}</span>
    </span>
  );
}
