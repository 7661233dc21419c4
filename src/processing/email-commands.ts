import type { CommandResult } from '../domain/commands.ts';
import { decideEmail, type EmailChange } from '../domain/email/decider.ts';
import type { SelectedEmail } from '../ports/capture-model.ts';
import type { StreamAppend } from '../ports/event-store.ts';
import type { LiveEvent } from '../ports/live-feed.ts';
import type { CommandOf, CommandTools, Origin, StepEffects } from './command-task.ts';

export type EmailCommand = CommandOf<
  'ReadEmails' | 'UnreadEmails' | 'FavoriteEmails' | 'UnfavoriteEmails' | 'DeleteEmails'
>;

const changes: Record<EmailCommand['type'], EmailChange> = {
  ReadEmails: 'read',
  UnreadEmails: 'unread',
  FavoriteEmails: 'favorite',
  UnfavoriteEmails: 'unfavorite',
  DeleteEmails: 'delete',
};

const liveNames = {
  read: 'read',
  unread: 'unread',
  favorite: 'favorite',
  unfavorite: 'unfavorite',
  delete: 'deleted',
} as const satisfies Record<EmailChange, string>;

/** About 10 ms of work. */
const SLICE = 400;
/** More than so many at once are not named one by one to those who watch. */
const NAMED = 100;

/** Emails that arrive while it runs are not touched. The count is of those that changed. */
export function* changeEmails(
  command: EmailCommand,
  origin: Origin,
  tools: CommandTools,
): Generator<StepEffects, CommandResult> {
  const change = changes[command.type];
  let before = tools.write.events.lastPosition() + 1;
  let count = 0;
  let found = 0;
  for (;;) {
    const slice = tools.model.selectEmails(command.selection, before, SLICE);
    found += slice.length;
    const step = tools.write.transaction(() => changeSlice(slice, change, origin, tools));
    count += step.count;
    yield step.effects;
    const last = slice.at(-1);
    if (slice.length < SLICE || !last) break;
    before = last.number;
  }
  if (found === 0 && 'ids' in command.selection) return { kind: 'not-found', what: 'email' };
  return { kind: 'done', count };
}

/** Part of the surrounding transaction. */
export function changeSlice(
  emails: readonly SelectedEmail[],
  change: EmailChange,
  origin: Origin,
  { write, model, now }: Pick<CommandTools, 'write' | 'model' | 'now'>,
): { readonly count: number; readonly effects: StepEffects } {
  const metadata = { ...origin, at: now() };
  const appends: StreamAppend[] = [];
  const ids: string[] = [];
  for (const email of emails) {
    // The row is the fold of the email's stream, kept in the same transactions: reading the stream again would double the work.
    const decision = decideEmail(change, { kind: 'captured', unread: email.unread, favorite: email.favorite });
    if (decision.kind !== 'events' || decision.events.length === 0) continue;
    const events = decision.events.map((event) => ({ event }));
    appends.push({ stream: `email-${email.id}`, expectedVersion: 'any', events, metadata });
    ids.push(email.id);
  }
  if (appends.length === 0) return { count: 0, effects: {} };
  const outcome = write.events.appendBatch(appends);
  if (outcome.kind !== 'appended') throw new Error(`emails could not be changed: ${outcome.kind}`);
  const live: LiveEvent = {
    type: 'changed',
    change: liveNames[change],
    count: ids.length,
    ...(ids.length <= NAMED ? { ids } : {}),
  };
  return { count: ids.length, effects: { live: [live], released: model.takeReleased() } };
}
