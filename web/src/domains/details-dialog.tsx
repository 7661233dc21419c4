import { useState } from 'react';
import type { Domain } from '../api/types.ts';
import { text } from '../strings.ts';
import { Field } from '../ui/field.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { changeDirectory } from './change-directory.ts';

const d = text.domains;

export function DetailsDialog({ domain, onClose }: { readonly domain: Domain; readonly onClose: () => void }) {
  const [contact, setContact] = useState(domain.contact);
  const [description, setDescription] = useState(domain.description);
  const save = () =>
    changeDirectory('PATCH', `/domains/${encodeURIComponent(domain.id)}`, {
      contact: contact.trim(),
      description: description.trim(),
    });
  return (
    <FormDialog title={d.editTitle(domain.name)} onSubmit={save} onClose={onClose}>
      <Field label={d.contact}>
        {(control) => (
          <input
            {...control}
            className="input"
            maxLength={320}
            value={contact}
            onChange={({ target }) => setContact(target.value)}
          />
        )}
      </Field>
      <Field label={d.description}>
        {(control) => (
          <textarea
            {...control}
            className="textarea"
            maxLength={1000}
            value={description}
            onChange={({ target }) => setDescription(target.value)}
          />
        )}
      </Field>
    </FormDialog>
  );
}
