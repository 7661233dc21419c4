import { useQuery } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { apiPath, change, reasonOf } from '../api/client.ts';
import { deadLettersQuery, queryClient } from '../api/queries.ts';
import type { Schemas } from '../api/types.ts';
import { formatCount } from '../format/numbers.ts';
import { text } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { Failure, Skeleton } from '../ui/states.tsx';
import { Time } from '../ui/time.tsx';
import { toast } from '../ui/toasts.tsx';

const o = text.operations;

export function DeadLetters() {
  const letters = useQuery(deadLettersQuery);
  const [discarding, setDiscarding] = useState<{ ids?: number[]; count: number }>();
  const total = letters.data?.total ?? 0;
  return (
    <section className="fields" data-testid="dead-letters">
      <header className="row wrap">
        <h2>
          {o.deadLetters} {total > 0 && <span className="badge badge-amber number">{formatCount(total)}</span>}
        </h2>
        <span className="grow" />
        {total > 0 && (
          <>
            <Button onClick={() => void retry()}>{o.retryAll}</Button>
            <Button kind="danger" onClick={() => setDiscarding({ count: total })}>
              {o.discardAll}
            </Button>
          </>
        )}
      </header>
      <p className="lead">{o.deadLettersText}</p>
      {letters.isError && <Failure error={letters.error} onRetry={() => void letters.refetch()} />}
      {letters.isPending && <Skeleton lines={2} />}
      {letters.data && total === 0 && (
        <p className="row green">
          <CircleCheck size={14} aria-hidden /> {o.noDeadLetters}
        </p>
      )}
      {total > 0 && (
        <div className="table-box">
          <table className="table">
            <thead>
              <tr>
                <th>{o.reason}</th>
                <th>{o.lane}</th>
                <th className="number">{o.attempts}</th>
                <th>{o.lastAt}</th>
                <th aria-label={o.retry} />
              </tr>
            </thead>
            <tbody>
              {letters.data?.items.map((letter) => (
                <Row key={letter.id} letter={letter} onDiscard={() => setDiscarding({ ids: [letter.id], count: 1 })} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {discarding && (
        <Confirm
          title={o.discardTitle}
          body={o.discardBody(discarding.count)}
          action={o.discard}
          onConfirm={async () => {
            await change('POST', '/dead-letters/discard', discarding.ids ? { ids: discarding.ids } : {});
            await queryClient.invalidateQueries({ queryKey: deadLettersQuery.queryKey });
          }}
          onClose={() => setDiscarding(undefined)}
        />
      )}
    </section>
  );
}

function Row({ letter, onDiscard }: { readonly letter: Schemas['DeadLetter']; readonly onDiscard: () => void }) {
  return (
    <tr>
      <td>
        {letter.reason}
        <br />
        <a className="mono muted" href={apiPath(`/dead-letters/${letter.id}/raw`)} download>
          {letter.messageId}
        </a>
      </td>
      <td>{letter.lane}</td>
      <td className="number">{formatCount(letter.attempts)}</td>
      <td>
        <Time at={letter.lastAt} form="list" />
      </td>
      <td>
        <span className="row">
          <Button onClick={() => void retry([letter.id])}>{o.retry}</Button>
          <Button kind="danger" onClick={onDiscard}>
            {o.discard}
          </Button>
        </span>
      </td>
    </tr>
  );
}

async function retry(ids?: number[]): Promise<void> {
  try {
    const { count } = await change<Schemas['Count']>('POST', '/dead-letters/retry', ids ? { ids } : {});
    toast({ text: o.retried(count) });
    await queryClient.invalidateQueries({ queryKey: deadLettersQuery.queryKey });
  } catch (error) {
    toast({ text: reasonOf(error), kind: 'error' });
  }
}
