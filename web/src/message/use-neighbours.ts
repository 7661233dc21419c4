import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { getJson, type Parameters } from '../api/client.ts';
import type { Schemas } from '../api/types.ts';
import { latestList, type MailList } from '../inbox/mail-list.ts';

export interface Neighbours {
  readonly previous?: string;
  readonly next?: string;
  /** False while the server is asked. */
  readonly known: boolean;
}

/**
 * The mails before and after one: in the list that was looked at where they are loaded there, otherwise as the server says; of the list
 * given, of the one that was looked at when the mail is in it, or of all mail.
 */
export function useNeighbours(id: string, number: number | undefined, given?: MailList): Neighbours {
  const latest = latestList();
  const listed = latest && fromList(latest, id);
  const list = given ?? (latest && latest.store.indexOf(id) >= 0 ? latest : undefined);
  const { filter = {}, key = { order: 'newest' } } = list ?? {};
  const asked = useQuery({
    queryKey: ['neighbours', id, filter, key.order],
    enabled: number !== undefined && listed === undefined,
    queryFn: async ({ signal }): Promise<Neighbours> => {
      const [older, newer] = await Promise.all([
        firstOf({ ...filter, before: number }, 'before', signal),
        firstOf({ ...filter, after: number, order: 'oldest' }, 'after', signal),
      ]);
      return key.order === 'newest' ? neighbours(newer, older) : neighbours(older, newer);
    },
  });
  return listed ?? asked.data ?? { known: asked.isError };
}

function fromList({ store }: MailList, id: string): Neighbours | undefined {
  const at = store.indexOf(id);
  if (at < 0) return undefined;
  const previous = at > 0 ? store.row(at - 1) : undefined;
  const next = store.row(at + 1);
  const loaded = (at === 0 || previous) && (at + 1 >= store.snapshot().rows || next);
  return loaded ? neighbours(previous?.id, next?.id) : undefined;
}

const neighbours = (previous: string | undefined, next: string | undefined): Neighbours => ({
  ...(previous ? { previous } : {}),
  ...(next ? { next } : {}),
  known: true,
});

/** With rare conditions the server looks for a tenth of a second at a time and says where to go on. */
async function firstOf(
  parameters: Parameters,
  cursor: 'before' | 'after',
  signal: AbortSignal,
): Promise<string | undefined> {
  for (let from = parameters; ; ) {
    const page = await getJson<Schemas['EmailPage']>('/emails', { parameters: { ...from, limit: 1 }, signal });
    if (page.items[0] || page.next === undefined) return page.items[0]?.id;
    from = { ...parameters, [cursor]: page.next };
  }
}

/** Steps from mail to mail. A key pressed before the neighbours are known counts once they are. */
export function useSteps(
  id: string | undefined,
  { previous, next, known }: Neighbours,
  go: (id: string) => void,
): (by: 1 | -1) => void {
  const queued = useRef(0);
  const leaving = useRef<string>(undefined);
  const run = () => {
    if (queued.current === 0 || !known || id === undefined || leaving.current === id) return;
    const forward = queued.current > 0;
    const to = forward ? next : previous;
    queued.current = to === undefined ? 0 : queued.current - (forward ? 1 : -1);
    if (to === undefined) return;
    leaving.current = id;
    go(to);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: another mail is shown: the next step may be made
  useEffect(() => {
    leaving.current = undefined;
  }, [id]);
  useEffect(run);
  return (by) => {
    queued.current += by;
    run();
  };
}
