import { Link } from '@tanstack/react-router';
import { Inbox, SearchX } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { live } from '../api/live.ts';
import { useStore } from '../store.ts';
import { text } from '../strings.ts';
import { Empty } from '../ui/states.tsx';

const FirstMail = lazy(() => import('../start/first-mail.tsx').then(({ FirstMail }) => ({ default: FirstMail })));

/** Teaches how to send the first mail; the list takes its place by itself when one arrives. */
export function EmptyInbox({ inbox, query }: { readonly inbox: string | undefined; readonly query: string }) {
  const { stats } = useStore(live);
  if (query.trim() !== '')
    return (
      <Empty icon={<SearchX size={24} aria-hidden className="muted" />} title={text.inbox.noMatchTitle}>
        <p>{text.inbox.noMatchText}</p>
        <p className="row wrap state-actions">
          {inbox !== undefined && (
            <Link to="/" search={{ q: query }} className="button button-plain">
              {text.inbox.searchAll}
            </Link>
          )}
          <ClearSearch inbox={inbox} />
        </p>
      </Empty>
    );
  const address = stats?.smtp ?? '';
  const catchesAll = inbox === undefined || inbox === 'catch-all';
  return (
    <div className="empty-inbox" data-testid="empty-inbox">
      <Empty
        icon={<Inbox size={24} aria-hidden className="muted" />}
        title={catchesAll ? text.inbox.empty : text.inbox.emptyInbox(inbox)}
      >
        {catchesAll ? text.inbox.emptyText(address) : text.inbox.emptyInboxText(address)}
      </Empty>
      <Suspense>
        <FirstMail {...(!catchesAll ? { to: `you@${inbox}` } : {})} />
      </Suspense>
    </div>
  );
}

/** Instead of a list whose query cannot be understood; where it goes wrong stands under the search box. */
export function QueryFault({ inbox, reason }: { readonly inbox: string | undefined; readonly reason: string }) {
  return (
    <div role="alert" className="query-fault">
      <Empty icon={<SearchX size={24} aria-hidden className="red" />} title={text.inbox.faultTitle}>
        <p>{text.inbox.queryFault(reason)}</p>
        <p className="row wrap state-actions">
          <ClearSearch inbox={inbox} />
        </p>
      </Empty>
    </div>
  );
}

function ClearSearch({ inbox }: { readonly inbox: string | undefined }) {
  const target = inbox === undefined ? ({ to: '/' } as const) : ({ to: '/inbox/$inbox', params: { inbox } } as const);
  return (
    <Link {...target} className="button button-plain">
      {text.inbox.clearSearch}
    </Link>
  );
}
