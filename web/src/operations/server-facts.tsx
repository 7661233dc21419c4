import { useQuery } from '@tanstack/react-query';
import { configQuery } from '../api/queries.ts';
import { formatBytes } from '../format/numbers.ts';
import { text } from '../strings.ts';
import { Time } from '../ui/time.tsx';

const o = text.operations;

export function ServerFacts({ startedAt }: { readonly startedAt: string | undefined }) {
  const { data } = useQuery(configQuery);
  if (!data) return null;
  return (
    <section className="fields">
      <h2>{o.server}</h2>
      <dl className="definition">
        <dt>{o.version}</dt>
        <dd>{data.version}</dd>
        <dt>{o.started}</dt>
        <dd>{startedAt ? <Time at={startedAt} /> : '–'}</dd>
        <dt>{o.hostname}</dt>
        <dd className="mono">{data.hostname}</dd>
        <dt>{o.store}</dt>
        <dd>{data.store}</dd>
        <dt>{o.tls}</dt>
        <dd>{data.smtp.tls}</dd>
        <dt>{o.unknown}</dt>
        <dd>{data.unknownRecipients}</dd>
        <dt>{o.maxSize}</dt>
        <dd>{formatBytes(data.smtp.maxMessageBytes)}</dd>
      </dl>
    </section>
  );
}
