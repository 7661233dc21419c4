import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ApiClient } from './api-client.ts';
import type { IoShim } from './io-shim.ts';
import { waitFor } from './wait-for.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const builtHere = join(root, 'dist/main.js');

export interface ServerOptions {
  /** Kept when given; otherwise a temporary one, removed at `stop`. */
  readonly dataDirectory?: string;
  /** `main.js` of another build. */
  readonly main?: string;
  /** Further arguments of `serve`. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly shim?: IoShim;
  /** Generous: the machine may be busy. */
  readonly readyTimeoutMs?: number;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** `node dist/main.js serve` as a child process on free ports. */
export class TestServer {
  readonly dataDirectory: string;
  smtp = { host: '', port: 0 };
  httpUrl = '';
  api!: ApiClient;
  #child: ChildProcess | undefined;
  #exit: Promise<Exit> = Promise.resolve({ code: 0, signal: null });
  #exited: Exit | undefined;
  #output = '';
  readonly #options: ServerOptions;

  private constructor(options: ServerOptions) {
    this.#options = options;
    this.dataDirectory = options.dataDirectory ?? mkdtempSync(join(tmpdir(), 'millrace-data-'));
  }

  /** Resolves when the server says that it is ready. @throws with the server's output when it does not. */
  static async start(options: ServerOptions = {}): Promise<TestServer> {
    const server = new TestServer(options);
    await server.restart();
    return server;
  }

  /** The process started, whether or not it gets ready: for tests that kill it on the way. */
  static launch(options: ServerOptions): TestServer {
    const server = new TestServer(options);
    server.#spawn(options);
    return server;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  get running(): boolean {
    return this.#child !== undefined && this.#exited === undefined;
  }

  /** stdout and stderr since the first start, for failure messages. */
  get output(): string {
    return this.#output.length > 8000 ? `…${this.#output.slice(-8000)}` : this.#output;
  }

  get exit(): Promise<Exit> {
    return this.#exit;
  }

  /** Starts again on the same data, on new ports. */
  async restart(options: ServerOptions = this.#options): Promise<void> {
    if (this.running) throw new Error('the server is still running');
    this.#spawn(options);
    const state = await this.readyOrExit(options.readyTimeoutMs);
    if (state === 'exited') {
      throw new Error(`the server ended before it was ready: ${JSON.stringify(this.#exited)}\n${this.output}`);
    }
  }

  async readyOrExit(timeoutMs = 120_000): Promise<'ready' | 'exited'> {
    try {
      return await waitFor('the ready line', () => (this.httpUrl ? 'ready' : this.#exited ? 'exited' : undefined), {
        timeoutMs,
        intervalMs: 5,
      });
    } catch (error) {
      this.kill('SIGKILL');
      throw new Error(`${(error as Error).message}\n${this.output}`);
    }
  }

  kill(signal: NodeJS.Signals): void {
    if (this.running) this.#child?.kill(signal);
  }

  /** Resolves when the process is gone, with how it ended. */
  async killed(signal: NodeJS.Signals = 'SIGKILL'): Promise<Exit> {
    this.kill(signal);
    return this.#exit;
  }

  /** Ends the process (SIGKILL: nothing may depend on a clean end) and removes a temporary data directory. */
  async stop(): Promise<void> {
    if (this.running) await this.killed('SIGKILL');
    if (this.#options.dataDirectory === undefined) rmSync(this.dataDirectory, { recursive: true, force: true });
  }

  #spawn(options: ServerOptions): void {
    const main = options.main ?? builtHere;
    if (!existsSync(main)) throw new Error(`${main} is missing: run \`npm run build\` first`);
    this.httpUrl = '';
    this.#exited = undefined;
    const args = ['serve', '--data', this.dataDirectory, '--smtp', '127.0.0.1:0', '--http', '127.0.0.1:0'];
    const child = spawn(process.execPath, [main, ...args, ...(options.args ?? [])], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...options.env, ...options.shim?.environment(this.dataDirectory) },
    });
    this.#child = child;
    let line = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#output += text;
      line += text;
      const lines = line.split('\n');
      line = lines.pop() as string;
      for (const whole of lines) this.#seeLine(whole);
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#output += text;
    });
    this.#exit = new Promise((resolve) => {
      child.on('error', (error) => {
        this.#output += `${error.message}\n`;
      });
      child.on('close', (code, signal) => {
        this.#exited = { code, signal };
        resolve(this.#exited);
      });
    });
  }

  #seeLine(line: string): void {
    if (!line.includes('"msg":"ready"')) return;
    const ready = JSON.parse(line) as { smtp: string; http: string };
    const [host, port] = splitHostPort(ready.smtp);
    this.smtp = { host, port };
    this.httpUrl = `http://${ready.http}`;
    this.api = new ApiClient(this.httpUrl);
  }
}

function splitHostPort(text: string): [string, number] {
  const at = text.lastIndexOf(':');
  return [text.slice(0, at), Number(text.slice(at + 1))];
}
