import { createHash } from 'node:crypto';
import { Agent, request } from 'node:http';
import type { EmailItem } from '../../src/ports/queries.ts';

export interface ApiResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** What the scenarios and benchmarks ask of the REST API. Node's http instead of fetch: a tenth of the CPU. */
export class ApiClient {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 8 });

  constructor(readonly baseUrl: string) {}

  request(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<ApiResponse> {
    const payload = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
    return new Promise((resolve, reject) => {
      const call = request(`${this.baseUrl}${path}`, {
        method,
        agent: this.#agent,
        headers: payload
          ? { 'content-type': 'application/json', 'content-length': payload.length, ...headers }
          : headers,
      });
      call.setTimeout(60_000, () => call.destroy(new Error(`${method} ${path}: no answer in 60 s`)));
      call.on('error', (error: NodeJS.ErrnoException) => {
        // The server closed a connection that was idle just when it was taken again: nothing was done, so it is asked anew.
        if (call.reusedSocket && error.code === 'ECONNRESET') resolve(this.request(method, path, body, headers));
        else reject(error);
      });
      call.on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
        );
      });
      call.end(payload);
    });
  }

  /** @throws when the answer is not 2xx, with the answer. */
  async json<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await this.request(method, path, body);
    const text = response.body.toString();
    if (response.status < 200 || response.status > 299)
      throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  get<T>(path: string): Promise<T> {
    return this.json<T>('GET', path);
  }

  stats(): Promise<Stats> {
    return this.get<Stats>('/api/v1/stats');
  }

  /** Every capture, newest first; `query` narrows it (`inbox=…&refused=true`). */
  async emails(query = ''): Promise<EmailItem[]> {
    const items: EmailItem[] = [];
    let before = '';
    for (;;) {
      const page = await this.get<{ items: EmailItem[]; next?: string | number | null }>(
        `/api/v1/emails?limit=200${query ? `&${query}` : ''}${before}`,
      );
      items.push(...page.items);
      if (page.next === undefined || page.next === null) return items;
      before = `&before=${encodeURIComponent(page.next)}`;
    }
  }

  async raw(id: string): Promise<Buffer> {
    const response = await this.request('GET', `/api/v1/emails/${id}/raw`);
    if (response.status !== 200) throw new Error(`raw of ${id}: ${response.status} ${response.body.toString()}`);
    return response.body;
  }

  async rawHash(id: string): Promise<string> {
    return createHash('sha256')
      .update(await this.raw(id))
      .digest('hex');
  }
}

/** The part of `/api/v1/stats` that is used here. */
export interface Stats {
  readonly accepted: number;
  readonly processed: number;
  readonly failed: number;
  readonly deadLetters: number;
  /** Numbers of the newest email, and of the last one in the search index. */
  readonly lastNumber: number;
  readonly indexedUpTo: number;
  readonly syncs?: number;
  readonly spool: { readonly messages: number; readonly bytes: number; readonly oldestAgeMs: number };
}
