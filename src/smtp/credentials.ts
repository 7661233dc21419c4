import { createHash, timingSafeEqual } from 'node:crypto';

/** Who may authenticate. With no users configured everybody may: people test their clients against this server. */
export class Credentials {
  readonly #digests = new Map<string, Buffer>();

  /** Each `user:password`. */
  constructor(users: readonly string[]) {
    for (const entry of users) {
      const colon = entry.indexOf(':');
      this.#digests.set(entry.slice(0, colon), digest(entry.slice(colon + 1)));
    }
  }

  accepts(user: string, password: string): boolean {
    if (/[\x00-\x1f\x7f]/.test(user) || /[\x00-\x1f\x7f]/.test(password) || user === '') return false;
    if (this.#digests.size === 0) return true;
    const expected = this.#digests.get(user);
    const isSame = timingSafeEqual(expected ?? noDigest, digest(password));
    return expected !== undefined && isSame;
  }
}

const noDigest = Buffer.alloc(32);

function digest(password: string): Buffer {
  return createHash('sha256').update(password).digest();
}
