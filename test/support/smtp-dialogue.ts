import { expect } from 'vitest';
import { SmtpSession } from '../../src/smtp/session.ts';
import type { SessionOptions, SmtpLimits } from '../../src/smtp/session-options.ts';
import { SessionShared } from '../../src/smtp/session-shared.ts';
import type { SessionTransport } from '../../src/smtp/session-transport.ts';
import { StatusBoard } from '../../src/telemetry/status-board.ts';
import { MemoryReceiver } from './memory-receiver.ts';

export const defaultLimits: SmtpLimits = {
  maxMessageBytes: 50 * 1024 * 1024,
  maxRecipients: 100,
  maxConnections: 2000,
  commandTimeoutMs: 300_000,
  dataTimeoutMs: 180_000,
  minDataBytesPerSecond: 1,
  maxBadCommands: 20,
  maxIdleCommands: 1000,
  maxAuthFailures: 5,
  authFailureDelayMs: 250,
};

export type SessionSetup = Partial<Omit<SessionOptions, 'limits' | 'receiver' | 'status'>> & {
  readonly limits?: Partial<SmtpLimits>;
  readonly receiver?: (receiver: MemoryReceiver) => void;
};

/** A session on a transport that only remembers. Time stands still but for delays, which are over at once and written down. */
export class SessionOnPaper implements SessionTransport {
  readonly receiver = new MemoryReceiver();
  readonly status = new StatusBoard();
  readonly shared: SessionShared;
  readonly session: SmtpSession;
  /** All replies, as bytes. */
  out = '';
  writes = 0;
  ending: 'open' | 'closed' | 'destroyed' = 'open';
  isPaused = false;
  isTlsBegun = false;
  readonly delaysMs: number[] = [];
  #wakes = 0;

  constructor(setup: SessionSetup = {}) {
    const { limits, receiver, ...rest } = setup;
    receiver?.(this.receiver);
    const options: SessionOptions = {
      hostname: 'mx.example.test',
      tlsMode: 'offered',
      auth: { required: false, users: [] },
      bareNewlines: 'flag',
      largeThresholdBytes: 1024 * 1024,
      ...rest,
      limits: { ...defaultLimits, ...limits },
      receiver: this.receiver,
      status: this.status,
    };
    this.shared = new SessionShared(options, 0);
    this.session = new SmtpSession(this, this.shared, '192.0.2.1:4321');
  }

  write(bytes: string): void {
    expect(this.ending, 'nothing is written after the end').toBe('open');
    this.out += bytes;
    this.writes += 1;
  }

  close(): void {
    if (this.ending === 'open') this.ending = 'closed';
  }

  destroy(): void {
    this.ending = 'destroyed';
  }

  startTls(): void {
    this.isTlsBegun = true;
  }

  pause(): void {
    this.isPaused = true;
  }

  resume(): void {
    this.isPaused = false;
  }

  wakeAfter(delayMs: number): void {
    if (delayMs > 0) this.delaysMs.push(delayMs);
    this.#wakes += 1;
  }

  /** Input in a buffer of its own, as from a socket. What waits is not answered. */
  feed(bytes: Uint8Array | string): void {
    this.session.feed(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : Buffer.from(bytes));
  }

  /** Answers and delays, until nothing waits. */
  settle(): void {
    for (let moved = true; moved; ) {
      moved = this.receiver.answer();
      while (this.#wakes > 0) {
        this.#wakes -= 1;
        this.session.wake();
        moved = true;
      }
    }
  }

  send(bytes: Uint8Array | string): void {
    this.feed(bytes);
    this.settle();
  }

  secured(): void {
    expect(this.isTlsBegun, 'TLS was begun').toBe(true);
    this.session.secured({ protocol: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384' });
  }

  /** Replies, each of several lines joined by a line feed. */
  replies(): string[] {
    const replies: string[] = [];
    let lines: string[] = [];
    for (const line of this.out.split('\r\n').slice(0, -1)) {
      lines.push(line);
      if (line[3] === '-') continue;
      replies.push(lines.join('\n'));
      lines = [];
    }
    return replies;
  }
}

/**
 * A dialogue as text, one line each: `C:` what the client says, with CRLF; `R:` raw, with \r \n \0 and \xHH written out; `T:` the
 * TLS handshake is done; `S:` the beginning of the reply that must come next; `X:` the connection is `closed` or `destroyed`.
 */
interface Dialogue {
  /** Input up to each handshake. */
  readonly parts: Buffer[];
  readonly replies: string[];
  readonly ending: string;
}

function parse(text: string): Dialogue {
  const parts: Buffer[] = [Buffer.alloc(0)];
  const replies: string[] = [];
  let ending = 'open';
  const add = (bytes: Buffer) => {
    parts[parts.length - 1] = Buffer.concat([parts.at(-1) as Buffer, bytes]);
  };
  for (const line of text.split('\n')) {
    const entry = /^\s*([CRSTX]): ?(.*)$/.exec(line);
    if (entry === null) continue;
    const [, kind, rest = ''] = entry;
    if (kind === 'C') add(Buffer.from(`${rest}\r\n`));
    else if (kind === 'R') add(unescaped(rest));
    else if (kind === 'S') replies.push(rest);
    else if (kind === 'X') ending = rest;
    else parts.push(Buffer.alloc(0));
  }
  return { parts, replies, ending };
}

function unescaped(text: string): Buffer {
  const codes: Record<string, string> = { r: '\r', n: '\n', '0': '\0' };
  const bytes = Buffer.from(text).toString('latin1');
  const plain = bytes.replace(/\\(?:x([0-9A-F]{2})|([rn0]))/g, (_, hex: string | undefined, code: string) =>
    hex === undefined ? (codes[code] as string) : String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(plain, 'latin1');
}

interface Outcome {
  readonly replies: string[];
  readonly ending: string;
  readonly messages: { readonly bytes: string; readonly flags: readonly string[]; readonly via: string }[];
}

/**
 * Plays a dialogue with all input at once, octet by octet, and split in two at every octet; each must give the replies that it
 * tells, and the same messages. Gives the session of the first.
 */
export function play(text: string, setup: SessionSetup = {}): SessionOnPaper {
  const dialogue = parse(text);
  const whole = run(dialogue.parts, setup, (part, session) => session.send(part));
  const outcome = outcomeOf(whole);
  expect(outcome.replies.length, `replies:\n${outcome.replies.join('\n')}`).toBe(dialogue.replies.length);
  for (const [index, expected] of dialogue.replies.entries()) {
    expect(outcome.replies[index]?.slice(0, expected.length), outcome.replies.join('\n')).toBe(expected);
  }
  expect(outcome.ending).toBe(dialogue.ending);
  const single = run(dialogue.parts, setup, (part, session) => {
    for (const byte of part) session.send(Buffer.of(byte));
  });
  expect(outcomeOf(single), 'octet by octet').toEqual(outcome);
  const longest = Math.max(...dialogue.parts.map((part) => part.length));
  for (let at = 1; at < longest; at += 1) {
    const split = run(dialogue.parts, setup, (part, session) => {
      if (at < part.length) session.send(part.subarray(0, at));
      session.send(part.subarray(at < part.length ? at : 0));
    });
    expect(outcomeOf(split), `split at ${at}`).toEqual(outcome);
  }
  return whole;
}

function run(
  parts: readonly Buffer[],
  setup: SessionSetup,
  send: (part: Buffer, session: SessionOnPaper) => void,
): SessionOnPaper {
  const session = new SessionOnPaper(setup);
  session.session.greet();
  for (const [index, part] of parts.entries()) {
    if (index > 0) session.secured();
    send(part, session);
  }
  return session;
}

function outcomeOf(session: SessionOnPaper): Outcome {
  return {
    replies: session.replies(),
    ending: session.ending,
    messages: session.receiver.messages.map(({ bytes, job }) => ({
      bytes: bytes.toString('latin1'),
      flags: job.flags ?? [],
      via: job.via,
    })),
  };
}
