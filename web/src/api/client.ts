import { text } from '../strings.ts';
import type { Schemas } from './types.ts';

const root = '/api/v1';

/** What the server answered instead of what was asked for, or that it did not answer at all (status 0). */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  constructor(
    readonly status: number,
    message: string,
    readonly problem?: Schemas['Problem'],
  ) {
    super(message);
  }
}

export type Parameters = Readonly<Record<string, string | number | boolean | undefined>>;

/** The address of a resource of the API, for requests as for links. */
export function apiPath(path: string, parameters: Parameters = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) query.set(name, String(value));
  return `${root}${path}${query.size > 0 ? `?${query}` : ''}`;
}

export interface RequestOptions {
  readonly parameters?: Parameters;
  readonly signal?: AbortSignal;
  /** Goes on when the page is left. */
  readonly keepalive?: boolean;
}

export async function getJson<T>(path: string, options: RequestOptions = {}): Promise<T> {
  return (await (await send('GET', path, undefined, options)).json()) as T;
}

export async function getText(path: string, options: RequestOptions = {}): Promise<string> {
  return (await send('GET', path, undefined, options)).text();
}

/** POST, PUT, PATCH, DELETE; undefined where the answer has no body. */
export async function change<T = undefined>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
  options: RequestOptions = {},
): Promise<T> {
  const answer = await (await send(method, path, body, options)).text();
  return (answer === '' ? undefined : JSON.parse(answer)) as T;
}

async function send(method: string, path: string, body: unknown, options: RequestOptions): Promise<Response> {
  const { parameters, signal, keepalive } = options;
  let response: Response;
  try {
    response = await fetch(apiPath(path, parameters), {
      method,
      signal: signal ?? null,
      keepalive: keepalive ?? false,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError(0, text.errors.noAnswer);
  }
  if (response.ok) return response;
  const problem = await problemOf(response);
  throw new ApiError(
    response.status,
    problem?.detail ?? problem?.title ?? text.errors.status(response.status),
    problem,
  );
}

async function problemOf(response: Response): Promise<Schemas['Problem'] | undefined> {
  if (!response.headers.get('content-type')?.includes('json')) return undefined;
  return response.json().catch(() => undefined);
}

/** One sentence for people. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The first bytes of a resource as text; the rest is not transferred. */
export async function getStart(path: string, bytes: number, signal: AbortSignal): Promise<string> {
  const response = await send('GET', path, undefined, { signal });
  const reader = response.body?.getReader();
  if (!reader) return '';
  const decoder = new TextDecoder();
  let content = '';
  for (let got = 0; got < bytes; ) {
    const { done, value } = await reader.read();
    if (done) break;
    content += decoder.decode(got + value.length > bytes ? value.subarray(0, bytes - got) : value, { stream: true });
    got += value.length;
  }
  await reader.cancel();
  return content;
}
