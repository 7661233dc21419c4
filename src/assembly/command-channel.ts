import type { MessagePort } from 'node:worker_threads';
import type { Command, CommandResult } from '../domain/commands.ts';
import { MillraceError } from '../errors.ts';
import type { CommandGateway } from '../ports/command-gateway.ts';

type Origin = Parameters<CommandGateway['execute']>[1];
type Request = { readonly id: number; readonly command: Command; readonly origin: Origin };
type Response =
  | { readonly id: number; readonly result: CommandResult }
  | { readonly id: number; readonly fault: string; readonly message: string; readonly temporary: boolean };

/** The CommandGateway of a thread that is not the processor's: commands go over a port, results come back. */
export class CommandClient implements CommandGateway {
  readonly #port: MessagePort;
  readonly #waiting = new Map<number, { resolve(result: CommandResult): void; reject(error: Error): void }>();
  #last = 0;
  #closed = false;

  constructor(port: MessagePort) {
    this.#port = port;
    port.on('message', (response: Response) => this.#take(response));
    port.on('close', () => this.#lose());
  }

  execute(command: Command, origin: Origin): Promise<CommandResult> {
    if (this.#closed) return Promise.reject(gone());
    this.#last += 1;
    const request: Request = { id: this.#last, command, origin };
    return new Promise((resolve, reject) => {
      this.#waiting.set(request.id, { resolve, reject });
      this.#port.postMessage(request);
    });
  }

  #take(response: Response): void {
    const waiting = this.#waiting.get(response.id);
    this.#waiting.delete(response.id);
    if ('result' in response) waiting?.resolve(response.result);
    else
      waiting?.reject(new MillraceError(response.fault as MillraceError['code'], response.message, response.temporary));
  }

  #lose(): void {
    this.#closed = true;
    for (const { reject } of this.#waiting.values()) reject(gone());
    this.#waiting.clear();
  }
}

/** The other end: runs each command that comes over the port. */
export function serveCommands(port: MessagePort, gateway: CommandGateway): void {
  port.on('message', ({ id, command, origin }: Request) => {
    gateway.execute(command, origin).then(
      (result) => port.postMessage({ id, result } satisfies Response),
      (error: unknown) => {
        const known = error instanceof MillraceError ? error : undefined;
        port.postMessage({
          id,
          fault: known?.code ?? 'unavailable',
          message: error instanceof Error ? error.message : String(error),
          temporary: known?.temporary ?? true,
        } satisfies Response);
      },
    );
  });
}

const gone = () => new MillraceError('unavailable', 'The processor is stopping or gone.', true);
