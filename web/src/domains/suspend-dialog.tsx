import { useState } from 'react';
import { text } from '../strings.ts';
import { Field } from '../ui/field.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { changeDirectory } from './change-directory.ts';

const d = text.domains;

/** For a domain or a subdomain: both are suspended by the same words. */
export function SuspendDialog({ path, name, onClose }: { path: string; name: string; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const [notes, setNotes] = useState('');
  const suspend = () =>
    changeDirectory('POST', `${path}/suspend`, {
      reason: reason.trim(),
      ...(notes.trim() ? { notes: notes.trim() } : {}),
    });
  return (
    <FormDialog
      title={d.suspendTitle(name)}
      action={d.suspend}
      danger
      disabled={reason.trim() === ''}
      onSubmit={suspend}
      onClose={onClose}
    >
      <p>{d.suspendBody}</p>
      <Field label={d.reason}>
        {(control) => (
          <input
            {...control}
            className="input"
            maxLength={200}
            required
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
    </FormDialog>
  );
}
