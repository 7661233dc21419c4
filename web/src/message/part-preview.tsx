import { useQuery } from '@tanstack/react-query';
import { apiPath } from '../api/client.ts';
import { partTextQuery } from '../api/queries.ts';
import type { EmailPart } from '../api/types.ts';
import { Failure, Skeleton } from '../ui/states.tsx';
import { type PreviewKind, prettyJson, splitMail } from './previews.ts';

export function PartPreview({
  id,
  part,
  kind,
}: {
  readonly id: string;
  readonly part: EmailPart;
  readonly kind: PreviewKind;
}) {
  if (kind === 'image')
    return (
      <img
        className="part-image"
        src={apiPath(`/emails/${encodeURIComponent(id)}/parts/${part.number}`)}
        alt={part.filename ?? part.contentType}
      />
    );
  return <TextPreview id={id} part={part} kind={kind} />;
}

function TextPreview({ id, part, kind }: { id: string; part: EmailPart; kind: Exclude<PreviewKind, 'image'> }) {
  const content = useQuery(partTextQuery(id, part.number));
  if (content.isError) return <Failure error={content.error} onRetry={() => void content.refetch()} />;
  if (content.data === undefined) return <Skeleton lines={3} />;
  if (kind === 'json') return <pre className="code part-code">{prettyJson(content.data)}</pre>;
  if (kind === 'text') return <pre className="code part-code">{content.data}</pre>;
  const { headers, body } = splitMail(content.data);
  return (
    <div className="nested-mail">
      <dl className="definition">
        {headers
          .filter(([name]) => /^(subject|from|to|cc|date|message-id)$/i.test(name))
          .map(([name, value]) => (
            <div key={name} className="shortcut">
              <dt>{name}</dt>
              <dd dir="auto">{value}</dd>
            </div>
          ))}
      </dl>
      <pre className="code part-code">{body}</pre>
    </div>
  );
}
