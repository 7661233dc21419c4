import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ApiClient } from '../../test/support/api-client.ts';
import { goInstall } from './go-install.ts';
import { freePort, repository, type System, startProcess } from './system.ts';

export const mailpit: System = {
  name: 'mailpit 1.27.11',
  durability: 'committed, no sync per commit',
  async prepare() {
    return goInstall('github.com/axllent/mailpit@v1.27.11', 'mailpit');
  },
  async start(directory) {
    const [smtpPort, webPort] = [await freePort(), await freePort()];
    const binary = join(repository, '.bench/bin/mailpit');
    if (!existsSync(binary)) throw new Error(`${binary} is missing`);
    const running = await startProcess({
      command: binary,
      args: [
        ...['--database', join(directory, 'mailpit.db'), '--max', '0', '--quiet', '--smtp-disable-rdns'],
        ...['--smtp', `127.0.0.1:${smtpPort}`, '--listen', `127.0.0.1:${webPort}`, '--disable-version-check'],
      ],
      smtpPort,
    });
    const api = new ApiClient(`http://127.0.0.1:${webPort}`);
    return {
      pid: running.child.pid ?? 0,
      smtp: running.smtp,
      listed: async () => (await api.get<{ total: number }>('/api/v1/messages?limit=1')).total,
      stop: running.stop,
    };
  },
};
