import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Load } from '../../test/support/load.ts';
import { fillerMail, realMail } from '../../test/support/real-mail.ts';
import type { SmtpAddress } from '../../test/support/smtp-client.ts';
import { postfixEnvironment, postfixTools } from '../systems/smtp-sink.ts';

export interface LoadShape {
  /** Bytes of filler, or the real mails. */
  readonly size: number | 'real';
  readonly sessions: number;
  readonly count: number;
  readonly recipient?: string;
  /** A sequence number in front of every recipient. */
  readonly numberRecipients?: boolean;
  /** Header lines of every message. */
  readonly headers?: readonly string[];
}

const binary = join(postfixTools, 'usr/sbin/smtp-source');
/** What sends the load now: smtp-source may come with the run. */
export const generatorName = (): string =>
  existsSync(binary) ? 'Postfix smtp-source -d' : 'own generator (smtp-source is not here)';

/** Different real mails, each sent by a process of its own. */
const realSeeds = [1, 2, 3, 4];
export const messageBytes = (size: LoadShape['size']): number =>
  size === 'real' ? realSeeds.reduce((sum, seed) => sum + realMail({ seed }).length, 0) / realSeeds.length : size;

/** Sends all messages without pipelining, connections kept. Resolves with the seconds it took. @throws when one is refused. */
export async function sendLoad(address: SmtpAddress, shape: LoadShape): Promise<number> {
  if (!existsSync(binary)) return sendOwn(address, shape);
  const directory = mkdtempSync(join(tmpdir(), 'millrace-bench-'));
  try {
    const parts = partsOf(shape, directory);
    const started = process.hrtime.bigint();
    await Promise.all(parts.map((part) => runSource([...part, `${address.host}:${address.port}`])));
    return Number(process.hrtime.bigint() - started) / 1e9;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function partsOf(shape: LoadShape, directory: string): string[][] {
  const mails = shape.size === 'real' || shape.headers ? mailsOf(shape) : [];
  const common = ['-d', '-f', 'sender@example.test', ...(shape.numberRecipients ? ['-N'] : [])];
  const recipient = shape.recipient ?? 'rcpt@example.test';
  if (mails.length === 0) {
    const load = ['-s', String(shape.sessions), '-m', String(shape.count), '-l', String(shape.size)];
    return [[...common, '-t', recipient, ...load]];
  }
  const processes = Math.min(mails.length, shape.sessions);
  return mails.slice(0, processes).map((mail, index) => {
    const file = join(directory, `mail-${index}.eml`);
    writeFileSync(file, mail.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
    const share = (total: number) => Math.floor(total / processes) + (index < total % processes ? 1 : 0);
    // Every process counts from 1: with numbers the names must differ, too.
    const to = shape.numberRecipients ? `.${index}.${recipient}` : recipient;
    return [...common, '-t', to, '-s', String(share(shape.sessions)), '-m', String(share(shape.count)), '-F', file];
  });
}

function mailsOf({ size, headers = [] }: LoadShape): Buffer[] {
  return realSeeds.map((seed) =>
    size === 'real' ? realMail({ seed, headers }) : fillerMail({ seed, sizeBytes: size, headers }),
  );
}

function runSource(args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(binary, args, {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, ...postfixEnvironment },
    });
    let errors = '';
    child.stderr.on('data', (text: Buffer) => {
      errors += text.toString();
    });
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`smtp-source ${args.join(' ')}: ${errors.slice(0, 500)}`)),
    );
  });
}

async function sendOwn(address: SmtpAddress, shape: LoadShape): Promise<number> {
  const recipient = shape.recipient ?? 'rcpt@example.test';
  const mails = mailsOf(shape);
  const load = new Load({
    address: () => address,
    sessions: shape.sessions,
    pipelining: false,
    message: (n) =>
      n < shape.count
        ? {
            from: 'sender@example.test',
            recipients: [shape.numberRecipients ? `${n}${recipient}` : recipient],
            bytes: mails[n % mails.length] as Buffer,
            key: String(n),
          }
        : undefined,
  });
  const started = process.hrtime.bigint();
  await load.run();
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  if (load.count('acknowledged') !== shape.count)
    throw new Error(`only ${load.count('acknowledged')} of ${shape.count} acknowledged`);
  return seconds;
}
