import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { headersQuery } from '../api/queries.ts';
import { text } from '../strings.ts';
import { Empty, Failure, Skeleton } from '../ui/states.tsx';

export function HeadersTab({ id }: { readonly id: string }) {
  const headers = useQuery(headersQuery(id));
  const [words, setWords] = useState('');
  const [raw, setRaw] = useState(false);
  if (headers.isError) return <Failure error={headers.error} onRetry={() => void headers.refetch()} />;
  if (!headers.data) return <Skeleton />;
  const wanted = words.trim().toLowerCase();
  const items = headers.data.items.filter(({ raw }) => raw.toLowerCase().includes(wanted));
  return (
    <div className="tab-content">
      <div className="row wrap">
        <input
          className="input header-search"
          type="search"
          value={words}
          onChange={(event) => setWords(event.target.value)}
          placeholder={text.message.searchHeaders}
          aria-label={text.message.searchHeaders}
        />
        <fieldset className="segmented plain-fieldset" aria-label={text.message.headerValue}>
          <button type="button" aria-pressed={!raw} onClick={() => setRaw(false)}>
            {text.message.parsedToggle}
          </button>
          <button type="button" aria-pressed={raw} onClick={() => setRaw(true)}>
            {text.message.rawToggle}
          </button>
        </fieldset>
      </div>
      {items.length === 0 && <Empty title={text.message.noHeader} />}
      {raw && items.length > 0 && <pre className="code">{items.map((item) => item.raw).join('\n')}</pre>}
      {!raw && items.length > 0 && (
        <table className="table header-table">
          <thead className="visually-hidden">
            <tr>
              <th>{text.message.headerName}</th>
              <th>{text.message.headerValue}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: headers may repeat, and never change
              <tr key={at}>
                <th scope="row" className="header-name">
                  {item.name}
                </th>
                <td className="mono header-value" dir="auto">
                  {item.value}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
