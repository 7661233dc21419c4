import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Check } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { apiPath } from '../api/client.ts';
import { ledgerQuery, reconcileQuery } from '../api/queries.ts';
import { formatCount } from '../format/numbers.ts';
import type { CampaignSearch } from '../router.tsx';
import { text } from '../strings.ts';
import { SearchField } from '../ui/search-field.tsx';
import { Failure, Skeleton } from '../ui/states.tsx';

const c = text.campaigns;
const views = ['all', 'duplicates', 'missing', 'unexpected'] as const;
const ROW = 32;

export function Ledger({ id }: { readonly id: string }) {
  const { view = 'all', search = '' } = useSearch({ from: '/campaigns/$id' });
  const navigate = useNavigate({ from: '/campaigns/$id' });
  const report = useQuery(reconcileQuery(id));
  const go = (change: CampaignSearch) =>
    void navigate({ search: (before: CampaignSearch) => ({ ...before, ...change }), replace: true });
  const counts = report.data && {
    all: report.data.recipients,
    duplicates: report.data.duplicates,
    missing: report.data.missing,
    unexpected: report.data.unexpected,
  };
  return (
    <section className="card" data-testid="ledger">
      <header className="row wrap">
        <h2>{c.ledger}</h2>
        <span className="grow" />
        <SearchField
          label={c.searchRecipients}
          value={search}
          onChange={(words) => go({ search: words || undefined })}
        />
      </header>
      <div className="row wrap">
        <fieldset className="segmented plain-fieldset" aria-label={c.viewList}>
          {views.map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={view === each}
              onClick={() => go({ view: each === 'all' ? undefined : each })}
            >
              {c.views[each]} <span className="number">{counts ? formatCount(counts[each]) : ''}</span>
            </button>
          ))}
        </fieldset>
        <span className="grow" />
        <a href={apiPath(`/campaigns/${encodeURIComponent(id)}/export`, { format: 'csv', view })} download>
          {c.export} {c.exportCsv}
        </a>
      </div>
      {view !== 'all' && view !== 'duplicates' && report.data?.expected === 0 ? (
        <p className="note">{c.missingNeedsList}</p>
      ) : (
        <Rows key={`${view} ${search}`} id={id} view={view} search={search} />
      )}
    </section>
  );
}

function Rows({
  id,
  view,
  search,
}: {
  readonly id: string;
  readonly view: (typeof views)[number];
  readonly search: string;
}) {
  const ledger = useInfiniteQuery(ledgerQuery(id, view, search));
  const scroller = useRef<HTMLDivElement>(null);
  const rows = ledger.data?.pages.flatMap((page) => page.items) ?? [];
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 10,
  });
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = ledger;
  useEffect(() => {
    if (last >= rows.length - 30 && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [last, rows.length, hasNextPage, isFetchingNextPage, fetchNextPage]);
  if (ledger.isError) return <Failure error={ledger.error} onRetry={() => void ledger.refetch()} />;
  if (ledger.isPending) return <Skeleton lines={8} />;
  if (rows.length === 0) return <p className="muted">{c.noRecipients[view]}</p>;
  return (
    <div className="ledger-head-and-rows">
      <div className="ledger-row ledger-head" aria-hidden>
        <span>{c.recipient}</span>
        <span className="number">{c.seen}</span>
        <span>{c.expected}</span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
      <section ref={scroller} className="ledger-scroller" tabIndex={0} aria-label={c.ledger}>
        <ul style={{ height: virtual.getTotalSize() }} className="ledger-space">
          {shown.map(({ index, start }) => {
            const row = rows[index];
            return (
              row && (
                <li key={row.recipient} className="ledger-row" style={{ transform: `translateY(${start}px)` }}>
                  <span className="mono ellipsis" title={row.recipient}>
                    {row.recipient}
                  </span>
                  <span className={`number ${row.seen > 1 ? 'amber' : row.seen === 0 ? 'red' : ''}`}>
                    <span className="visually-hidden">{c.seen} </span>
                    {formatCount(row.seen)}
                  </span>
                  <span>{row.expected && <Check size={14} aria-label={c.expected} />}</span>
                </li>
              )
            );
          })}
        </ul>
      </section>
    </div>
  );
}
