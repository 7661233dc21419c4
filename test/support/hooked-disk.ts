import type { Disk } from '../../src/spool/disk.ts';
import { nodeDisk } from '../../src/spool/disk.ts';

export interface DiskCall {
  readonly kind: keyof Disk;
  /** Of the file; undefined for calls about the disk. */
  readonly path: string;
  readonly number: number;
  readonly bytes: number;
}

/** The real disk, with a hook before every call that may wait, or throw instead of the call, and one after it that may throw too. */
export class HookedDisk implements Disk {
  before: (call: DiskCall) => void | Promise<void> = () => undefined;
  after: (call: DiskCall) => void | Promise<void> = () => undefined;
  readonly calls: DiskCall[] = [];
  readonly #returned: DiskCall[] = [];
  readonly #paths = new Map<number, string>();

  count(kind: keyof Disk): number {
    return this.calls.filter((call) => call.kind === kind).length;
  }

  /** Calls that are through, whether they went well or not. */
  returned(kind: keyof Disk): number {
    return this.#returned.filter((call) => call.kind === kind).length;
  }

  async createLog(path: string, overwrite: boolean): Promise<number> {
    return this.#opened(path, await this.#call('createLog', path, 0, () => nodeDisk.createLog(path, overwrite)));
  }

  writeDurable(fd: number, buffers: readonly Buffer[], position: number): Promise<void> {
    const bytes = buffers.reduce((sum, buffer) => sum + buffer.length, 0);
    return this.#call('writeDurable', this.#paths.get(fd)!, bytes, () => nodeDisk.writeDurable(fd, buffers, position));
  }

  async createFile(path: string): Promise<number> {
    return this.#opened(path, await this.#call('createFile', path, 0, () => nodeDisk.createFile(path)));
  }

  write(fd: number, buffer: Buffer, position: number): Promise<void> {
    return this.#call('write', this.#paths.get(fd)!, buffer.length, () => nodeDisk.write(fd, buffer, position));
  }

  sync(fd: number): Promise<void> {
    return this.#call('sync', this.#paths.get(fd)!, 0, () => nodeDisk.sync(fd));
  }

  close(fd: number): Promise<void> {
    return this.#call('close', this.#paths.get(fd)!, 0, () => nodeDisk.close(fd));
  }

  cut(path: string, length: number): Promise<void> {
    return this.#call('cut', path, length, () => nodeDisk.cut(path, length));
  }

  unlink(path: string): Promise<void> {
    return this.#call('unlink', path, 0, () => nodeDisk.unlink(path));
  }

  makeDirectory(path: string): Promise<void> {
    return this.#call('makeDirectory', path, 0, () => nodeDisk.makeDirectory(path));
  }

  syncDirectory(path: string): Promise<void> {
    return this.#call('syncDirectory', path, 0, () => nodeDisk.syncDirectory(path));
  }

  freeBytes(path: string): Promise<number> {
    return this.#call('freeBytes', path, 0, () => nodeDisk.freeBytes(path));
  }

  #opened(path: string, fd: number): number {
    this.#paths.set(fd, path);
    return fd;
  }

  async #call<T>(kind: keyof Disk, path: string, bytes: number, work: () => Promise<T>): Promise<T> {
    const call = { kind, path, bytes, number: this.calls.length + 1 };
    this.calls.push(call);
    await this.before(call);
    try {
      const result = await work();
      await this.after(call);
      return result;
    } finally {
      this.#returned.push(call);
    }
  }
}

/** An error as the system gives it. */
export function ioError(code: 'EIO' | 'ENOSPC' | 'EDQUOT'): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: made to fail`), { code });
}

/** Something to wait at until it is opened. */
export class Gate {
  #open: () => void = () => undefined;
  readonly opened = new Promise<void>((resolve) => {
    this.#open = resolve;
  });

  open(): void {
    this.#open();
  }
}
