import { ContentInspector } from './content-inspector.ts';
import type { LargeMessageSink } from './message-receiver.ts';
import type { SessionOptions } from './session-options.ts';

/** The first block is the session's for good, so that ordinary mail gathers without an allocation. */
const FIRST_BLOCK_BYTES = 32 * 1024;
const BLOCK_BYTES = 128 * 1024;
/** Without a line end there is no hope for an end of data either. */
const MAX_UNBROKEN_EXCESS_BYTES = 1024 * 1024;
/** What is read and thrown away of a message that is too big, for the sake of a proper reply. At least as much as the limit. */
const MAX_EXCESS_BYTES = 64 * 1024 * 1024;

export type IntakeFailure = 'too-big' | 'bare-newline';

/**
 * Where the content of one message gathers: copied into blocks (the pieces are views of the one buffer that all sockets read into), or
 * a LargeMessageSink beyond the threshold.
 */
export class MessageIntake {
  /** The content once `end` was called, until `release`. */
  readonly chunks: Uint8Array[] = [];
  bytes = 0;
  sink: LargeMessageSink | undefined;
  failure: IntakeFailure | undefined;
  /** Over the limit and no end to be expected: stop reading. */
  isHopeless = false;
  readonly #inspector = new ContentInspector();
  readonly #options: SessionOptions;
  /** What the sink calls when it takes more again. */
  readonly #onDrain: () => void;
  #isBinary = false;
  #isStreamed = false;
  #excess = 0;
  #unbroken = 0;
  #firstBlock: Buffer | undefined;
  #block: Buffer | undefined;
  #blockUsed = 0;

  constructor(options: SessionOptions, onDrain: () => void) {
    this.#options = options;
    this.#onDrain = onDrain;
  }

  /**
   * `isBinary`: BODY=BINARYMIME, where a CR or LF alone is nothing to speak of. `expectedBytes`: what SIZE or BDAT declared; a message
   * that will be large is streamed from its beginning, so that many at once do not each gather up to the threshold first.
   */
  begin(isBinary: boolean, expectedBytes: number): void {
    this.#isBinary = isBinary;
    this.#isStreamed = expectedBytes > this.#options.largeThresholdBytes;
    this.#inspector.begin();
  }

  /** Copies the piece. False: the sink wants no more until it drains. */
  add(piece: Buffer): boolean {
    if (piece.length === 0) return true;
    this.bytes += piece.length;
    if (this.failure !== undefined) {
      this.#discard(piece);
      return true;
    }
    if (this.bytes > this.#options.limits.maxMessageBytes) {
      this.fail('too-big');
      return true;
    }
    if (!this.#isBinary) {
      this.#inspector.add(piece);
      if (this.#options.bareNewlines === 'reject' && this.#inspector.hasBareNewline) {
        this.fail('bare-newline');
        return true;
      }
    }
    if (this.sink !== undefined) return this.sink.write(piece);
    this.#gather(piece);
    if (this.bytes <= this.#options.largeThresholdBytes && !this.#isStreamed) return true;
    return this.#openSink();
  }

  /** The message is whole. */
  end(): void {
    this.#closeBlock();
    if (this.#isBinary || this.failure !== undefined) return;
    this.#inspector.end();
    if (this.#options.bareNewlines === 'reject' && this.#inspector.hasBareNewline) this.fail('bare-newline');
  }

  /** JSON of the flags of the message, '' for none. */
  get flagsJson(): string {
    return this.#isBinary ? '' : this.#inspector.json;
  }

  /** The message will be refused: what came of it goes, what is still to come is counted only. */
  fail(failure: IntakeFailure): void {
    this.failure = failure;
    this.#excess = 0;
    this.#unbroken = 0;
    this.abort();
  }

  /** Leaves nothing. */
  abort(): void {
    const sink = this.sink;
    this.sink = undefined;
    if (sink !== undefined) {
      sink.onDrain = undefined;
      sink.abort();
    }
    this.#dropBlocks();
  }

  /** For the next message; the chunks are the receiver's no longer. */
  release(): void {
    this.#dropBlocks();
    this.bytes = 0;
    this.sink = undefined;
    this.failure = undefined;
    this.isHopeless = false;
  }

  #discard(piece: Buffer): void {
    this.#excess += piece.length;
    this.#unbroken = piece.indexOf(10) >= 0 ? 0 : this.#unbroken + piece.length;
    const most = Math.max(MAX_EXCESS_BYTES, this.#options.limits.maxMessageBytes);
    this.isHopeless ||= this.#unbroken > MAX_UNBROKEN_EXCESS_BYTES || this.#excess > most;
  }

  #gather(piece: Buffer): void {
    let at = 0;
    while (at < piece.length) {
      this.#block ??= this.#nextBlock();
      const copied = piece.copy(this.#block, this.#blockUsed, at);
      this.#blockUsed += copied;
      at += copied;
      if (this.#blockUsed === this.#block.length) this.#closeBlock();
    }
  }

  #nextBlock(): Buffer {
    if (this.chunks.length > 0) return Buffer.allocUnsafeSlow(BLOCK_BYTES);
    this.#firstBlock ??= Buffer.allocUnsafeSlow(FIRST_BLOCK_BYTES);
    return this.#firstBlock;
  }

  #closeBlock(): void {
    if (this.#block === undefined) return;
    this.chunks.push(this.#block.subarray(0, this.#blockUsed));
    this.#block = undefined;
    this.#blockUsed = 0;
  }

  #dropBlocks(): void {
    this.chunks.length = 0;
    this.#block = undefined;
    this.#blockUsed = 0;
  }

  #openSink(): boolean {
    const sink = this.#options.receiver.openLarge();
    this.sink = sink;
    sink.onDrain = this.#onDrain;
    this.#closeBlock();
    let isReady = true;
    for (const chunk of this.chunks) isReady = sink.write(chunk);
    this.#dropBlocks();
    return isReady;
  }
}
