import { text } from '../strings.ts';
import type { People } from './people-dialog.tsx';

const p = text.domains.people;
const MOST = 4;

/** Who may do what, in one line; nothing when there is nobody. */
export function peopleLine({ moderators = [], viewers = [] }: People): string {
  const part = (label: string, users: readonly string[]) =>
    users.length === 0
      ? ''
      : `${label} ${users.slice(0, MOST).join(', ')}${users.length > MOST ? `, +${users.length - MOST}` : ''}`;
  return [part(p.inLine.moderators, moderators), part(p.inLine.viewers, viewers)]
    .filter((each) => each !== '')
    .join(' · ');
}
