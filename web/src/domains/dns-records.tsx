import { useQuery } from '@tanstack/react-query';
import { getJson } from '../api/client.ts';
import type { Schemas } from '../api/types.ts';
import { text } from '../strings.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { Failure, Skeleton } from '../ui/states.tsx';

const d = text.domains;

/** Records to copy into the zone, each with what it is for. */
export function DnsRecords({ domain, type }: { readonly domain: string; readonly type?: 'TXT' | 'MX' }) {
  const records = useQuery({
    queryKey: ['directory', 'dns-records', domain],
    queryFn: ({ signal }) =>
      getJson<Schemas['DnsRecords']>(`/domains/${encodeURIComponent(domain)}/dns-records`, { signal }),
  });
  if (records.isError) return <Failure error={records.error} onRetry={() => void records.refetch()} />;
  if (!records.data) return <Skeleton lines={2} />;
  return (
    <div className="table-box">
      <table className="table records">
        <thead>
          <tr>
            <th>{d.recordType}</th>
            <th>{d.recordName}</th>
            <th>{d.recordValue}</th>
          </tr>
        </thead>
        <tbody>
          {records.data.items
            .filter((record) => type === undefined || record.type === type)
            .map((record) => (
              <tr key={`${record.type} ${record.name} ${record.value}`}>
                <td>
                  <strong>{record.type}</strong>
                </td>
                <td>
                  <Copyable value={record.name} what={d.recordName} />
                </td>
                <td>
                  <Copyable value={record.value} what={d.recordValue} />
                  <span className="muted">{record.purpose}</span>
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}

function Copyable({ value, what }: { readonly value: string; readonly what: string }) {
  return (
    <span className="row">
      <span className="mono record-value">{value}</span>
      <CopyButton value={value} label={text.common.copy(what)} />
    </span>
  );
}
