import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, repository, type System, startProcess } from './system.ts';

export const postfixTools = join(repository, '.bench/postfix');
/** The tools come unpacked, so their libraries are not where the loader looks. */
export const postfixEnvironment = { LD_LIBRARY_PATH: join(postfixTools, 'usr/lib/postfix') };

/** Postfix's smtp-sink: takes mail and throws it away; the ceiling of what the generator can push. */
export const smtpSink: System = {
  name: 'smtp-sink',
  durability: 'keeps nothing',
  async prepare() {
    return existsSync(join(postfixTools, 'usr/sbin/smtp-sink'))
      ? undefined
      : 'smtp-sink is not unpacked (scripts/provision.mjs)';
  },
  async start() {
    const smtpPort = await freePort();
    const running = await startProcess({
      command: join(postfixTools, 'usr/sbin/smtp-sink'),
      // It refuses to stay root unless told whose rights to take.
      args: [...(process.getuid?.() === 0 ? ['-u', 'root'] : []), `127.0.0.1:${smtpPort}`, '1000'],
      env: postfixEnvironment,
      smtpPort,
    });
    return { pid: running.child.pid ?? 0, smtp: running.smtp, stop: running.stop };
  },
};
