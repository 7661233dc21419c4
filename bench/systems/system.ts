import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type SmtpAddress, SmtpClient } from '../../test/support/smtp-client.ts';
import { waitFor } from '../../test/support/wait-for.ts';

export const repository = fileURLToPath(new URL('../..', import.meta.url));

/** One of the compared servers. */
export interface System {
  readonly name: string;
  /** What has earned the 250, for the table. */
  readonly durability: string;
  /** Its threads have names that say what they do. */
  readonly namesThreads?: true;
  /** Why it cannot be measured here, or undefined. May install it. */
  prepare(): Promise<string | undefined>;
  start(directory: string): Promise<RunningSystem>;
}

export interface RunningSystem {
  readonly pid: number;
  readonly smtp: SmtpAddress;
  /** How many messages are stored and visible; undefined where it cannot be asked cheaply or nothing is kept. */
  listed?(): Promise<number>;
  /** fsync-like calls so far. */
  syncs?(): Promise<number>;
  stop(): Promise<void>;
}

export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

export interface ProcessOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly smtpPort: number;
}

/** Starts a server and waits for its SMTP greeting. @throws with its output when it ends before. */
export async function startProcess(
  options: ProcessOptions,
): Promise<{ child: ChildProcess; smtp: SmtpAddress; stop(): Promise<void> }> {
  const child = spawn(options.command, options.args, {
    cwd: repository,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...options.env },
  });
  let output = '';
  const keep = (text: Buffer) => {
    if (output.length < 20_000) output += text.toString();
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const gone = new Promise<void>((resolve) => {
    child.on('error', (error) => {
      output += error.message;
      resolve();
    });
    child.on('close', () => resolve());
  });
  const smtp = { host: '127.0.0.1', port: options.smtpPort };
  await waitFor(`${options.command} to greet`, async () => {
    if (child.exitCode !== null || child.signalCode !== null) return 'ended';
    const client = await SmtpClient.connect(smtp);
    await client.expect(220);
    await client.quit();
    return 'up';
  }).then((state) => {
    if (state === 'ended') throw new Error(`${options.command} ended at once: ${output}`);
  });
  return {
    child,
    smtp,
    stop: async () => {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
