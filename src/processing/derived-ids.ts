import { createHash } from 'node:crypto';

/*
 * Ids that follow from what they stand for, so that a record applied again after a crash, or retried, gives the same ones.
 */

/**
 * Id of the capture that one of several inboxes makes of a message. Begins with the time of the message's own id (UUID v7), so it stays
 * in the order of time; the rest is a hash.
 */
export function captureIdOf(messageId: string, inbox: string): string {
  const hash = digest(`capture\n${messageId}\n${inbox}`);
  const variant = ((Number.parseInt(hash.slice(3, 4), 16) & 3) | 8).toString(16);
  return `${messageId.slice(0, 13)}-7${hash.slice(0, 3)}-${variant}${hash.slice(4, 7)}-${hash.slice(7, 19)}`;
}

/** Id of the campaign of an inbox with this (normalised) value: a UUID v8, a hash of both. */
export function campaignIdOf(inbox: string, value: string): string {
  const hash = digest(`campaign\n${inbox}\n${value}`);
  const variant = ((Number.parseInt(hash.slice(15, 16), 16) & 3) | 8).toString(16);
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(12, 15)}-${variant}${hash.slice(16, 19)}-${hash.slice(19, 31)}`;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
