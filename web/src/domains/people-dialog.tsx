import { X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { text } from '../strings.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Fault } from '../ui/states.tsx';
import { useAction } from '../ui/use-action.ts';
import { changeDirectory } from './change-directory.ts';

const p = text.domains.people;

export type Role = 'moderators' | 'viewers';
/** Who has which role; a domain has moderators only. */
export type People = Readonly<Partial<Record<Role, readonly string[]>>>;

interface Props {
  /** Of the domain or subdomain, in the API. */
  readonly path: string;
  readonly name: string;
  readonly people: People;
  readonly onClose: () => void;
}

/** Each change holds at once and is in the audit; there is nothing to save. */
export function PeopleDialog({ path, name, people, onClose }: Props) {
  const roles = (['moderators', 'viewers'] as const).filter((role) => people[role]);
  return (
    <Dialog
      open
      onClose={onClose}
      title={p.title(name)}
      footer={<Button onClick={onClose}>{text.common.close}</Button>}
    >
      <p className="muted">{p.lead}</p>
      {roles.map((role) => (
        <PeopleOfRole key={role} role={role} path={`${path}/${role}`} users={people[role] ?? []} />
      ))}
    </Dialog>
  );
}

function PeopleOfRole({ role, path, users }: { role: Role; path: string; users: readonly string[] }) {
  const [user, setUser] = useState('');
  const { busy, failure, run } = useAction();
  const name = user.trim();
  const add = async (event: FormEvent) => {
    event.preventDefault();
    if (name !== '' && (await run(() => changeDirectory('POST', path, { user: name })))) setUser('');
  };
  const remove = (each: string) => void run(() => changeDirectory('DELETE', `${path}/${encodeURIComponent(each)}`));
  return (
    <form className="fields" data-testid={role} onSubmit={(event) => void add(event)}>
      <Fault reason={failure} />
      <Field label={p.roles[role]} hint={p.hints[role]}>
        {(control) => (
          <span className="row">
            <input
              {...control}
              className="input"
              maxLength={320}
              placeholder={p.userName}
              autoComplete="off"
              value={user}
              onChange={({ target }) => setUser(target.value)}
            />
            <Button type="submit" busy={busy} disabled={name === ''} aria-label={p.addTo[role]}>
              {p.add}
            </Button>
          </span>
        )}
      </Field>
      {users.length > 0 && (
        <ul className="row wrap" aria-label={p.roles[role]}>
          {users.map((each) => (
            <li key={each} className="row badge person">
              <span className="ellipsis">{each}</span>
              <IconButton
                className="icon-button-small"
                label={p.remove(each)}
                icon={<X size={12} aria-hidden />}
                disabled={busy}
                onClick={() => remove(each)}
              />
            </li>
          ))}
        </ul>
      )}
    </form>
  );
}
