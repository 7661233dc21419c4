import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { isLoopback } from '../config.ts';
import type { ApiServer } from './api-server.ts';
import type { ApiFacts } from './dependencies.ts';
import { Problem } from './problem.ts';

/**
 * Two guards before anything else is looked at, since the API has no authentication and trusts who reaches its address:
 * - the Host header must name this server, so that a stranger's page whose name was pointed at this address (DNS rebinding) gets
 *   nothing;
 * - what changes something must not come from a page of another origin (Fetch metadata, RFC 6454 Origin). Programs send neither
 *   header and pass.
 */
export function guardRequests(app: ApiServer, facts: HostFacts): void {
  const hosts = new HostNames(facts);
  app.addHook('onRequest', (request, _reply, done) => {
    const host = request.headers.host;
    if (host === undefined || !hosts.allow(host)) {
      done(new Problem('host-refused', 'The Host header names a server that this is not.'));
    } else if (!isSafe(request.method) && isForeign(request, host)) {
      done(new Problem('origin-refused', 'Changes are not taken from pages of another origin.'));
    } else {
      done();
    }
  });
}

type HostFacts = Pick<ApiFacts, 'httpHost' | 'httpHosts' | 'hostname'>;

/** Which names of this server a Host header may give; the port does not matter, since it may be forwarded. */
class HostNames {
  readonly #names: ReadonlySet<string>;
  readonly #onLoopback: boolean;

  constructor({ httpHost, httpHosts, hostname }: HostFacts) {
    this.#onLoopback = isLoopback(httpHost);
    const named = [httpHost, ...httpHosts, 'localhost', ...(this.#onLoopback ? [] : [hostname])];
    this.#names = new Set(named.map((name) => name.toLowerCase().replace(/\.$/, '')));
  }

  allow(host: string): boolean {
    const parts = /^(?:\[([0-9a-f:.]{2,45})\]|([a-z0-9_.-]{1,253}))(?::\d{1,5})?$/i.exec(host);
    if (!parts) return false;
    const name = (parts[1] ?? parts[2] ?? '').toLowerCase().replace(/\.$/, '');
    if (this.#names.has(name)) return true;
    // An address cannot be rebound. On loopback only loopback ones reach us anyway.
    if (isIP(name) !== 0) return !this.#onLoopback || isLoopback(name);
    return this.#onLoopback && name.endsWith('.localhost');
  }
}

function isSafe(method: string): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
}

function isForeign(request: FastifyRequest, host: string): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
  const origin = request.headers.origin;
  if (origin === undefined) return false;
  const parts = /^https?:\/\/(.+)$/i.exec(origin);
  return parts?.[1]?.toLowerCase() !== host.toLowerCase();
}
