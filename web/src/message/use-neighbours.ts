import { useQuery } from '@tanstack/react-query';
import { getJson } from '../api/client.ts';
import type { EmailItem, Schemas } from '../api/types.ts';
import { latestList } from '../inbox/mail-list.ts';

interface Neighbours {
  readonly newer?: string;
  readonly older?: string;
}

/** The mails before and after one: in the list that was looked at, otherwise in the order of arrival of all mail. */
export function useNeighbours(id: string, number: number | undefined): Neighbours {
  const listed = fromList(id);
  const asked = useQuery({
    queryKey: ['neighbours', id],
    enabled: number !== undefined && listed === undefined,
    queryFn: async ({ signal }): Promise<Neighbours> => {
      const [older, newer] = await Promise.all([
        getJson<Schemas['EmailPage']>('/emails', { parameters: { before: number, limit: 1 }, signal }),
        oldestAfter(number as number, signal),
      ]);
      return { ...(older.items[0] ? { older: older.items[0].id } : {}), ...(newer ? { newer: newer.id } : {}) };
    },
  });
  return listed ?? asked.data ?? {};
}

function fromList(id: string): Neighbours | undefined {
  const store = latestList()?.store;
  const at = store?.indexOf(id) ?? -1;
  if (!store || at < 0) return undefined;
  const newer = at > 0 ? store.row(at - 1) : undefined;
  const older = store.row(at + 1);
  return { ...(newer ? { newer: newer.id } : {}), ...(older ? { older: older.id } : {}) };
}

/** Lists are newest first; only the wait for a mail, with no time to wait, gives the oldest after one. */
async function oldestAfter(number: number, signal: AbortSignal): Promise<EmailItem | undefined> {
  const response = await fetch(`/api/v1/emails/wait?since=${number}&timeout=0`, { signal });
  return response.status === 200 ? response.json() : undefined;
}
