import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Globe, Plus } from 'lucide-react';
import { useState } from 'react';
import { configQuery, domainsQuery } from '../api/queries.ts';
import type { Domain } from '../api/types.ts';
import { text } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { Empty, Failure, Skeleton } from '../ui/states.tsx';
import { Time } from '../ui/time.tsx';
import { useTitle } from '../ui/use-title.ts';
import { DomainWizard } from './domain-wizard.tsx';
import './domains.css';
import { StatusBadge } from './status-badge.tsx';

const d = text.domains;

export function DomainsPage() {
  useTitle(d.title);
  const domains = useQuery(domainsQuery);
  const config = useQuery(configQuery);
  const [adding, setAdding] = useState(false);
  const items = domains.data?.items ?? [];
  return (
    <div className="page">
      <div className="page-inner">
        <header className="page-head">
          <h1>{d.title}</h1>
          <span className="grow" />
          <Button kind="primary" onClick={() => setAdding(true)}>
            <Plus size={14} aria-hidden /> {d.create}
          </Button>
        </header>
        <p className="lead">
          {d.lead} {config.data && (config.data.unknownRecipients === 'catch-all' ? d.catchAll : d.reject)}
        </p>
        {domains.isError && <Failure error={domains.error} onRetry={() => void domains.refetch()} />}
        {domains.isPending && <Skeleton />}
        {domains.data && items.length === 0 && (
          <Empty icon={<Globe size={24} aria-hidden className="muted" />} title={d.emptyTitle}>
            {d.emptyText}
          </Empty>
        )}
        {items.length > 0 && (
          <div className="table-box">
            <table className="table" data-testid="domains">
              <thead>
                <tr>
                  <th>{d.name}</th>
                  <th>{d.subdomains}</th>
                  <th className="wide-only">{d.contact}</th>
                  <th className="wide-only">{d.created}</th>
                </tr>
              </thead>
              <tbody>
                {items.map((domain) => (
                  <Row key={domain.id} domain={domain} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </div>
      {adding && <DomainWizard onClose={() => setAdding(false)} />}
    </div>
  );
}

function Row({ domain }: { readonly domain: Domain }) {
  return (
    <tr>
      <td>
        <span className="row wrap">
          <Link to="/domains/$name" params={{ name: domain.name }} className="domain-name">
            {domain.name}
          </Link>
          <StatusBadge status={domain.status} />
        </span>
        {domain.description && <p className="muted domain-description">{domain.description}</p>}
      </td>
      <td className="tabular">{d.subdomainCount(domain.subdomains)}</td>
      <td className="wide-only">{domain.contact || <span className="muted">–</span>}</td>
      <td className="wide-only">
        <Time at={domain.createdAt} form="list" />
      </td>
    </tr>
  );
}
