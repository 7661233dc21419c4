import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { goInstall } from './go-install.ts';
import { freePort, repository, type System, startProcess } from './system.ts';

export const inbucket: System = {
  name: 'inbucket 3.1.1',
  durability: 'file written, no sync',
  async prepare() {
    return goInstall('github.com/inbucket/inbucket/v3/cmd/inbucket@v3.1.1', 'inbucket');
  },
  async start(directory) {
    const [smtpPort, webPort, pop3Port] = [await freePort(), await freePort(), await freePort()];
    const store = join(directory, 'store');
    mkdirSync(store, { recursive: true });
    const running = await startProcess({
      command: join(repository, '.bench/bin/inbucket'),
      args: [],
      env: {
        INBUCKET_LOGLEVEL: 'error',
        INBUCKET_SMTP_ADDR: `127.0.0.1:${smtpPort}`,
        INBUCKET_WEB_ADDR: `127.0.0.1:${webPort}`,
        INBUCKET_WEB_UIDIR: directory,
        INBUCKET_POP3_ADDR: `127.0.0.1:${pop3Port}`,
        INBUCKET_STORAGE_TYPE: 'file',
        INBUCKET_STORAGE_PARAMS: `path:${store}`,
        INBUCKET_STORAGE_MAILBOXMSGCAP: '0',
        INBUCKET_STORAGE_RETENTIONPERIOD: '0',
      },
      smtpPort,
    });
    // It lists what it has written before its reply; asking costs a scan of the whole mailbox.
    return { pid: running.child.pid ?? 0, smtp: running.smtp, stop: running.stop };
  },
};
