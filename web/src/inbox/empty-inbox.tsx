import { Inbox, SearchX } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { live } from '../api/live.ts';
import { useStore } from '../store.ts';
import { text } from '../strings.ts';
import { Empty } from '../ui/states.tsx';

const FirstMail = lazy(() => import('../start/first-mail.tsx').then(({ FirstMail }) => ({ default: FirstMail })));

/** Teaches how to send the first mail; the list takes its place by itself when one arrives. */
export function EmptyInbox({ inbox, searching }: { readonly inbox: string | undefined; readonly searching: boolean }) {
  const { stats } = useStore(live);
  if (searching)
    return (
      <Empty icon={<SearchX size={24} aria-hidden className="muted" />} title={text.inbox.noMatchTitle}>
        {text.inbox.noMatchText}
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
