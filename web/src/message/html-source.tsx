import { useQuery } from '@tanstack/react-query';
import { partsQuery, partTextQuery } from '../api/queries.ts';
import { text } from '../strings.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { Failure, Skeleton } from '../ui/states.tsx';

/** The HTML part as it was sent, decoded; not what is shown, which is sanitised. */
export function HtmlSource({ id }: { readonly id: string }) {
  const parts = useQuery(partsQuery(id));
  const number = parts.data?.items.find((part) => part.contentType === 'text/html')?.number;
  const source = useQuery({ ...partTextQuery(id, number ?? 0), enabled: number !== undefined });
  const error = parts.error ?? source.error;
  if (error) return <Failure error={error} />;
  if (source.data === undefined) return <Skeleton />;
  return (
    <div className="html-source">
      <span className="snippet-copy-source">
        <CopyButton value={source.data} label={text.common.copy(text.message.source)} />
      </span>
      <pre className="code" data-testid="html-source">
        {source.data}
      </pre>
    </div>
  );
}
