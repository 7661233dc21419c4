import { apiPath, type Parameters } from '../api/client.ts';

declare global {
  interface Window {
    /** By path; set by public/assets/early-2.js: requests that began before these scripts were parsed. */
    millraceEarly?: Record<string, Promise<Response | undefined>>;
  }
}

/** The answer of the early request for this path, once: later it would be old. */
export async function takeEarly<T>(path: string, parameters: Parameters): Promise<T | undefined> {
  const key = apiPath(path, parameters);
  const early = window.millraceEarly?.[key];
  if (!early) return undefined;
  delete window.millraceEarly?.[key];
  const response = await early;
  return response?.ok ? ((await response.json()) as T) : undefined;
}
