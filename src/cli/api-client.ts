import { CliError } from './cli-context.ts';

/** The members of RFC 9457 problem details that are shown. */
interface Problem {
  readonly title?: string;
  readonly detail?: string;
  readonly field?: string;
  readonly errors?: readonly { readonly field: string; readonly reason: string }[];
}

/** An answer that is not 2xx. */
class ApiProblem extends CliError {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/** The REST API of a running server. Paths are below `/api/v1`. */
export class ApiClient {
  readonly #base: string;

  /** @throws CliError when the URL is none. */
  constructor(url: string) {
    if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
      throw new CliError(`--url must be an address such as http://127.0.0.1:8025, not "${url}".`, 2);
    }
    this.#base = `${url.replace(/\/+$/, '')}/api/v1`;
  }

  get<T>(path: string, query: Query = {}): Promise<T> {
    return this.json<T>('GET', path, { query });
  }

  /** The decoded answer; undefined when it has no body. @throws ApiProblem, CliError when nobody answers. */
  async json<T>(
    method: string,
    path: string,
    { query = {}, body }: { query?: Query; body?: unknown } = {},
  ): Promise<T> {
    const init =
      body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const response = await this.request(method, path, query, init);
    const text = await response.text().catch((error: Error) => {
      throw new CliError(`The answer to ${method} ${path} was cut off: ${error.message}`);
    });
    try {
      return (text === '' ? undefined : JSON.parse(text)) as T;
    } catch {
      throw new CliError(`What answers at ${this.#base} is not a Millrace server.`);
    }
  }

  /** The answer itself, to be read as a stream. @throws as `json`. */
  async request(method: string, path: string, query: Query = {}, init: RequestInit = {}): Promise<Response> {
    const url = `${this.#base}${path}${queryText(query)}`;
    let response: Response;
    try {
      response = await fetch(url, { ...init, method });
    } catch (error) {
      const cause = (error as Error).cause as { code?: string; message?: string } | undefined;
      const why = cause?.code ?? cause?.message ?? (error as Error).message;
      throw new CliError(
        `No Millrace server answers at ${this.#base} (${why}). Is it running? Give its address by --url.`,
      );
    }
    if (!response.ok) throw new ApiProblem(response.status, await describe(response));
    return response;
  }

  /** All items of a list that is given in pages, one after the other. */
  async *items<T>(path: string, query: Query, cursor: 'after' | 'before' = 'after'): AsyncGenerator<T> {
    let next: string | number | undefined;
    do {
      const page = await this.get<{ items: T[]; next?: string | number | null }>(path, { ...query, [cursor]: next });
      yield* page.items;
      next = page.next ?? undefined;
    } while (next !== undefined);
  }
}

export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

export function isNotFound(error: unknown): boolean {
  return error instanceof ApiProblem && error.status === 404;
}

function queryText(query: Query): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) parameters.set(name, String(value));
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}

async function describe(response: Response): Promise<string> {
  const text = await response.text();
  let problem: Problem;
  try {
    problem = JSON.parse(text) as Problem;
  } catch {
    return `The server answered ${response.status}: ${text.slice(0, 200)}`;
  }
  const errors = problem.errors?.map(({ field, reason }) => `${field}: ${reason}`).join('; ');
  const sentence = errors || problem.detail || problem.title || `The server answered ${response.status}.`;
  return problem.field && !errors ? `${problem.field}: ${sentence}` : sentence;
}
