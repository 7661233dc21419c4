import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ApiError, apiPath } from '../api/client.ts';
import { contentQuery, emailQuery } from '../api/queries.ts';
import { text } from '../strings.ts';
import { Failure, Skeleton } from '../ui/states.tsx';

const c = text.campaigns;

export function CampaignSample({ id }: { readonly id: string | undefined }) {
  if (id === undefined) return <p className="muted">{c.noSample}</p>;
  return <Sample id={id} />;
}

function Sample({ id }: { readonly id: string }) {
  const email = useQuery(emailQuery(id));
  const content = useQuery(contentQuery(id));
  if (email.isError) {
    if (email.error instanceof ApiError && email.error.status === 404) return <p className="muted">{c.noSample}</p>;
    return <Failure error={email.error} onRetry={() => void email.refetch()} />;
  }
  if (!email.data) return <Skeleton lines={3} />;
  const { subject, from } = email.data;
  return (
    <>
      <p>
        <strong dir="auto">{subject || text.inbox.noSubject}</strong>
        <br />
        <span className="muted" dir="auto">
          {from.name} {from.address}
        </span>
      </p>
      {content.data?.hasHtml ? (
        <iframe
          className="sample-frame"
          title={text.message.frameTitle}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          referrerPolicy="no-referrer"
          src={apiPath(`/emails/${encodeURIComponent(id)}/html`)}
        />
      ) : (
        <pre className="code sample-text">{content.data?.text}</pre>
      )}
      <Link to="/mail/$id" params={{ id }} className="button">
        {c.sampleOpen}
      </Link>
    </>
  );
}
