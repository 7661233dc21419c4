import type { Readable } from 'node:stream';
import type { MessageReference } from '../domain/message-reference.ts';
import { MillraceError } from '../errors.ts';
import type { ApiDependencies } from './dependencies.ts';
import { notFound } from './problem.ts';

type Sources = Pick<ApiDependencies, 'emails' | 'messages'>;

/** @throws Problem 'not-found' */
export function openMessage(sources: Sources, id: string): Promise<{ sizeBytes: number; stream: Readable }> {
  return withReference(sources, id, (reference) => sources.messages.open(reference));
}

/** @throws Problem 'not-found' */
export function readMessage(sources: Sources, id: string): Promise<Buffer> {
  return withReference(sources, id, (reference) => sources.messages.read(reference));
}

const attempts = 3;

/** Compaction may move a message between the look-up and the opening: then the reference has become another one. */
async function withReference<T>(
  { emails }: Sources,
  id: string,
  use: (reference: MessageReference) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const reference = emails.reference(id);
    if (!reference) throw notFound('email');
    try {
      return await use(reference);
    } catch (error) {
      if (attempt >= attempts || !(error instanceof MillraceError) || error.code !== 'message-missing') throw error;
    }
  }
}
