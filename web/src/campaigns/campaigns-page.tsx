import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { ArrowDown, ArrowUp, ChevronLeft, ChevronRight, Megaphone } from 'lucide-react';
import { campaignsQuery, configQuery } from '../api/queries.ts';
import type { Campaign } from '../api/types.ts';
import { formatBytes, formatCount } from '../format/numbers.ts';
import type { CampaignsSearch } from '../router.tsx';
import { text } from '../strings.ts';
import { IconButton } from '../ui/button.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { Empty, Failure, Skeleton } from '../ui/states.tsx';
import { Time } from '../ui/time.tsx';
import { useTitle } from '../ui/use-title.ts';
import './campaigns.css';

const c = text.campaigns;
const PAGE = 50;
type Sort = NonNullable<CampaignsSearch['sort']>;

export function CampaignsPage() {
  useTitle(c.title);
  const { search = '', sort = 'last', up = false, page = 1 } = useSearch({ from: '/campaigns' });
  const navigate = useNavigate({ from: '/campaigns' });
  const campaigns = useQuery(
    campaignsQuery({ search: search || undefined, sort, descending: !up, limit: PAGE, skip: (page - 1) * PAGE }),
  );
  const { data } = campaigns;
  const pages = data ? Math.max(1, Math.ceil(data.total / PAGE)) : 1;
  const go = (change: CampaignsSearch) =>
    void navigate({ search: (before: CampaignsSearch) => ({ ...before, ...change }), replace: true });
  const sortBy = (by: Sort) => go({ sort: by, up: (by === sort && !up) || undefined, page: undefined });
  return (
    <div className="page">
      <div className="page-inner">
        <header className="page-head">
          <h1>{c.title}</h1>
          <span className="muted number">{data && c.count(data.total)}</span>
          <span className="grow" />
          <SearchField
            label={c.search}
            value={search}
            onChange={(words) => go({ search: words || undefined, page: undefined })}
          />
        </header>
        {campaigns.isError && <Failure error={campaigns.error} onRetry={() => void campaigns.refetch()} />}
        {campaigns.isPending && <Skeleton />}
        {data?.items.length === 0 && (search ? <Empty title={c.noMatch} /> : <NoCampaign />)}
        {data && data.items.length > 0 && (
          <div className="table-box">
            <table className="table campaigns" data-testid="campaigns">
              <thead>
                <tr>
                  <SortHead by="value" label={c.value} sort={sort} up={up} onSort={sortBy} />
                  <th>{c.inbox}</th>
                  <SortHead by="total" label={c.total} sort={sort} up={up} onSort={sortBy} number />
                  <th className="number">{c.recipients}</th>
                  <th className="number">{c.bytes}</th>
                  <SortHead by="first" label={c.first} sort={sort} up={up} onSort={sortBy} />
                  <SortHead by="last" label={c.last} sort={sort} up={up} onSort={sortBy} />
                </tr>
              </thead>
              <tbody>
                {data.items.map((campaign) => (
                  <Row key={campaign.id} campaign={campaign} />
                ))}
              </tbody>
            </table>
          </div>
        )}
        {pages > 1 && (
          <nav className="row" aria-label={c.page(page, pages)}>
            <IconButton
              label={c.previousPage}
              icon={<ChevronLeft size={16} aria-hidden />}
              disabled={page <= 1}
              onClick={() => go({ page: page - 1 })}
            />
            <span className="number">{c.page(page, pages)}</span>
            <IconButton
              label={c.nextPage}
              icon={<ChevronRight size={16} aria-hidden />}
              disabled={page >= pages}
              onClick={() => go({ page: page + 1 })}
            />
          </nav>
        )}
      </div>
    </div>
  );
}

function Row({ campaign }: { readonly campaign: Campaign }) {
  return (
    <tr>
      <td>
        <Link to="/campaigns/$id" params={{ id: campaign.id }} className="campaign-name" dir="auto">
          {campaign.value}
        </Link>
      </td>
      <td>
        <Link to="/inbox/$inbox" params={{ inbox: campaign.inboxName }}>
          {campaign.inboxName}
        </Link>
      </td>
      <td className="number">{formatCount(campaign.total)}</td>
      <td className="number">{formatCount(campaign.uniqueRecipients)}</td>
      <td className="number">{formatBytes(campaign.bytes)}</td>
      <td>
        <Time at={campaign.firstAt} form="list" />
      </td>
      <td>
        <Time at={campaign.lastAt} form="list" />
      </td>
    </tr>
  );
}

interface SortProps {
  readonly by: Sort;
  readonly label: string;
  readonly sort: Sort;
  readonly up: boolean;
  readonly onSort: (by: Sort) => void;
  readonly number?: boolean;
}

function SortHead({ by, label, sort, up, onSort, number = false }: SortProps) {
  const on = by === sort;
  return (
    <th className={number ? 'number' : ''} aria-sort={on ? (up ? 'ascending' : 'descending') : 'none'}>
      <button type="button" onClick={() => onSort(by)}>
        {label}
        {on && (up ? <ArrowUp size={12} aria-hidden /> : <ArrowDown size={12} aria-hidden />)}
      </button>
    </th>
  );
}

function NoCampaign() {
  const config = useQuery(configQuery);
  return (
    <Empty icon={<Megaphone size={24} aria-hidden className="muted" />} title={c.emptyTitle}>
      <p>{c.lead}</p>
      <p>{c.emptyText}</p>
      <pre className="code campaign-header">
        {config.data?.campaignHeaders[0] ?? 'X-Millrace-Campaign'}: autumn-2026
      </pre>
    </Empty>
  );
}
