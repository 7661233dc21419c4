import {
  infiniteQueryOptions,
  keepPreviousData,
  notifyManager,
  QueryClient,
  queryOptions,
} from '@tanstack/react-query';
import { ApiError, apiPath, getJson, getText, type Parameters } from './client.ts';
import { takeHanded } from './live.ts';
import type { Schemas } from './types.ts';

// Within the frame that an answer came in, not in a task behind it: then a turn of the live feed draws once (live.ts).
notifyManager.setScheduler(queueMicrotask);

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5000,
      refetchOnWindowFocus: true,
      // An answer of the server is an answer; only silence is worth asking again.
      retry: (failures, error) =>
        failures < 2 && error instanceof ApiError && (error.status === 0 || error.status === 503),
    },
  },
});

const path = (id: string) => encodeURIComponent(id);

export const configQuery = queryOptions({
  queryKey: ['config'],
  queryFn: ({ signal }) => getJson<Schemas['ConfigInfo']>('/config-info', { signal }),
  staleTime: 60_000,
});
export const inboxesQuery = queryOptions({
  queryKey: ['inboxes'],
  queryFn: async ({ signal }) =>
    takeHanded<Schemas['Inboxes']>(apiPath('/inboxes')) ?? getJson<Schemas['Inboxes']>('/inboxes', { signal }),
});
export const domainsQuery = queryOptions({
  queryKey: ['directory', 'domains'],
  queryFn: ({ signal }) => getJson<Schemas['DomainList']>('/domains', { signal }),
});

export const subdomainsQuery = (parameters: { domain?: string; search?: string; limit?: number } = {}) =>
  queryOptions({
    queryKey: ['directory', 'subdomains', parameters],
    queryFn: ({ signal }) => getJson<Schemas['SubdomainPage']>('/subdomains', { parameters, signal }),
  });

export const emailQuery = (id: string) =>
  queryOptions({
    queryKey: ['email', id],
    queryFn: ({ signal }) => getJson<Schemas['EmailDetail']>(`/emails/${path(id)}`, { signal }),
    staleTime: 30_000,
  });

/** Bytes never change: parsed once, kept while the page is open. */
const fixed = { staleTime: Number.POSITIVE_INFINITY, gcTime: 120_000 };

export const contentQuery = (id: string) =>
  queryOptions({
    queryKey: ['email', id, 'content'],
    queryFn: ({ signal }) => getJson<Schemas['EmailContent']>(`/emails/${path(id)}/content`, { signal }),
    ...fixed,
  });
export const headersQuery = (id: string) =>
  queryOptions({
    queryKey: ['email', id, 'headers'],
    queryFn: ({ signal }) => getJson<Schemas['EmailHeaders']>(`/emails/${path(id)}/headers`, { signal }),
    ...fixed,
  });
export const partsQuery = (id: string) =>
  queryOptions({
    queryKey: ['email', id, 'parts'],
    queryFn: ({ signal }) => getJson<Schemas['EmailParts']>(`/emails/${path(id)}/parts`, { signal }),
    ...fixed,
  });
export const partTextQuery = (id: string, part: number) =>
  queryOptions({
    queryKey: ['email', id, 'part', part],
    queryFn: ({ signal }) => getText(`/emails/${path(id)}/parts/${part}`, { signal }),
    ...fixed,
  });

export interface CampaignListParameters extends Parameters {
  readonly search?: string;
  readonly sort?: string;
  readonly descending?: boolean;
  readonly skip?: number;
  readonly limit?: number;
}
export const campaignsQuery = (parameters: CampaignListParameters) =>
  queryOptions({
    queryKey: ['campaigns', parameters],
    queryFn: ({ signal }) => getJson<Schemas['CampaignPage']>('/campaigns', { parameters, signal }),
    placeholderData: keepPreviousData,
  });
export const campaignQuery = (id: string) =>
  queryOptions({
    queryKey: ['campaign', id],
    queryFn: ({ signal }) => getJson<Schemas['Campaign']>(`/campaigns/${path(id)}`, { signal }),
  });
export const seriesQuery = (id: string, parameters: { resolution: string; from?: string; to?: string }) =>
  queryOptions({
    queryKey: ['campaign', id, 'series', parameters],
    queryFn: ({ signal }) =>
      getJson<Schemas['CampaignSeries']>(`/campaigns/${path(id)}/series`, { parameters, signal }),
    placeholderData: keepPreviousData,
  });
export const reconcileQuery = (id: string) =>
  queryOptions({
    queryKey: ['campaign', id, 'reconcile'],
    queryFn: ({ signal }) => getJson<Schemas['Reconciliation']>(`/campaigns/${path(id)}/reconcile`, { signal }),
  });
export const ledgerQuery = (id: string, view: string, search: string) =>
  infiniteQueryOptions({
    queryKey: ['campaign', id, 'ledger', view, search],
    queryFn: ({ pageParam, signal }) =>
      getJson<Schemas['LedgerPage']>(`/campaigns/${path(id)}/ledger`, {
        parameters: { view, limit: 200, search: search || undefined, after: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  });

export const chaosQuery = (search: string) =>
  infiniteQueryOptions({
    queryKey: ['directory', 'chaos', search],
    queryFn: ({ pageParam, signal }) =>
      getJson<Schemas['ChaosAddressPage']>('/chaos-addresses', {
        parameters: { limit: 100, search: search || undefined, after: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  });

export const historyQuery = queryOptions({
  queryKey: ['history'],
  queryFn: ({ signal }) => getJson<Schemas['StatsHistory']>('/stats/history', { signal }),
});
export const deadLettersQuery = queryOptions({
  queryKey: ['dead-letters'],
  queryFn: ({ signal }) => getJson<Schemas['DeadLetterPage']>('/dead-letters', { parameters: { limit: 100 }, signal }),
});
/** `changes`: without what mail itself leaves behind. */
export const auditQuery = (changes: boolean) =>
  infiniteQueryOptions({
    queryKey: ['audit', changes],
    queryFn: ({ pageParam, signal }) =>
      getJson<Schemas['AuditPage']>('/audit', {
        parameters: { limit: 50, before: pageParam, changes: changes || undefined },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  });
