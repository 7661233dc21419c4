import { apiPath, change, getJson, type Parameters, reasonOf } from '../api/client.ts';
import { takeHanded } from '../api/live.ts';
import type { EmailItem, Schemas } from '../api/types.ts';
import { queryForApi } from '../search/read-query.ts';
import { text } from '../strings.ts';
import { closeToast, toast } from '../ui/toasts.tsx';
import { takeEarly } from './early-rows.ts';
import { MailListStore, type MailSource } from './mail-list-store.ts';

/** By time of arrival; `newest` when an address says nothing. */
export type MailOrder = 'newest' | 'oldest';

/** What a list is about: one inbox by name, or all, a query, and which comes first. */
export interface MailListKey {
  readonly inbox?: string;
  readonly query: string;
  readonly order: MailOrder;
}

/** One list: its rows, where it was scrolled to and which row is current. Lives on while a message is read elsewhere. */
export interface MailList {
  readonly key: MailListKey;
  readonly filter: Readonly<Record<string, string>>;
  readonly store: MailListStore;
  /** Position of the view, px of rows; 0 is the first. */
  scrollTop: number;
  current: string | undefined;
}

const KEPT_LISTS = 4;
const lists = new Map<string, MailList>();
let latest: MailList | undefined;

/** The same list for the same key, so that going back finds it as it was left. Undefined: the query cannot be understood. */
export function mailList(key: MailListKey): MailList | undefined {
  const q = key.query.trim() === '' ? '' : queryForApi(key.query);
  if (q === undefined) return undefined;
  const name = JSON.stringify([key.inbox ?? '', q, key.order]);
  let list = lists.get(name);
  if (!list) {
    const filter = { ...(key.inbox ? { inbox: key.inbox } : {}), ...(q ? { q } : {}) };
    list = { key, filter, store: new MailListStore(sourceOf(filter, key.order)), scrollTop: 0, current: undefined };
    void list.store.reload();
  }
  lists.delete(name);
  lists.set(name, list);
  for (const old of [...lists.keys()].slice(0, Math.max(0, lists.size - KEPT_LISTS))) lists.delete(old);
  latest = list;
  return list;
}

/** The list that was looked at last: where "next" and "previous" of a message lead. */
export const latestList = (): MailList | undefined => latest;
export const keptLists = (): Iterable<MailList> => lists.values();

type Filter = Readonly<Record<string, string>>;

function sourceOf(filter: Filter, order: MailOrder): MailSource {
  const newest = (limit: number, signal: AbortSignal) => wholePage(filter, 'newest', 0, limit, signal);
  return {
    page: (skip, limit, signal) => wholePage(filter, order, skip, limit, signal),
    count: (signal) => get<Schemas['EmailCount']>('/emails/count', filter, signal),
    ...(order === 'oldest' ? { newest } : {}),
  };
}

/** With rare conditions a page comes in parts: the server looks for about a tenth of a second at a time. */
async function wholePage(
  filter: Filter,
  order: MailOrder,
  skip: number,
  limit: number,
  signal: AbortSignal,
): Promise<Schemas['EmailPage']> {
  // What is the default is not said: so the path is that of the early request.
  const first = { ...filter, limit, skip, ...(order === 'oldest' ? { order } : {}) };
  let part = await get<Schemas['EmailPage']>('/emails', first, signal);
  const items = [...part.items];
  while (items.length < limit && part.next !== undefined) {
    const from = order === 'oldest' ? { after: part.next } : { before: part.next };
    const rest = { limit: limit - items.length, skip: part.skip ?? 0, ...from };
    part = await get<Schemas['EmailPage']>('/emails', { ...first, ...rest }, signal);
    items.push(...part.items);
  }
  return { ...part, items };
}

/** What the list asks when mail came: the address of its newest rows. */
export const headPath = ({ filter, store }: MailList): string =>
  apiPath('/emails', { ...filter, limit: store.headRows, skip: 0 });

async function get<T>(path: string, parameters: Parameters, signal: AbortSignal): Promise<T> {
  const here = takeHanded<T>(apiPath(path, parameters)) ?? (await takeEarly<T>(path, parameters));
  return here ?? getJson<T>(path, { parameters, signal });
}

type Mark = 'read' | 'unread' | 'favorite' | 'unfavorite';

const marks: Record<Mark, (item: EmailItem) => EmailItem> = {
  read: (item) => ({ ...item, unread: false }),
  unread: (item) => ({ ...item, unread: true }),
  favorite: (item) => ({ ...item, favorite: true }),
  unfavorite: (item) => ({ ...item, favorite: false }),
};

/** Shown at once in every list; taken back, with the reason, when the server refuses. */
export async function markEmails(ids: readonly string[], mark: Mark): Promise<void> {
  const undo = patchLists(ids, mark);
  try {
    await change('POST', `/emails/${mark}`, { ids });
  } catch (error) {
    undo();
    toast({ text: text.inbox.changeFailed(reasonOf(error)), kind: 'error' });
  }
}

function patchLists(ids: readonly string[], mark: Mark): () => void {
  const set = new Set(ids);
  const undos = [...lists.values()].map(({ store }) => store.patch(set, marks[mark]));
  return () => {
    for (const undo of undos) undo();
  };
}

export async function markAll(list: MailList, mark: Mark): Promise<void> {
  try {
    await change('POST', `/emails/${mark}`, { filter: list.filter });
    list.store.patchAll(marks[mark]);
  } catch (error) {
    toast({ text: text.inbox.changeFailed(reasonOf(error)), kind: 'error' });
  }
}

export async function deleteAll(list: MailList): Promise<void> {
  await change('POST', '/emails/delete', { filter: list.filter });
  await list.store.reload();
}

const UNDO_MS = 5000;

interface PendingDelete {
  readonly ids: readonly string[];
  readonly toastId: string;
  readonly timer: ReturnType<typeof setTimeout>;
}
const pendingDeletes = new Set<PendingDelete>();

/** Gone from the lists at once; deleted when Undo was not pressed for five seconds, or when the page is left. */
export function deleteEmails(ids: readonly string[]): void {
  if (ids.length === 0) return;
  for (const { store } of lists.values()) store.hide(ids);
  const pending: PendingDelete = {
    ids,
    timer: setTimeout(() => commit(pending), UNDO_MS),
    toastId: toast({
      text: text.inbox.deleted(ids.length),
      forMs: UNDO_MS,
      action: { label: text.common.undo, run: () => undo(pending) },
    }),
  };
  pendingDeletes.add(pending);
}

export const isPendingDelete = (id: string): boolean => [...pendingDeletes].some(({ ids }) => ids.includes(id));

function undo(pending: PendingDelete): void {
  if (!pendingDeletes.delete(pending)) return;
  clearTimeout(pending.timer);
  for (const { store } of lists.values()) store.show(pending.ids);
}

function commit(pending: PendingDelete, leaving = false): void {
  if (!pendingDeletes.delete(pending)) return;
  clearTimeout(pending.timer);
  closeToast(pending.toastId);
  void send(pending.ids, leaving);
}

/** In groups: a request that outlives its page may carry 64 KiB. */
async function send(ids: readonly string[], leaving: boolean): Promise<void> {
  const groups: string[][] = [];
  for (let at = 0; at < ids.length; at += 1000) groups.push(ids.slice(at, at + 1000));
  try {
    await Promise.all(groups.map((group) => change('POST', '/emails/delete', { ids: group }, { keepalive: leaving })));
    for (const { store } of lists.values()) store.gone(ids);
  } catch (error) {
    for (const { store } of lists.values()) store.show(ids);
    toast({ text: text.inbox.deleteFailed(reasonOf(error)), kind: 'error' });
  }
}

addEventListener('pagehide', () => {
  for (const pending of pendingDeletes) commit(pending, true);
});
