import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Download, Mail, Trash2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { apiPath, change } from '../api/client.ts';
import { onLive } from '../api/live.ts';
import { campaignQuery } from '../api/queries.ts';
import type { Campaign } from '../api/types.ts';
import { formatBytes, formatCount, formatRate } from '../format/numbers.ts';
import { text } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { Figure } from '../ui/figure.tsx';
import { Failure, Skeleton } from '../ui/states.tsx';
import { Time } from '../ui/time.tsx';
import { useTitle } from '../ui/use-title.ts';
import { CampaignChart } from './campaign-chart.tsx';
import { CampaignSample } from './campaign-sample.tsx';
import './campaigns.css';
import { Ledger } from './ledger.tsx';
import { RateNow } from './rate-now.ts';
import { UploadExpected } from './upload-expected.tsx';

const c = text.campaigns;

export function CampaignPage() {
  const { id } = useParams({ from: '/campaigns/$id' });
  const campaign = useQuery(campaignQuery(id));
  useTitle(campaign.data?.value);
  const live = useLiveTotal(id, campaign.data?.total);
  const [deleting, setDeleting] = useState(false);
  const navigate = useNavigate();
  if (campaign.isError) return <Failure error={campaign.error} onRetry={() => void campaign.refetch()} />;
  if (!campaign.data) return <Skeleton />;
  const { data } = campaign;
  return (
    <div className="page">
      <div className="page-inner">
        <header className="page-head">
          <h1 dir="auto">{data.value}</h1>
          <Link to="/inbox/$inbox" params={{ inbox: data.inboxName }}>
            {data.inboxName}
          </Link>
          <span className="grow" />
          <UploadExpected id={id} />
          <Export id={id} />
          <Button kind="danger" onClick={() => setDeleting(true)}>
            <Trash2 size={14} aria-hidden /> {c.delete}
          </Button>
        </header>
        <Totals campaign={data} total={live.total ?? data.total} rate={live.rate} />
        <CampaignChart campaign={data} />
        <div className="campaign-columns">
          <Ledger id={id} />
          <section className="card">
            <h2 className="row">
              <Mail size={16} aria-hidden /> {c.sample}
            </h2>
            <CampaignSample id={data.sampleEmailId} />
          </section>
        </div>
      </div>
      {deleting && (
        <Confirm
          title={c.deleteTitle}
          body={c.deleteBody(data.total)}
          action={c.delete}
          onConfirm={async () => {
            await change('DELETE', `/campaigns/${encodeURIComponent(id)}`);
            void navigate({ to: '/campaigns' });
          }}
          onClose={() => setDeleting(false)}
        />
      )}
    </div>
  );
}

function Totals({ campaign, total, rate }: { campaign: Campaign; total: number; rate: number }) {
  return (
    <div className="numbers" data-testid="campaign-totals">
      <Figure value={formatCount(total)} label={c.total} />
      <Figure value={formatRate(rate)} label={c.rate} />
      <Figure value={formatCount(campaign.uniqueRecipients)} label={c.recipients} />
      <Figure value={formatBytes(campaign.bytes)} label={c.bytes} />
      <Figure small value={<Time at={campaign.firstAt} />} label={c.first} />
      <Figure small value={<Time at={campaign.lastAt} />} label={c.last} />
    </div>
  );
}

function Export({ id }: { readonly id: string }) {
  const path = `/campaigns/${encodeURIComponent(id)}/export`;
  return (
    <span className="row">
      <a className="button" href={apiPath(path, { format: 'csv' })} download>
        <Download size={14} aria-hidden /> {c.exportCsv}
      </a>
      <a className="button" href={apiPath(path, { format: 'json' })} download>
        <Download size={14} aria-hidden /> {c.exportJson}
      </a>
    </span>
  );
}

/** The total as the feed tells it, a few times a second, and how fast it rises. */
function useLiveTotal(id: string, known: number | undefined): { total: number | undefined; rate: number } {
  const [state, setState] = useState<{ total: number | undefined; rate: number }>({ total: undefined, rate: 0 });
  const rate = useRef(new RateNow());
  const total = useRef(known);
  if (known !== undefined && (total.current === undefined || known > total.current)) total.current = known;
  useEffect(() => {
    const measure = () => {
      if (total.current === undefined) return;
      const now = total.current;
      const perSecond = rate.current.add(now, Date.now());
      setState((before) =>
        before.total === now && before.rate === perSecond ? before : { total: now, rate: perSecond },
      );
    };
    const stop = onLive((events) => {
      for (const event of events) if (event.type === 'campaign' && event.id === id) total.current = event.total;
    });
    const timer = setInterval(measure, 500);
    return () => {
      stop();
      clearInterval(timer);
    };
  }, [id]);
  return state;
}
