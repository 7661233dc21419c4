import { lookup as systemLookup } from 'node:dns';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { isPublicAddress } from './public-address.ts';

export interface RemoteContent {
  readonly content: Buffer;
  /** One of the allowed picture types, without parameters. */
  readonly contentType: string;
}

export interface RemoteOptions {
  readonly maxBytes?: number;
  /** For all of it: look-ups, redirects, content. */
  readonly timeoutMs?: number;
  readonly maxRedirects?: number;
  /** All addresses of a host name. The system's resolver by default. */
  readonly resolve?: (host: string) => Promise<readonly string[]>;
  /** Which addresses may be connected to; `isPublicAddress` by default. For tests, which have none but loopback. */
  readonly isAllowed?: (address: string) => boolean;
  /** Ports that may be connected to. */
  readonly ports?: readonly number[];
}

/** Not SVG: opened by itself it is a document that could run scripts on this origin. */
const pictures = /^image\/(?:png|gif|jpeg|jpg|webp|avif|bmp|x-icon|vnd\.microsoft\.icon)$/;

/**
 * A picture of another server, fetched so that neither the reader's address, nor cookies, nor this network are given away: http and https
 * only; every address of the host must be public, on every redirect again; the connection goes to exactly the address
 * that was checked, so a name that answers otherwise the second time gains nothing. Undefined when it is refused or cannot be had;
 * why is nobody's business but the log's.
 */
export async function fetchRemote(url: string, options: RemoteOptions = {}): Promise<RemoteContent | undefined> {
  const limits = {
    maxBytes: 5 * 1024 * 1024,
    timeoutMs: 10_000,
    maxRedirects: 3,
    resolve: resolveHost,
    isAllowed: isPublicAddress,
    ports: [80, 443, 8080, 8443],
    ...options,
  };
  const signal = AbortSignal.timeout(limits.timeoutMs);
  let next = url;
  for (let hop = 0; hop <= limits.maxRedirects; hop += 1) {
    try {
      const response = await open(next, limits, signal);
      if (!response) return undefined;
      const location = redirectOf(response, next);
      if (location === undefined) return await contentOf(response, limits.maxBytes);
      response.destroy();
      next = location;
    } catch {
      return undefined;
    }
  }
  return undefined;
}

async function open(
  text: string,
  limits: Required<RemoteOptions>,
  signal: AbortSignal,
): Promise<IncomingMessage | undefined> {
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  if (url.username !== '' || url.password !== '' || !limits.ports.includes(port)) return undefined;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host) ? [host] : await abortable(limits.resolve(host), signal);
  // One bad address among good ones is an attack, or a network where nothing can be told.
  if (addresses.length === 0 || !addresses.every(limits.isAllowed)) return undefined;
  const address = addresses[0] as string;
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        // The name goes into the Host header and the certificate's check only; the connection is to the address.
        host: address,
        servername: isIP(host) ? '' : host,
        port,
        path: url.pathname + url.search,
        method: 'GET',
        agent: false,
        signal,
        maxHeaderSize: 16 * 1024,
        headers: {
          host: url.host,
          accept: 'image/*',
          'accept-encoding': 'identity',
          'user-agent': 'Mozilla/5.0 (compatible; Millrace)',
        },
      },
      resolve,
    );
    outgoing.on('error', reject);
    outgoing.end();
  });
}

function redirectOf(response: IncomingMessage, from: string): string | undefined {
  const { statusCode = 0, headers } = response;
  if (![301, 302, 303, 307, 308].includes(statusCode) || headers.location === undefined) return undefined;
  return new URL(headers.location, from).href;
}

async function contentOf(response: IncomingMessage, maxBytes: number): Promise<RemoteContent | undefined> {
  const contentType = (response.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const encoded = (response.headers['content-encoding'] ?? 'identity') !== 'identity';
  const announced = Number(response.headers['content-length'] ?? 0);
  if (response.statusCode !== 200 || !pictures.test(contentType) || encoded || announced > maxBytes) {
    response.destroy();
    return undefined;
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Leaving the loop destroys the response.
    if (size > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return response.complete ? { content: Buffer.concat(chunks), contentType } : undefined;
}

function resolveHost(host: string): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    systemLookup(host, { all: true, order: 'verbatim' }, (error, addresses) => {
      if (error) reject(error);
      else resolve(addresses.map(({ address }) => address));
    });
  });
}

/** The system's resolver cannot be told to stop. */
function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}
