import { TestServer } from '../../test/support/server.ts';
import type { System } from './system.ts';

/** Millrace as it is served, with `args` beside the defaults; `main` of another build. */
export function millrace(name = 'millrace', args: readonly string[] = [], main?: string): System {
  return {
    name,
    durability: 'synced before the reply',
    namesThreads: true,
    async prepare() {
      return undefined;
    },
    async start(directory) {
      const server = await TestServer.start({ dataDirectory: directory, args, ...(main ? { main } : {}) });
      return {
        pid: server.pid,
        smtp: server.smtp,
        listed: async () => (await server.api.stats()).processed,
        syncs: async () => (await server.api.stats()).syncs ?? Number.NaN,
        stop: () => server.stop(),
      };
    },
  };
}
