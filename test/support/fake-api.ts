import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeRequest {
  readonly method: string;
  /** Below `/api/v1`, decoded. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Parsed where it is JSON, otherwise the text; undefined when empty. */
  readonly body: unknown;
}

/** `body`: JSON unless it is a buffer; a status of 400 and more is a problem. */
export interface FakeAnswer {
  readonly status?: number;
  readonly body?: unknown;
}

/** An API server on a real socket that answers as the test says, and remembers what it was asked. */
export class FakeApi {
  readonly requests: FakeRequest[] = [];
  readonly #server: Server;

  private constructor(answer: (request: FakeRequest) => FakeAnswer) {
    this.#server = createServer(async (request, response) => {
      const asked = await readRequest(request);
      this.requests.push(asked);
      const { status = 200, body } = answer(asked);
      response.statusCode = status;
      if (Buffer.isBuffer(body)) response.end(body);
      else {
        response.setHeader('content-type', status >= 400 ? 'application/problem+json' : 'application/json');
        response.end(body === undefined ? undefined : JSON.stringify(body));
      }
    });
  }

  static start(answer: (request: FakeRequest) => FakeAnswer): Promise<FakeApi> {
    const api = new FakeApi(answer);
    return new Promise((resolve) => api.#server.listen(0, '127.0.0.1', () => resolve(api)));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Requests that change something, as `POST /domains`. */
  get changes(): string[] {
    return this.requests.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`);
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}

async function readRequest(request: IncomingMessage): Promise<FakeRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://fake');
  const isJson = request.headers['content-type']?.includes('json');
  return {
    method: request.method ?? '',
    path: decodeURIComponent(pathname.replace(/^\/api\/v1/, '')),
    query: Object.fromEntries(searchParams),
    body: text === '' ? undefined : isJson ? JSON.parse(text) : text,
  };
}
