import { join } from 'node:path';
import { freePort, repository, type System, startProcess } from './system.ts';

/** The flow that Millrace's design replaces: see synchronous-server.ts. */
export const synchronous: System = {
  name: 'synchronous',
  durability: 'file synced, event committed before the reply',
  async prepare() {
    return undefined;
  },
  async start(directory) {
    const smtpPort = await freePort();
    const running = await startProcess({
      command: process.execPath,
      args: ['--import', 'tsx', join(repository, 'bench/systems/synchronous-server.ts'), directory, String(smtpPort)],
      smtpPort,
    });
    // It has listed what it replied to.
    return { pid: running.child.pid ?? 0, smtp: running.smtp, stop: running.stop };
  },
};
