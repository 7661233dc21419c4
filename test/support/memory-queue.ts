import { type Lane, lanes } from '../../src/domain/lanes.ts';
import type { IngestQueue, LaneCheckpoint, QueueBatch, QueuedRecord } from '../../src/ports/ingest-queue.ts';
import type { QueuedMessage } from '../../src/ports/message-store.ts';

type Payload =
  | Pick<Extract<QueuedRecord, { kind: 'refusal' }>, 'kind' | 'refusal'>
  | (Pick<QueuedMessage, 'kind' | 'job'> & { readonly bytes: Uint8Array })
  | Pick<Extract<QueuedRecord, { kind: 'poison' }>, 'kind' | 'reason'>;

/** A spool of one segment a lane that is never written to disk: what a processor's test feeds it from. */
export class MemoryQueue implements IngestQueue {
  readonly #records = new Map<Lane, QueuedRecord[]>(lanes.map((lane) => [lane, []]));
  readonly #read = new Map<Lane, number>();
  readonly committedSequences = new Map<Lane, number>();
  #waiting: (() => void) | undefined;

  push(messageId: string, payload: Payload, lane: Lane = 'normal', receivedAtMs = Date.now()): QueuedRecord {
    const list = this.#records.get(lane) as QueuedRecord[];
    const sequence = list.length + 1;
    const segment = `${lane}/00000000000000000001`;
    const next: LaneCheckpoint = { lane, sequence, segment, offset: sequence * 10_000 };
    const facts = { lane, sequence, messageId, receivedAtMs, next };
    const offset = (sequence - 1) * 10_000;
    const at = (length: number) => ({ store: 'segments', key: segment, offset, length }) as const;
    const record: QueuedRecord =
      payload.kind === 'message'
        ? {
            ...facts,
            kind: 'message',
            job: payload.job,
            head: payload.bytes,
            sizeBytes: payload.bytes.length,
            reference: at(payload.bytes.length + 64),
          }
        : payload.kind === 'refusal'
          ? { ...facts, ...payload }
          : { ...facts, ...payload, reference: at(100) };
    list.push(record);
    this.#waiting?.();
    return record;
  }

  get uncommitted(): number {
    return lanes.reduce(
      (sum, lane) => sum + (this.#records.get(lane)?.length ?? 0) - (this.committedSequences.get(lane) ?? 0),
      0,
    );
  }

  read(maxRecords: number, _maxBytes: number): QueueBatch {
    const records: QueuedRecord[] = [];
    for (const lane of lanes) {
      const from = this.#read.get(lane) ?? 0;
      const found = (this.#records.get(lane) as QueuedRecord[]).slice(from, from + maxRecords - records.length);
      this.#read.set(lane, from + found.length);
      records.push(...found);
    }
    return { records };
  }

  waitForRecords(signal: AbortSignal): Promise<void> {
    const unread = lanes.some((lane) => (this.#records.get(lane)?.length ?? 0) > (this.#read.get(lane) ?? 0));
    if (signal.aborted || unread) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiting = resolve;
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  rewind(checkpoints: readonly LaneCheckpoint[]): void {
    this.#read.clear();
    for (const { lane, sequence } of checkpoints) this.#read.set(lane, sequence);
  }

  committed(checkpoints: readonly LaneCheckpoint[]): void {
    for (const { lane, sequence } of checkpoints) this.committedSequences.set(lane, sequence);
  }
}
