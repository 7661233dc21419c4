import { connect, type Socket } from 'node:net';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { fillerMail } from '../../test/support/real-mail.ts';
import { type SmtpAddress, stuffed } from '../../test/support/smtp-client.ts';

interface PacedOptions {
  readonly address: SmtpAddress;
  readonly perSecond: number;
  readonly sessions: number;
  readonly sizeBytes: number;
}

/** Sends at a steady rate from a thread of its own (smtp-source knows whole seconds only); MAIL, RCPT and DATA pipelined. */
export class PacedLoad {
  readonly #worker: Worker;
  readonly #ended: Promise<number>;

  constructor(options: PacedOptions) {
    this.#worker = new Worker(new URL('./paced-worker.mjs', import.meta.url), { workerData: options });
    this.#ended = new Promise((resolve, reject) => {
      this.#worker.on('message', resolve);
      this.#worker.on('error', reject);
    });
  }

  /** Resolves with how many were acknowledged. */
  async stop(): Promise<number> {
    this.#worker.postMessage('stop');
    const acknowledged = await this.#ended;
    await this.#worker.terminate();
    return acknowledged;
  }
}

function runPaced({ address, perSecond, sessions, sizeBytes }: PacedOptions): void {
  const body = stuffed(fillerMail({ seed: 1, sizeBytes }));
  const envelope = 'MAIL FROM:<a@example.test>\r\nRCPT TO:<b@example.test>\r\nDATA\r\n';
  const idle: Socket[] = [];
  let acknowledged = 0;
  let started = 0;
  let sent = 0;
  for (let n = 0; n < sessions; n += 1) {
    const socket = connect(address.port, address.host);
    let state: 'banner' | 'greeting' | 'envelope' | 'data' = 'banner';
    socket.setNoDelay(true).setEncoding('latin1');
    socket.on('error', () => undefined);
    socket.on('data', (text: string) => {
      // Replies arrive whole or nearly so; what matters is the last line of each stage.
      if (state === 'banner') {
        // A client that speaks before the greeting is turned away.
        socket.write('EHLO paced.example.test\r\n');
        state = 'greeting';
        return;
      }
      if (state === 'greeting' && /^250 /m.test(text)) idle.push(socket);
      else if (state === 'envelope' && /^354/m.test(text)) {
        state = 'data';
        socket.write(body);
        return;
      } else if (state === 'data' && /^250/m.test(text)) {
        acknowledged += 1;
        idle.push(socket);
      } else return;
      state = 'envelope';
    });
  }
  const timer = setInterval(() => {
    if (idle.length > 0 && started === 0) started = Date.now();
    const due = started === 0 ? 0 : ((Date.now() - started) / 1000) * perSecond;
    while (sent < due && idle.length > 0) {
      idle.shift()?.write(envelope);
      sent += 1;
    }
  }, 1);
  parentPort?.on('message', () => {
    clearInterval(timer);
    parentPort?.postMessage(acknowledged);
  });
}

if (!isMainThread && workerData) runPaced(workerData as PacedOptions);
