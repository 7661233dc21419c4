import type { SubdomainSettings } from '../domain/commands.ts';

type RateLimitSettings = NonNullable<SubdomainSettings['rateLimit']>;

/**
 * Two token buckets of one subdomain: messages, and bytes as declared by SIZE (RFC 1870). `burst` is how many messages may come at
 * once, without it a second's worth; of bytes a second's worth may. A message needs a whole message token but only some bytes, and
 * may take those below zero: one larger than a second's worth is let through and paid off by waiting, never refused for good.
 */
export class RateLimit {
  readonly #messagesPerMs: number;
  readonly #bytesPerMs: number;
  readonly #mostMessages: number;
  readonly #mostBytes: number;
  #messages: number;
  #bytes: number;
  #at = 0;

  constructor(settings: RateLimitSettings) {
    const { messagesPerSecond = Number.POSITIVE_INFINITY, bytesPerSecond = Number.POSITIVE_INFINITY } = settings;
    this.#messagesPerMs = messagesPerSecond / 1000;
    this.#bytesPerMs = bytesPerSecond / 1000;
    this.#mostMessages = Math.max(1, settings.burst ?? messagesPerSecond);
    this.#mostBytes = bytesPerSecond;
    this.#messages = this.#mostMessages;
    this.#bytes = this.#mostBytes;
  }

  /** Undefined when the message may come, and is counted; otherwise what there is too much of. `now` in milliseconds. */
  take(declaredBytes: number, now: number): 'messages' | 'bytes' | undefined {
    const elapsed = Math.max(0, now - this.#at);
    this.#at = now;
    this.#messages = refilled(this.#messages, this.#messagesPerMs, elapsed, this.#mostMessages);
    this.#bytes = refilled(this.#bytes, this.#bytesPerMs, elapsed, this.#mostBytes);
    if (this.#messages < 1) return 'messages';
    if (this.#bytes <= 0) return 'bytes';
    this.#messages -= 1;
    this.#bytes -= declaredBytes;
    return undefined;
  }
}

function refilled(level: number, perMs: number, elapsed: number, most: number): number {
  // Without a limit there is always room; infinity times an elapsed time of nothing would not be a number.
  return perMs === Number.POSITIVE_INFINITY ? most : Math.min(most, level + perMs * elapsed);
}
