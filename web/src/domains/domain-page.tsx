import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { getJson, reasonOf } from '../api/client.ts';
import { configQuery, subdomainsQuery } from '../api/queries.ts';
import type { Domain } from '../api/types.ts';
import { text } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { Empty, Failure, Skeleton } from '../ui/states.tsx';
import { Time } from '../ui/time.tsx';
import { toast } from '../ui/toasts.tsx';
import { useTitle } from '../ui/use-title.ts';
import { changeDirectory } from './change-directory.ts';
import { DetailsDialog } from './details-dialog.tsx';
import { DnsRecords } from './dns-records.tsx';
import { SubdomainStep } from './domain-wizard.tsx';
import './domains.css';
import { PeopleDialog } from './people-dialog.tsx';
import { StatusBadge } from './status-badge.tsx';
import { SubdomainRow } from './subdomain-row.tsx';
import { SuspendDialog } from './suspend-dialog.tsx';

const d = text.domains;

export function DomainPage() {
  const { name } = useParams({ from: '/domains/$name' });
  useTitle(name);
  const domain = useQuery({
    queryKey: ['directory', 'domain', name],
    queryFn: ({ signal }) => getJson<Domain>(`/domains/${encodeURIComponent(name)}`, { signal }),
  });
  if (domain.isError) return <Failure error={domain.error} onRetry={() => void domain.refetch()} />;
  if (!domain.data) return <Skeleton />;
  return <DomainView domain={domain.data} />;
}

function DomainView({ domain }: { readonly domain: Domain }) {
  const [open, setOpen] = useState<'suspend' | 'details' | 'people'>();
  const close = () => setOpen(undefined);
  const path = `/domains/${encodeURIComponent(domain.id)}`;
  return (
    <div className="page">
      <div className="page-inner">
        <header className="page-head">
          <h1>{domain.name}</h1>
          <StatusBadge status={domain.status} />
          <span className="grow" />
          {domain.status === 'suspended' ? (
            <Button onClick={() => void act('POST', `${path}/unsuspend`)}>{d.unsuspend}</Button>
          ) : (
            <Button kind="danger" onClick={() => setOpen('suspend')}>
              {d.suspend}
            </Button>
          )}
        </header>
        {domain.suspension && (
          <p className="note note-red">
            {d.suspendedSince} <Time at={domain.suspension.at} />: {domain.suspension.reason}
            {domain.suspension.notes && ` – ${domain.suspension.notes}`}
          </p>
        )}
        <Verification domain={domain} />
        <Subdomains domain={domain} />
        <section className="fields">
          <h2>{d.records}</h2>
          <DnsRecords domain={domain.name} />
        </section>
        <section className="fields">
          <header className="row">
            <h2>{d.details}</h2>
            <Button kind="quiet" onClick={() => setOpen('details')}>
              {d.edit}
            </Button>
            <Button kind="quiet" onClick={() => setOpen('people')}>
              {d.moderators}
            </Button>
          </header>
          <dl className="definition">
            <dt>{d.contact}</dt>
            <dd>{domain.contact || '–'}</dd>
            <dt>{d.description}</dt>
            <dd>{domain.description || '–'}</dd>
            <dt>{d.moderators}</dt>
            <dd>{domain.moderators.join(', ') || '–'}</dd>
            <dt>{d.created}</dt>
            <dd>
              <Time at={domain.createdAt} />
            </dd>
          </dl>
        </section>
      </div>
      {open === 'details' && <DetailsDialog domain={domain} onClose={close} />}
      {open === 'people' && (
        <PeopleDialog path={path} name={domain.name} people={{ moderators: domain.moderators }} onClose={close} />
      )}
      {open === 'suspend' && <SuspendDialog path={path} name={domain.name} onClose={close} />}
    </div>
  );
}

function Verification({ domain }: { readonly domain: Domain }) {
  const config = useQuery(configQuery);
  const [busy, setBusy] = useState(false);
  if (domain.verifiedAt || config.data?.verificationWaived || domain.status !== 'pending') return null;
  const check = async () => {
    setBusy(true);
    await act('POST', `/domains/${encodeURIComponent(domain.id)}/verify`);
    setBusy(false);
  };
  return (
    <section className="card">
      <h2>{d.verifyTitle}</h2>
      <p>{d.verifyText}</p>
      <DnsRecords domain={domain.name} type="TXT" />
      <span>
        <Button kind="primary" busy={busy} onClick={() => void check()}>
          {d.verify}
        </Button>
      </span>
    </section>
  );
}

function Subdomains({ domain }: { readonly domain: Domain }) {
  const [search, setSearch] = useState('');
  const [adding, setAdding] = useState(false);
  const subdomains = useQuery(subdomainsQuery({ domain: domain.id, limit: 500, ...(search ? { search } : {}) }));
  const items = subdomains.data?.items ?? [];
  return (
    <section className="fields">
      <header className="row wrap">
        <h2>{d.subdomains}</h2>
        <span className="muted number">{d.subdomainCount(domain.subdomains)}</span>
        <span className="grow" />
        {domain.subdomains > 10 && <SearchField label={d.searchSubdomains} value={search} onChange={setSearch} />}
        <Button onClick={() => setAdding(true)}>
          <Plus size={14} aria-hidden /> {d.addSubdomain}
        </Button>
      </header>
      {subdomains.isError && <Failure error={subdomains.error} onRetry={() => void subdomains.refetch()} />}
      {subdomains.isPending && <Skeleton lines={3} />}
      {subdomains.data && items.length === 0 && <Empty title={search ? d.noMatch : d.noSubdomain} />}
      {items.length > 0 && (
        <ul className="subdomains" data-testid="subdomains">
          {items.map((each) => (
            <SubdomainRow key={each.id} subdomain={each} />
          ))}
        </ul>
      )}
      {adding && (
        <Dialog open onClose={() => setAdding(false)} title={d.addSubdomain}>
          <SubdomainStep domain={domain.name} onDone={() => setAdding(false)} />
        </Dialog>
      )}
    </section>
  );
}

async function act(method: 'POST', path: string): Promise<void> {
  try {
    await changeDirectory(method, path);
  } catch (error) {
    toast({ text: reasonOf(error), kind: 'error' });
  }
}
