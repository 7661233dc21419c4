import type { SessionTransport } from './session-transport.ts';

/** Input that came while the session waits, beyond which the socket is paused: pipelining needs a little, nobody needs more. */
const MAX_HELD_BYTES = 64 * 1024;

/** What input has to wait for. `soon`: for the present call to end. */
type Wait = 'nothing' | 'spool' | 'delay' | 'drain' | 'soon';

export type AfterDelay = 'go on' | 'close' | 'destroy';

/** The session, as its flow sees it. */
export interface InputReader {
  /** Takes input from `start` on and gives the index behind what it took. Not called while something waits. */
  take(chunk: Buffer, start: number): number;
  /** All input so far was taken and answered. */
  settled(): void;
  /** There will be no more input and no more replies: let go of what is unfinished. */
  ended(): void;
}

/**
 * The order of things in a session: replies are corked and go out once for each piece of input; while one waits, the input behind it
 * is held, and the transport is paused when that grows; an end is an end.
 */
export class SessionFlow {
  readonly #transport: SessionTransport;
  readonly #reader: InputReader;
  #wait: Wait = 'nothing';
  #isOver = false;
  #out = '';
  #afterDelay: { readonly reply: string; readonly then: AfterDelay } | undefined;
  #held: Buffer[] = [];
  #heldBytes = 0;
  #isPaused = false;
  #hasInputEnded = false;

  constructor(transport: SessionTransport, reader: InputReader) {
    this.#transport = transport;
    this.#reader = reader;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  get isWaiting(): boolean {
    return this.#wait !== 'nothing';
  }

  get isWaitingForSpool(): boolean {
    return this.#wait === 'spool';
  }

  // ── From the transport ──

  /** Input; the chunk is the caller's again on return. */
  feed(chunk: Buffer): void {
    if (this.#isOver) return;
    if (this.#wait !== 'nothing') {
      this.#held.push(Buffer.from(chunk));
      this.#heldBytes += chunk.length;
      if (this.#heldBytes > MAX_HELD_BYTES) this.#pause();
      return;
    }
    this.#run(chunk);
    this.settle();
  }

  inputEnded(): void {
    this.#hasInputEnded = true;
    this.settle();
  }

  disconnected(): void {
    this.#end();
  }

  wake(): void {
    if (this.#isOver) return;
    if (this.#wait === 'soon') this.#goOn();
    else if (this.#wait === 'delay' && this.#afterDelay !== undefined) {
      const { reply, then } = this.#afterDelay;
      this.#afterDelay = undefined;
      this.#wait = 'nothing';
      this.#finishDelay(reply, then);
      this.#goOn();
    }
  }

  // ── From the session ──

  reply(text: string): void {
    if (!this.#isOver) this.#out += text;
  }

  /** The last reply. */
  closeWith(text: string): void {
    if (this.#isOver) return;
    this.#out += text;
    this.flush();
    this.#end();
    this.#transport.close();
  }

  flush(): void {
    if (this.#out === '') return;
    const out = this.#out;
    this.#out = '';
    this.#transport.write(out);
  }

  /** Replies after the delay, and holds input until then. */
  delay(delayMs: number, reply: string, then: AfterDelay) {
    if (delayMs <= 0) return this.#finishDelay(reply, then);
    this.#wait = 'delay';
    this.#afterDelay = { reply, then };
    this.#transport.wakeAfter(delayMs);
  }

  waitForSpool(): void {
    this.#wait = 'spool';
  }

  /** The spool answers: first this, then the reply, then `resumeAfterSpool`. */
  spoolAnswered(): void {
    this.#wait = 'nothing';
  }

  /** The spool is in the middle of its answers: pipelined input waits until it is through. */
  resumeAfterSpool(): void {
    if (this.#held.length > 0 && this.#wait === 'nothing' && !this.#isOver) {
      this.#wait = 'soon';
      this.#transport.wakeAfter(0);
    }
    this.settle();
  }

  waitForDrain(): void {
    this.#wait = 'drain';
    this.#pause();
  }

  drained(): void {
    if (this.#wait === 'drain') this.#goOn();
  }

  /** Sends the replies, and ends what is to end. */
  settle(): void {
    this.flush();
    if (this.#wait !== 'nothing' || this.#isOver) return;
    if (this.#isPaused) {
      this.#isPaused = false;
      this.#transport.resume();
    }
    if (this.#hasInputEnded) this.closeWith('');
    else this.#reader.settled();
  }

  destroy(): void {
    this.#end();
    this.#transport.destroy();
  }

  #run(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length && !this.#isOver) {
      if (this.#wait !== 'nothing') {
        const rest = Buffer.from(chunk.subarray(at));
        this.#held.unshift(rest);
        this.#heldBytes += rest.length;
        return;
      }
      at = this.#reader.take(chunk, at);
    }
  }

  #goOn(): void {
    if (this.#isOver) return;
    this.#wait = 'nothing';
    while (this.#held.length > 0 && this.#wait === 'nothing' && !this.#isOver) {
      const chunk = this.#held.shift()!;
      this.#heldBytes -= chunk.length;
      this.#run(chunk);
    }
    this.settle();
  }

  #pause(): void {
    if (this.#isPaused) return;
    this.#isPaused = true;
    this.#transport.pause();
  }

  #finishDelay(reply: string, then: AfterDelay): void {
    if (then === 'close') this.closeWith(reply);
    else if (then === 'destroy') this.destroy();
    else this.#out += reply;
  }

  #end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#held = [];
    this.#heldBytes = 0;
    this.#reader.ended();
  }
}
