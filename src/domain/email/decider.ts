import { type Decision, events, notFound, unchanged } from '../decision.ts';
import type { EmailEvent } from './events.ts';

/** What the rules of an email depend on. */
export type EmailState =
  | { readonly kind: 'none' }
  | { readonly kind: 'captured'; readonly unread: boolean; readonly favorite: boolean }
  | { readonly kind: 'deleted' };

/** What can be asked of an email once it is captured; capturing itself is no decision: the mail has got its 250. */
export type EmailChange = 'read' | 'unread' | 'favorite' | 'unfavorite' | 'delete';

export type EmailFact = Exclude<EmailEvent, { type: 'EmailReceived' }>;

export const initialEmail: EmailState = { kind: 'none' };

export function decideEmail(change: EmailChange, state: EmailState): Decision<EmailFact> {
  if (state.kind !== 'captured') return notFound;
  switch (change) {
    case 'read':
      return state.unread ? events({ type: 'EmailRead' }) : unchanged;
    case 'unread':
      return state.unread ? unchanged : events({ type: 'EmailMarkedUnread' });
    case 'favorite':
      return state.favorite ? unchanged : events({ type: 'EmailMarkedFavorite' });
    case 'unfavorite':
      return state.favorite ? events({ type: 'EmailUnmarkedFavorite' }) : unchanged;
    case 'delete':
      return events({ type: 'EmailDeleted' });
    default:
      return change satisfies never;
  }
}

export function evolveEmail(state: EmailState, event: EmailEvent): EmailState {
  if (event.type === 'EmailReceived') return { kind: 'captured', unread: true, favorite: false };
  if (state.kind !== 'captured') return state;
  switch (event.type) {
    case 'EmailRead':
      return { ...state, unread: false };
    case 'EmailMarkedUnread':
      return { ...state, unread: true };
    case 'EmailMarkedFavorite':
      return { ...state, favorite: true };
    case 'EmailUnmarkedFavorite':
      return { ...state, favorite: false };
    case 'EmailDeleted':
      return { kind: 'deleted' };
    default:
      return event satisfies never;
  }
}
