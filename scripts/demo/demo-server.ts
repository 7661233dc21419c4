import { resolve } from 'node:path';
import { ApiClient } from '../../test/support/api-client.ts';
import { TestServer } from '../../test/support/server.ts';
import type { SmtpAddress } from '../../test/support/smtp-client.ts';

/** The server that the demo fills. */
export interface DemoServer {
  readonly api: ApiClient;
  readonly url: string;
  readonly smtp: SmtpAddress;
  /** The process, when the demo has started it. */
  readonly own?: TestServer;
}

export interface DemoServerOptions {
  readonly url?: string;
  readonly smtp?: string;
  readonly data: string;
}

const defaultUrl = 'http://127.0.0.1:8025';

/** The server at `url`, or the one that runs at the default address, or a new one. @throws Error */
export async function findOrStartServer(options: DemoServerOptions): Promise<DemoServer> {
  const url = options.url ?? defaultUrl;
  const api = new ApiClient(url);
  try {
    const { smtp } = await api.get<{ smtp: SmtpAddress }>('/api/v1/config-info');
    return { api, url, smtp: options.smtp === undefined ? smtp : readAddress(options.smtp) };
  } catch (error) {
    if (options.url !== undefined) throw new Error(`No server answers at ${url}: ${(error as Error).message}`);
  }
  const args = ['--http', '127.0.0.1:8025', '--smtp', options.smtp ?? '127.0.0.1:1025'];
  const own = await TestServer.start({ dataDirectory: resolve(options.data), args });
  return { api: own.api, url: own.httpUrl, smtp: own.smtp, own };
}

function readAddress(text: string): SmtpAddress {
  const parts = /^(?:\[(.+)\]|([^:]+)):(\d+)$/.exec(text);
  if (!parts) throw new Error(`--smtp must be HOST:PORT, not "${text}"`);
  return { host: (parts[1] ?? parts[2]) as string, port: Number(parts[3]) };
}
