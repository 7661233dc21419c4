import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { auditQuery } from '../api/queries.ts';
import { text } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { Failure, Skeleton } from '../ui/states.tsx';
import { Time } from '../ui/time.tsx';
import { eventName, eventSummary } from './event-names.ts';

const o = text.operations;

export function Audit() {
  const [changes, setChanges] = useState(true);
  const audit = useInfiniteQuery(auditQuery(changes));
  const items = audit.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className="fields" data-testid="audit">
      <header className="row wrap">
        <h2>{o.audit}</h2>
        <span className="muted">{o.auditText}</span>
        <span className="grow" />
        <fieldset className="segmented plain-fieldset" aria-label={o.auditWhich}>
          <button type="button" aria-pressed={changes} onClick={() => setChanges(true)}>
            {o.auditChanges}
          </button>
          <button type="button" aria-pressed={!changes} onClick={() => setChanges(false)}>
            {o.auditAll}
          </button>
        </fieldset>
      </header>
      {audit.isError && <Failure error={audit.error} onRetry={() => void audit.refetch()} />}
      {audit.isPending && <Skeleton lines={4} />}
      {audit.data && items.length === 0 && <p className="muted">{o.noAudit}</p>}
      {items.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
        <section className="table-box audit" tabIndex={0} aria-label={o.audit}>
          <table className="table">
            <thead>
              <tr>
                <th>{o.time}</th>
                <th>{o.actor}</th>
                <th>{o.event}</th>
                <th>{o.stream}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((entry) => (
                <tr key={entry.position}>
                  <td className="audit-time">
                    <Time at={entry.at} />
                  </td>
                  <td>{entry.actor}</td>
                  <td className="audit-event">
                    {eventName(entry.type)}{' '}
                    <span className="muted audit-what">{eventSummary(entry.event, entry.subject)}</span>
                  </td>
                  <td className="audit-subject ellipsis" title={entry.subject}>
                    {entry.subject}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {audit.hasNextPage && (
        <span>
          <Button busy={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>
            {text.common.loadMore}
          </Button>
        </span>
      )}
    </section>
  );
}
