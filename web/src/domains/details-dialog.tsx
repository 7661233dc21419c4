import { X } from 'lucide-react';
import { useState } from 'react';
import { change, reasonOf } from '../api/client.ts';
import { queryClient } from '../api/queries.ts';
import type { Domain } from '../api/types.ts';
import { text } from '../strings.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';

const d = text.domains;

export function DetailsDialog({ domain, onClose }: { readonly domain: Domain; readonly onClose: () => void }) {
  const [contact, setContact] = useState(domain.contact);
  const [description, setDescription] = useState(domain.description);
  const [moderator, setModerator] = useState('');
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState(false);
  const path = `/domains/${encodeURIComponent(domain.id)}`;
  const run = async (action: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true);
    setFailure(undefined);
    try {
      await action();
      await queryClient.invalidateQueries({ queryKey: ['directory'] });
      return true;
    } catch (error) {
      setFailure(reasonOf(error));
      return false;
    } finally {
      setBusy(false);
    }
  };
  const save = async () => {
    if (await run(() => change('PATCH', path, { contact: contact.trim(), description: description.trim() }))) onClose();
  };
  const addModerator = async () => {
    const user = moderator.trim();
    if (user !== '' && (await run(() => change('POST', `${path}/moderators`, { user })))) setModerator('');
  };
  const footer = (
    <>
      <Button onClick={onClose}>{text.common.cancel}</Button>
      <Button kind="primary" busy={busy} onClick={() => void save()}>
        {text.common.save}
      </Button>
    </>
  );
  return (
    <Dialog open onClose={onClose} title={d.editTitle(domain.name)} footer={footer}>
      {failure && (
        <p role="alert" className="note note-red">
          {failure}
        </p>
      )}
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
      <Field label={d.moderators}>
        {(control) => (
          <span className="row">
            <input
              {...control}
              className="input"
              maxLength={320}
              placeholder={d.moderatorName}
              value={moderator}
              onChange={({ target }) => setModerator(target.value)}
              onKeyDown={(event) => event.key === 'Enter' && void addModerator()}
            />
            <Button disabled={moderator.trim() === ''} onClick={() => void addModerator()}>
              {d.addModerator}
            </Button>
          </span>
        )}
      </Field>
      {domain.moderators.length > 0 && (
        <ul className="row wrap">
          {domain.moderators.map((user) => (
            <li key={user} className="row badge moderator">
              {user}
              <IconButton
                className="icon-button-small"
                label={d.removeModerator(user)}
                icon={<X size={12} aria-hidden />}
                onClick={() => void run(() => change('DELETE', `${path}/moderators/${encodeURIComponent(user)}`))}
              />
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
