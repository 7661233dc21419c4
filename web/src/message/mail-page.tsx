import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useRouter } from '@tanstack/react-router';
import { emailQuery } from '../api/queries.ts';
import { deleteEmails, latestList } from '../inbox/mail-list.ts';
import { useShortcuts } from '../ui/shortcuts.ts';
import { useTitle } from '../ui/use-title.ts';
import { MessageView } from './message-view.tsx';
import { isMessageTab, type MessageTab } from './tabs.ts';
import { useNeighbours } from './use-neighbours.ts';

/** `/mail/:id/:tab`: one mail as a page of its own, for a link. */
export function MailPage() {
  const { id = '', tab } = useParams({ strict: false }) as { id?: string; tab?: string };
  const navigate = useNavigate();
  const router = useRouter();
  const detail = useQuery(emailQuery(id)).data;
  useTitle(detail?.subject);
  const { newer, older } = useNeighbours(id, detail?.number);
  const show = isMessageTab(tab) ? tab : undefined;
  const go = (next: string | undefined, nextTab: MessageTab | undefined = show) => {
    if (next === undefined) return;
    if (nextTab) void navigate({ to: '/mail/$id/$tab', params: { id: next, tab: nextTab }, replace: true });
    else void navigate({ to: '/mail/$id', params: { id: next }, replace: true });
  };
  const close = () => {
    const list = latestList();
    if (list) list.current = id;
    if (list && router.history.canGoBack()) router.history.back();
    else void navigate({ to: '/' });
  };
  const remove = () => {
    deleteEmails([id]);
    if (older ?? newer) go(older ?? newer);
    else close();
  };
  useShortcuts({
    j: () => go(older),
    arrowdown: () => go(older),
    k: () => go(newer),
    arrowup: () => go(newer),
    escape: close,
    '#': remove,
    delete: remove,
  });
  return (
    <MessageView
      key={id}
      id={id}
      tab={show}
      onTab={(next) => go(id, next)}
      onClose={close}
      onGo={go}
      onDelete={remove}
      page
    />
  );
}
