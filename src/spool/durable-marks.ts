import type { MessagePort } from 'node:worker_threads';
import { lanes } from '../domain/lanes.ts';

/** How far one lane is durable: records up to `sequence`, the last of them ending at `end` in the segment that begins with `segment`. */
export interface DurableMark {
  sequence: number;
  /** First sequence of the segment being written; 0 when there is none yet. */
  segment: number;
  /** Byte offset in that segment up to which all is durable. */
  end: number;
}

/** What the reader needs to sit down in its own thread. Send it with `transferList: [seat.port]`. */
export interface ReaderSeat {
  readonly marks: SharedArrayBuffer;
  /** The writer's word that there is something to read, sent only while the reader says that it waits. */
  readonly port: MessagePort;
  /** Per lane what recovery found: the last sequence, and the bytes counted as backlog. */
  readonly recovered: readonly { readonly sequence: number; readonly backlogBytes: number }[];
  /** Message ids of `large/*.part` files that were there at start. */
  readonly leftLarge: readonly string[];
}

/*
 * int32:    [ version of lane 0, 1, 2 | reader waits ]        a version is odd while its mark is being written
 * int64:    [ sequence, segment, end ] of lane 0, 1, 2
 */
const WAITS = lanes.length;
const VALUES_OFFSET = 8 * Math.ceil(((lanes.length + 1) * 4) / 8);
const FIELDS = 3;

/** The marks in shared memory. One writing thread, one reading thread. */
export class DurableMarks {
  readonly buffer: SharedArrayBuffer;
  readonly #words: Int32Array;
  readonly #values: BigInt64Array;

  constructor(buffer = new SharedArrayBuffer(VALUES_OFFSET + lanes.length * FIELDS * 8)) {
    this.buffer = buffer;
    this.#words = new Int32Array(buffer, 0, lanes.length + 1);
    this.#values = new BigInt64Array(buffer, VALUES_OFFSET);
  }

  /** Writer. True when the reader waits and must be woken: asked once for each wait. */
  publish(lane: number, sequence: number, segment: number, end: number): boolean {
    const at = lane * FIELDS;
    Atomics.add(this.#words, lane, 1);
    Atomics.store(this.#values, at, BigInt(sequence));
    Atomics.store(this.#values, at + 1, BigInt(segment));
    Atomics.store(this.#values, at + 2, BigInt(end));
    Atomics.add(this.#words, lane, 1);
    // After the mark, as the reader looks at the marks after it has raised the flag: one of the two sees the other.
    return Atomics.exchange(this.#words, WAITS, 0) === 1;
  }

  /** Reader. */
  read(lane: number, into: DurableMark): void {
    const at = lane * FIELDS;
    for (;;) {
      const version = Atomics.load(this.#words, lane);
      if (version & 1) continue;
      into.sequence = Number(Atomics.load(this.#values, at));
      into.segment = Number(Atomics.load(this.#values, at + 1));
      into.end = Number(Atomics.load(this.#values, at + 2));
      if (Atomics.load(this.#words, lane) === version) return;
    }
  }

  /** Reader: from now on the next `publish` says that it must be woken. Look at the marks once more after this. */
  raiseWaiting(): void {
    Atomics.store(this.#words, WAITS, 1);
  }

  lowerWaiting(): void {
    Atomics.store(this.#words, WAITS, 0);
  }
}
