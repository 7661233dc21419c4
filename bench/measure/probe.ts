import { setTimeout as delay } from 'node:timers/promises';
import { type SmtpAddress, SmtpClient, stuffed } from '../../test/support/smtp-client.ts';

export interface Latency {
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
  readonly samples: number;
}

/** Sends small messages at a low rate beside a load and times the reply after the data, in milliseconds. */
export class Probe {
  readonly #times: number[] = [];
  #stopping = false;
  readonly #running: Promise<void>;

  constructor(address: SmtpAddress, perSecond = 50) {
    this.#running = this.#run(address, 1000 / perSecond);
  }

  /** Ends the probe. @throws what it met. */
  async stop(): Promise<Latency> {
    this.#stopping = true;
    await this.#running;
    return percentiles(this.#times);
  }

  async #run(address: SmtpAddress, pauseMs: number): Promise<void> {
    const message = stuffed(Buffer.from(`From: <probe@example.test>\r\nSubject: probe\r\n\r\n${'x'.repeat(70)}\r\n`));
    const client = await SmtpClient.open(address);
    while (!this.#stopping) {
      for (const line of ['MAIL FROM:<probe@example.test>', 'RCPT TO:<probe@example.test>', 'DATA']) {
        const reply = await client.command(line);
        if (reply.code !== 250 && reply.code !== 354) throw new Error(`probe: ${reply.text}`);
      }
      const started = process.hrtime.bigint();
      client.write(message);
      await client.expect(250);
      this.#times.push(Number(process.hrtime.bigint() - started) / 1e6);
      await delay(pauseMs);
    }
    await client.quit();
  }
}

export function percentiles(times: readonly number[]): Latency {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99), p999: at(0.999), samples: sorted.length };
}

/** Of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
