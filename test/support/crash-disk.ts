import { closeSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Disk } from '../../src/spool/disk.ts';
import { nodeDisk } from '../../src/spool/disk.ts';
import { Gate, ioError } from './hooked-disk.ts';
import type { Random } from './random.ts';

type Entry = { readonly path: string; durable: boolean } & (
  | { readonly kind: 'create'; readonly empties: boolean }
  | { readonly kind: 'write'; readonly position: number; readonly data: Buffer }
  | { readonly kind: 'cut'; readonly length: number }
  | { readonly kind: 'unlink' }
);

const SECTOR_BYTES = 512;

/**
 * A disk that loses its power at a chosen call and may fail one call before: the calls go to real files, so that the spool works
 * as ever, and `writeImage` builds what a real disk could hold afterwards. What a sync covers is there; of the rest each sector of a
 * write, each name and each removal may be there or not. From the crash on no call ever returns.
 */
export class CrashDisk implements Disk {
  readonly #root: string;
  readonly #random: Random;
  readonly #crashAt: number;
  readonly #failAt: number;
  readonly #base: Map<string, Buffer>;
  readonly #journal: Entry[];
  readonly #paths = new Map<number, string>();
  readonly #inFlight = new Set<Promise<unknown>>();
  readonly #gate = new Gate();
  /** The call at which it died; it did nothing. */
  #unreturned: Entry | undefined;
  #calls = 0;
  /** Files that a durable write is on its way to, one for each write. */
  readonly #writing: string[] = [];
  /** Durable writes that began while another to the same file was on its way. */
  overlaps = 0;
  dead = false;

  /**
   * @param crashAt number of the call that never returns
   * @param failAt number of the call that fails, with its effect or without
   * @param killed the disk of a process that was killed in the same directory, while the power stayed: what it wrote can be read,
   *   and yet no sync covers it
   */
  constructor(root: string, random: Random, crashAt: number, failAt: number, killed?: CrashDisk) {
    this.#root = root;
    this.#random = random;
    this.#crashAt = crashAt;
    this.#failAt = failAt;
    this.#base = killed ? killed.#base : new Map();
    this.#journal = killed ? killed.#journal.filter((entry) => entry !== killed.#unreturned) : [];
    if (killed) return;
    for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isFile()) this.#base.set(path, readFileSync(path));
    }
  }

  get crashed(): Promise<void> {
    return this.#gate.opened;
  }

  /** Cuts the power now. */
  crash(): void {
    this.dead = true;
    this.#gate.open();
  }

  /** Closes what the dead process had open. */
  async dispose(): Promise<void> {
    await Promise.allSettled(this.#inFlight);
    for (const fd of this.#paths.keys()) closeSync(fd);
  }

  /** What the disk holds when the power is back. */
  writeImage(root: string): void {
    const files = new Map(this.#base);
    for (const entry of this.#journal) this.#apply(files, entry);
    for (const [path, content] of files) {
      const target = join(root, relative(this.#root, path));
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, content);
    }
  }

  createLog(path: string, overwrite: boolean): Promise<number> {
    return this.#call({ kind: 'create', path, empties: overwrite, durable: false }, async () =>
      this.#opened(path, await nodeDisk.createLog(path, overwrite)),
    );
  }

  async writeDurable(fd: number, buffers: readonly Buffer[], position: number): Promise<void> {
    const path = this.#paths.get(fd)!;
    const entry: Entry = { kind: 'write', path, position, data: Buffer.concat(buffers), durable: false };
    if (this.#writing.includes(path)) this.overlaps += 1;
    this.#writing.push(path);
    try {
      // A disk that is slow now and then: others begin meanwhile, and end before.
      const turns = this.#random.next() < 0.5 ? 0 : this.#random.integer(1, 20);
      await this.#call(entry, async () => {
        for (let turn = 0; turn < turns; turn += 1) await new Promise(setImmediate);
        await nodeDisk.writeDurable(fd, buffers, position);
      });
    } finally {
      this.#writing.splice(this.#writing.indexOf(path), 1);
    }
    // O_DSYNC speaks of its own bytes only: another write that is on its way may still be lost.
    entry.durable = true;
  }

  createFile(path: string): Promise<number> {
    return this.#call({ kind: 'create', path, empties: false, durable: false }, async () =>
      this.#opened(path, await nodeDisk.createFile(path)),
    );
  }

  write(fd: number, buffer: Buffer, position: number): Promise<void> {
    const path = this.#paths.get(fd)!;
    const entry: Entry = { kind: 'write', path, position, data: Buffer.from(buffer), durable: false };
    return this.#call(entry, () => nodeDisk.write(fd, buffer, position));
  }

  async sync(fd: number): Promise<void> {
    const path = this.#paths.get(fd)!;
    const covered = this.#journal.filter(
      (each) => each.path === path && each.kind !== 'create' && each.kind !== 'unlink',
    );
    await this.#call(undefined, () => nodeDisk.sync(fd));
    for (const entry of covered) entry.durable = true;
  }

  close(fd: number): Promise<void> {
    return this.#call(undefined, () => {
      this.#paths.delete(fd);
      return nodeDisk.close(fd);
    });
  }

  async cut(path: string, length: number): Promise<void> {
    await this.#call({ kind: 'cut', path, length, durable: false }, () => nodeDisk.cut(path, length));
    this.#cover((each) => each.path === path && each.kind !== 'create' && each.kind !== 'unlink');
  }

  unlink(path: string): Promise<void> {
    return this.#call({ kind: 'unlink', path, durable: false }, () => nodeDisk.unlink(path));
  }

  makeDirectory(path: string): Promise<void> {
    return this.#call(undefined, () => nodeDisk.makeDirectory(path));
  }

  async syncDirectory(path: string): Promise<void> {
    const covered = this.#journal.filter((each) => dirname(each.path) === path);
    await this.#call(undefined, () => nodeDisk.syncDirectory(path));
    for (const entry of covered) if (entry.kind === 'create' || entry.kind === 'unlink') entry.durable = true;
  }

  freeBytes(): Promise<number> {
    return Promise.resolve(1e12);
  }

  #opened(path: string, fd: number): number {
    this.#paths.set(fd, path);
    return fd;
  }

  #cover(which: (entry: Entry) => boolean): void {
    for (const entry of this.#journal) if (which(entry)) entry.durable = true;
  }

  async #call<T>(entry: Entry | undefined, work: () => Promise<T>): Promise<T> {
    const never = () => new Promise<never>(() => undefined);
    if (this.dead) return never();
    this.#calls += 1;
    if (this.#calls === this.#crashAt) {
      if (entry) this.#journal.push(entry);
      this.#unreturned = entry;
      this.crash();
      return never();
    }
    if (this.#calls === this.#failAt) {
      if (this.#random.next() < 0.5) throw ioError('EIO');
      if (entry) this.#journal.push(entry);
      await this.#run(work);
      throw ioError('EIO');
    }
    if (entry) this.#journal.push(entry);
    const result = await this.#run(work);
    return this.dead ? never() : result;
  }

  async #run<T>(work: () => Promise<T>): Promise<T> {
    const running = work();
    this.#inFlight.add(running);
    try {
      return await running;
    } finally {
      this.#inFlight.delete(running);
    }
  }

  #apply(files: Map<string, Buffer>, entry: Entry): void {
    const happens = entry.durable || this.#random.next() < 0.5;
    const content = files.get(entry.path);
    switch (entry.kind) {
      case 'create':
        if (happens && (content === undefined || entry.empties)) files.set(entry.path, Buffer.alloc(0));
        return;
      case 'unlink':
        if (happens) files.delete(entry.path);
        return;
      case 'cut':
        if (content && happens) files.set(entry.path, resized(content, entry.length));
        return;
      case 'write':
        if (content) files.set(entry.path, this.#written(content, entry.position, entry.data, entry.durable));
        return;
    }
  }

  #written(content: Buffer, position: number, data: Buffer, durable: boolean): Buffer {
    // A write that no sync covers: nothing of it, all of it, its beginning, or any of its sectors.
    const manner = durable ? 1 : this.#random.integer(0, 3);
    if (manner === 0) return content;
    const length = manner === 2 ? this.#random.integer(0, data.length) : data.length;
    const result = resized(content, Math.max(content.length, position + length));
    for (let at = 0; at < length; at += SECTOR_BYTES) {
      if (manner !== 3 || this.#random.next() < 0.5) {
        data.copy(result, position + at, at, Math.min(length, at + SECTOR_BYTES));
      }
    }
    return result;
  }
}

function resized(content: Buffer, length: number): Buffer {
  const result = Buffer.alloc(length);
  content.copy(result, 0, 0, length);
  return result;
}
