import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, repository, type System, startProcess } from './system.ts';

const home = join(repository, '.bench/maildev');
const main = join(home, 'node_modules/maildev/dist/bin/maildev.js');

export const maildev: System = {
  name: 'maildev 3.0.0',
  durability: 'page cache',
  async prepare() {
    if (existsSync(main)) return undefined;
    mkdirSync(home, { recursive: true });
    const result = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--prefix', home, 'maildev@3.0.0'], {
      cwd: home,
      encoding: 'utf8',
    });
    return existsSync(main) ? undefined : `npm install maildev failed: ${result.stderr}`;
  },
  async start(directory) {
    const [smtpPort, webPort] = [await freePort(), await freePort()];
    const running = await startProcess({
      command: process.execPath,
      args: [
        ...[
          main,
          '--silent',
          '--ip',
          '127.0.0.1',
          '--web-ip',
          '127.0.0.1',
          '--mail-directory',
          join(directory, 'mail'),
        ],
        ...['--smtp', String(smtpPort), '--web', String(webPort)],
      ],
      smtpPort,
    });
    // It parses and lists before its reply; asking for the list sends all of it.
    return { pid: running.child.pid ?? 0, smtp: running.smtp, stop: running.stop };
  },
};
