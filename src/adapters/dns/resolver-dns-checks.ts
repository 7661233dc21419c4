import { Resolver } from 'node:dns/promises';
import { MillraceError } from '../../errors.ts';
import type { DnsChecks } from '../../ports/dns-checks.ts';

/** Answers that say that there is no such record, as opposed to no answer. */
const none: ReadonlySet<string> = new Set(['ENOTFOUND', 'ENODATA']);

/**
 * Asks the name servers of the machine (or those given, `address` or `address:port`) directly, without its hosts file and caches, so
 * that a record set a moment ago is seen.
 */
export class ResolverDnsChecks implements DnsChecks {
  readonly #resolver: Resolver;
  readonly #timeoutMs: number;

  constructor({
    servers,
    timeoutMs = 8000,
  }: { readonly servers?: readonly string[]; readonly timeoutMs?: number } = {}) {
    // Per try and server; the deadline below holds over all of them.
    this.#resolver = new Resolver({ timeout: Math.max(1, Math.floor(timeoutMs / 4)), tries: 2 });
    this.#timeoutMs = timeoutMs;
    if (servers) this.#resolver.setServers(servers);
  }

  async txt(name: string): Promise<readonly string[]> {
    const records = await this.#ask(name, () => this.#resolver.resolveTxt(name));
    return records.map((strings) => strings.join(''));
  }

  async mx(name: string): Promise<readonly string[]> {
    const records = await this.#ask(name, () => this.#resolver.resolveMx(name));
    return records
      .toSorted((a, b) => a.priority - b.priority)
      .map(({ exchange }) => exchange.toLowerCase().replace(/\.$/, ''));
  }

  async #ask<T>(name: string, query: () => Promise<T[]>): Promise<T[]> {
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer in ${this.#timeoutMs} ms`)), this.#timeoutMs);
    });
    try {
      return await Promise.race([query(), deadline]);
    } catch (error) {
      if (none.has((error as NodeJS.ErrnoException).code ?? '')) return [];
      throw new MillraceError('unavailable', `DNS did not answer about ${name}: ${(error as Error).message}`, true, {
        cause: error,
      });
    } finally {
      clearTimeout(timer);
    }
  }
}
