import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { change } from '../api/client.ts';
import { queryClient } from '../api/queries.ts';
import type { ChaosAddress, Schemas } from '../api/types.ts';
import { text } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Dialogue } from '../ui/dialogue.tsx';
import { Failure } from '../ui/states.tsx';

const c = text.chaos;

/** Sends a real mail and shows both sides of the dialogue. */
export function TryIt({ chaos, onClose }: { readonly chaos: ChaosAddress; readonly onClose: () => void }) {
  const attempt = useMutation({
    mutationFn: () => change<Schemas['SmtpDialogue']>('POST', `/chaos-addresses/${chaos.id}/try`),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['directory', 'chaos'] }),
  });
  const { mutate } = attempt;
  useEffect(() => mutate(), [mutate]);
  const result = attempt.data;
  const footer = (
    <>
      <span className="hint grow">{c.counts}</span>
      <Button onClick={onClose}>{text.common.close}</Button>
      <Button kind="primary" busy={attempt.isPending} onClick={() => mutate()}>
        {c.tryAgain}
      </Button>
    </>
  );
  return (
    <Dialog open wide onClose={onClose} title={`${c.tryIt}: ${chaos.address}`} footer={footer}>
      {!chaos.enabled && <p className="note">{c.tryOff}</p>}
      {attempt.isPending && <p className="note">{c.trying}</p>}
      {attempt.isError && <Failure error={attempt.error} />}
      {result && (
        <>
          <p className={`note ${result.outcome === 'accepted' ? 'note-green' : 'note-red'}`} data-testid="try-outcome">
            <strong>{c.tookAndOutcome(c.outcome[result.outcome], result.tookMs)}</strong>
            {result.reply && <code>{result.reply}</code>}
          </p>
          <Dialogue lines={result.lines} />
        </>
      )}
    </Dialog>
  );
}
