import type { StoredEvent } from '../../ports/event-store.ts';
import { decodeEvent } from './event-data.ts';

/** For SELECT statements whose rows `toStoredEvent` reads. */
export const eventColumns = 'position, stream, version, type, data, actor, correlation, at';

export interface EventRow {
  readonly position: number;
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly data: string;
  readonly actor: string;
  readonly correlation: string | null;
  readonly at: number;
}

export function toStoredEvent(row: EventRow): StoredEvent {
  const { position, stream, version, type, actor, at } = row;
  return {
    position,
    stream,
    version,
    type,
    event: decodeEvent(type, row.data),
    metadata: { actor, correlationId: row.correlation ?? idOf(stream), at },
  };
}

/** The id in a stream's name. */
export function idOf(stream: string): string {
  return stream.slice(stream.indexOf('-') + 1);
}
