import { useState } from 'react';
import { change, reasonOf } from '../api/client.ts';
import { queryClient } from '../api/queries.ts';
import { text } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';

const d = text.domains;

/** For a domain or a subdomain: both are suspended by the same words. */
export function SuspendDialog({ path, name, onClose }: { path: string; name: string; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const [notes, setNotes] = useState('');
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState(false);
  const suspend = async () => {
    setBusy(true);
    try {
      await change('POST', `${path}/suspend`, {
        reason: reason.trim(),
        ...(notes.trim() ? { notes: notes.trim() } : {}),
      });
      await queryClient.invalidateQueries({ queryKey: ['directory'] });
      onClose();
    } catch (error) {
      setFailure(reasonOf(error));
      setBusy(false);
    }
  };
  const footer = (
    <>
      <Button onClick={onClose}>{text.common.cancel}</Button>
      <Button kind="danger" busy={busy} disabled={reason.trim() === ''} onClick={() => void suspend()}>
        {d.suspend}
      </Button>
    </>
  );
  return (
    <Dialog open onClose={onClose} title={d.suspendTitle(name)} footer={footer}>
      <p>{d.suspendBody}</p>
      <Field label={d.reason} error={failure}>
        {(control) => (
          <input
            {...control}
            className="input"
            maxLength={200}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        )}
      </Field>
      <Field label={`${d.notes} (${text.common.optional})`}>
        {(control) => (
          <textarea
            {...control}
            className="textarea"
            maxLength={1000}
            value={notes}
            onChange={({ target }) => setNotes(target.value)}
          />
        )}
      </Field>
    </Dialog>
  );
}
