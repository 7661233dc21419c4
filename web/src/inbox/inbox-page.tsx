import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useRouter, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { onLive } from '../api/live.ts';
import { emailQuery, inboxesQuery, subdomainsQuery } from '../api/queries.ts';
import { Resizer } from '../frame/resizer.tsx';
import { MessageView } from '../message/message-view.tsx';
import type { MessageTab } from '../message/tabs.ts';
import { useNeighbours, useSteps } from '../message/use-neighbours.ts';
import { prefer, usePreferences } from '../preferences.ts';
import type { InboxSearch } from '../router.tsx';
import { readQuery } from '../search/read-query.ts';
import { text } from '../strings.ts';
import { useShortcuts } from '../ui/shortcuts.ts';
import { useTitle } from '../ui/use-title.ts';
import { EmptyInbox, QueryFault } from './empty-inbox.tsx';
import { followChanges } from './follow-live.ts';
import { ListHead } from './list-head.tsx';
import { deleteEmails, type MailList, type MailListKey, type MailOrder, mailList, markEmails } from './mail-list.ts';
import type { MailListState } from './mail-list-store.ts';
import { type MailListHandle, MailListView } from './mail-list-view.tsx';
import { extend, isEmpty, nothingSelected, type Selection, selectAll, toggle, without } from './selection.ts';

/** `/` and `/inbox/:name`: a list, and beside it the mail of `?id=`. */
export function InboxPage() {
  const { inbox } = useParams({ strict: false }) as { inbox?: string };
  const { q = '', sort: order = 'newest', id, tab } = useSearch({ strict: false }) as InboxSearch;
  const list = useMemo(() => mailList({ ...(inbox ? { inbox } : {}), query: q, order }), [inbox, q, order]);
  useEffect(followChanges, []);
  if (!list) {
    const parsed = readQuery(q);
    return <QueryFault inbox={inbox} reason={parsed.kind === 'fault' ? parsed.reason : ''} />;
  }
  return <Inbox key={JSON.stringify([inbox, q, order])} list={list} inbox={inbox} query={q} openId={id} tab={tab} />;
}

interface Props {
  readonly list: MailList;
  readonly inbox: string | undefined;
  readonly query: string;
  readonly openId: string | undefined;
  readonly tab: MessageTab | undefined;
}

function Inbox({ list, inbox, query, openId, tab }: Props) {
  const { store } = list;
  const empty = useSyncExternalStore(store.subscribe, () => isEmptyList(store.snapshot()));
  const { listWidth } = usePreferences();
  const [selection, setSelection] = useState<Selection>(nothingSelected);
  const view = useRef<MailListHandle>(null);
  const inboxId = useInboxId(inbox);
  const router = useRouter();
  const goTo = useGoTo(list.key);

  const openedHere = useRef(false);
  const open = useCallback(
    (id: string) => {
      if (openId === undefined) openedHere.current = true;
      goTo({ id, ...(tab ? { tab } : {}) }, openId !== undefined);
    },
    [goTo, openId, tab],
  );
  // Opened from the list: closing is going back, so that Back afterwards does not open it again.
  const close = useCallback(() => {
    if (openedHere.current) router.history.back();
    else goTo({}, false);
    openedHere.current = false;
    view.current?.focus();
  }, [goTo, router]);

  const targets = (): string[] =>
    selection.ids.size > 0 ? [...selection.ids] : [openId ?? list.current].filter((id) => id !== undefined);
  const remove = () => {
    const ids = targets();
    const next = openId && ids.includes(openId) ? neighbourOf(list, openId, ids) : undefined;
    deleteEmails(ids);
    setSelection(nothingSelected);
    if (openId && ids.includes(openId)) {
      if (next) goTo({ id: next, ...(tab ? { tab } : {}) }, true);
      else goTo({}, true);
    } else if (list.current && ids.includes(list.current)) view.current?.move(0);
  };
  const mark = (kind: 'favorite' | 'read', ids = targets()) => {
    const items = store.loaded().filter((item) => ids.includes(item.id));
    if (kind === 'favorite') void markEmails(ids, items.every((item) => item.favorite) ? 'unfavorite' : 'favorite');
    else void markEmails(ids, items.every((item) => !item.unread) ? 'unread' : 'read');
  };
  const select = async (id: string, index: number, how: 'toggle' | 'range') => {
    const anchor = selection.anchor === undefined ? -1 : store.indexOf(selection.anchor);
    if (how === 'toggle' || anchor < 0) setSelection((value) => toggle(value, id));
    else {
      const range = await store.idsBetween(anchor, index);
      setSelection((value) => extend(value, range));
    }
  };
  const opened = useQuery({ ...emailQuery(openId ?? ''), enabled: openId !== undefined }).data;
  const neighbours = useNeighbours(openId ?? '', opened?.number, list);
  const step = useSteps(openId, neighbours, open);
  // A mail that was opened by its address may stand anywhere in the list; then the server knows what is next.
  const move = (by: 1 | -1) => {
    if (openId !== undefined && store.indexOf(openId) < 0) step(by);
    else view.current?.move(by);
  };
  const goUp = () => {
    if (openId !== undefined) close();
    else if (!isEmpty(selection)) setSelection(nothingSelected);
    else if (query !== '') goTo({ q: undefined }, false);
  };

  useShortcuts({
    j: () => move(1),
    arrowdown: () => move(1),
    k: () => move(-1),
    arrowup: () => move(-1),
    enter: () => list.current && open(list.current),
    o: () => list.current && open(list.current),
    escape: goUp,
    x: () => list.current && void select(list.current, store.indexOf(list.current), 'toggle'),
    '#': remove,
    delete: remove,
    s: () => mark('favorite'),
    u: () => mark('read'),
    'control+a': () => setSelection(selectAll()),
  });

  // What was deleted, here or by others, is not selected any more.
  useEffect(
    () =>
      onLive((events) => {
        for (const event of events) {
          const gone = event.type === 'changed' && event.change === 'deleted' ? event.ids : undefined;
          if (gone) setSelection((value) => without(value, gone));
        }
      }),
    [],
  );
  useEffect(() => {
    if (openId === undefined) openedHere.current = false;
  }, [openId]);

  return (
    <div className="inbox" data-open={openId !== undefined || undefined}>
      <Title inbox={inbox} />
      <section
        className="list-pane"
        aria-label={text.inbox.list}
        style={openId === undefined ? undefined : { width: listWidth }}
      >
        <ListHead
          list={list}
          inbox={inbox}
          query={query}
          selection={selection}
          onSelection={setSelection}
          onQuery={(q) => goTo({ q: q || undefined }, false)}
          onOrder={(order) => goTo({ order, ...(openId ? { id: openId } : {}), ...(tab ? { tab } : {}) }, false)}
          onDelete={remove}
        />
        {empty && <EmptyInbox inbox={inbox} query={query} />}
        <MailListView
          ref={view}
          list={list}
          inboxId={inboxId}
          openId={openId}
          selection={selection}
          onOpen={open}
          onMove={(id) => openId !== undefined && id !== openId && open(id)}
          onSelect={(id, index, how) => void select(id, index, how)}
          onFavorite={(id) => mark('favorite', [id])}
        />
        {openId !== undefined && (
          <Resizer
            className="list-resizer"
            label={text.nav.resizeList}
            value={listWidth}
            min={320}
            max={900}
            onChange={(width) => prefer({ listWidth: width })}
          />
        )}
      </section>
      {openId !== undefined && (
        <MessageView
          key={openId}
          id={openId}
          tab={tab}
          onTab={(next) => goTo({ id: openId, tab: next }, true)}
          onClose={close}
          neighbours={neighbours}
          onStep={step}
          onDelete={remove}
        />
      )}
    </div>
  );
}

interface Target extends Omit<InboxSearch, 'q' | 'sort'> {
  /** As they are when they are not named. */
  readonly q?: string | undefined;
  readonly order?: MailOrder;
}

function useGoTo({ inbox, query, order: now }: MailListKey) {
  const navigate = useNavigate();
  return useCallback(
    (target: Target, replace: boolean) => {
      const { q = 'q' in target ? undefined : query, order = now, ...rest } = target;
      const search = { ...rest, ...(q ? { q } : {}), ...(order === 'oldest' ? { sort: order } : {}) };
      if (inbox) void navigate({ to: '/inbox/$inbox', params: { inbox }, search, replace });
      else void navigate({ to: '/', search, replace });
    },
    [navigate, inbox, query, now],
  );
}

/** The feed counts by id, the address has the name. Undefined for all mail, and while it is not known: then any arrival is looked at. */
function useInboxId(inbox: string | undefined): string | undefined {
  const counted = useQuery({
    ...inboxesQuery,
    select: ({ items }) => items.find((each) => each.inboxName === inbox)?.inbox,
  });
  const subdomains = useQuery({
    ...subdomainsQuery({ search: inbox ?? '' }),
    enabled: inbox !== undefined && inbox !== 'catch-all',
  });
  if (inbox === undefined || inbox === 'catch-all') return inbox;
  return counted.data ?? subdomains.data?.items.find((each) => each.name === inbox)?.id;
}

/** By itself, so that a count does not draw the page anew. */
function Title({ inbox }: { readonly inbox: string | undefined }) {
  const { data } = useQuery(inboxesQuery);
  const counted = data?.items.filter((each) => inbox === undefined || each.inboxName === inbox) ?? [];
  const unread = counted.reduce((sum, each) => sum + each.unread, 0);
  useTitle(inbox === undefined ? text.nav.all : inbox === 'catch-all' ? text.nav.catchAll : inbox, unread);
  return null;
}

const isEmptyList = ({ status, rows, pending }: MailListState): boolean =>
  status === 'ready' && rows === 0 && pending === 0;

/** What to read after this mail is deleted: the next that stays, or the one before. */
function neighbourOf(list: MailList, id: string, removed: readonly string[]): string | undefined {
  const { store } = list;
  const at = store.indexOf(id);
  if (at < 0) return undefined;
  for (let index = at + 1; ; index += 1) {
    const item = store.row(index);
    if (!item) break;
    if (!removed.includes(item.id)) return item.id;
  }
  for (let index = at - 1; index >= 0; index -= 1) {
    const item = store.row(index);
    if (item && !removed.includes(item.id)) return item.id;
  }
  return undefined;
}
