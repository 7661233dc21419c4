import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useRouter } from '@tanstack/react-router';
import { emailQuery } from '../api/queries.ts';
import { deleteEmails, latestList } from '../inbox/mail-list.ts';
import { useShortcuts } from '../ui/shortcuts.ts';
import { useTitle } from '../ui/use-title.ts';
import { MessageView } from './message-view.tsx';
import { isMessageTab, type MessageTab } from './tabs.ts';
import { useNeighbours, useSteps } from './use-neighbours.ts';

/** `/mail/:id/:tab`: one mail as a page of its own, for a link. */
export function MailPage() {
  const { id = '', tab } = useParams({ strict: false }) as { id?: string; tab?: string };
  const navigate = useNavigate();
  const router = useRouter();
  const detail = useQuery(emailQuery(id)).data;
  useTitle(detail?.subject);
  const neighbours = useNeighbours(id, detail?.number);
  const show = isMessageTab(tab) ? tab : undefined;
  const go = (next: string, nextTab: MessageTab | undefined = show) => {
    if (nextTab) void navigate({ to: '/mail/$id/$tab', params: { id: next, tab: nextTab }, replace: true });
    else void navigate({ to: '/mail/$id', params: { id: next }, replace: true });
  };
  const step = useSteps(id, neighbours, go);
  const close = () => {
    const list = latestList();
    if (list) list.current = id;
    if (list && router.history.canGoBack()) router.history.back();
    else void navigate({ to: '/' });
  };
  const remove = () => {
    deleteEmails([id]);
    const next = neighbours.next ?? neighbours.previous;
    if (next === undefined) close();
    else go(next);
  };
  useShortcuts({
    j: () => step(1),
    arrowdown: () => step(1),
    k: () => step(-1),
    arrowup: () => step(-1),
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
      neighbours={neighbours}
      onStep={step}
      onDelete={remove}
      page
    />
  );
}
