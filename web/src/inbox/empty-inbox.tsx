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
  const name = inbox ?? text.nav.all;
  return (
    <div className="empty-inbox" data-testid="empty-inbox">
      <Empty icon={<Inbox size={24} aria-hidden className="muted" />} title={text.inbox.emptyInbox(name)}>
        {text.inbox.emptyInboxText(stats?.smtp ?? '')}
      </Empty>
      <Suspense>
        <FirstMail {...(inbox && inbox !== 'catch-all' ? { to: `you@${inbox}` } : {})} />
      </Suspense>
    </div>
  );
}
