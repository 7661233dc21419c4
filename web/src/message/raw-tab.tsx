import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { getStart } from '../api/client.ts';
import { text } from '../strings.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { Failure, Skeleton } from '../ui/states.tsx';

/** More than this in one element makes the browser slow; the rest is for downloading. */
const MOST_BYTES = 512 * 1024;

export function RawTab({ id, sizeBytes }: { readonly id: string; readonly sizeBytes: number }) {
  const [wrap, setWrap] = useState(true);
  const raw = useQuery({
    queryKey: ['email', id, 'raw'],
    queryFn: ({ signal }) => getStart(`/emails/${encodeURIComponent(id)}/raw`, MOST_BYTES, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });
  if (raw.isError) return <Failure error={raw.error} onRetry={() => void raw.refetch()} />;
  if (raw.data === undefined) return <Skeleton />;
  return (
    <div className="tab-content">
      <div className="row wrap">
        <label className="check">
          <input type="checkbox" checked={wrap} onChange={(event) => setWrap(event.target.checked)} />
          {text.message.wrap}
        </label>
        <span className="grow" />
        <CopyButton value={raw.data} label={text.common.copy(text.message.tabs.raw)} showLabel />
      </div>
      {sizeBytes > MOST_BYTES && <p className="note note-amber">{text.message.rawTooLarge(sizeBytes, MOST_BYTES)}</p>}
      <pre className={`code ${wrap ? '' : 'code-nowrap'}`} data-testid="raw">
        {raw.data}
      </pre>
    </div>
  );
}
