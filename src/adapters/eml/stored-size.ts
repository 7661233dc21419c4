import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A walk may take at most about this share of the time. */
const restFactor = 20;
const shortWalkMs = 250;
const clockTickMs = 100;

/**
 * Bytes under a directory of a million files, asked for every few seconds: what a directory holds is counted again only when the
 * directory has changed (adding and removing files does that, and a stored file never grows), and a long walk is not begun again before
 * twenty times its length.
 */
export class StoredSize {
  readonly #root: string;
  readonly #counted = new Map<string, { readonly changedMs: number; readonly bytes: number }>();
  #running: Promise<number> | undefined;
  #last = 0;
  #notBeforeMs = 0;

  constructor(root: string) {
    this.#root = root;
  }

  bytes(): Promise<number> {
    if (this.#running) return this.#running;
    if (performance.now() < this.#notBeforeMs) return Promise.resolve(this.#last);
    this.#running = this.#walk().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #walk(): Promise<number> {
    const begun = performance.now();
    const met = new Set<string>();
    this.#last = await this.#sizeOf(this.#root, met);
    for (const directory of this.#counted.keys()) if (!met.has(directory)) this.#counted.delete(directory);
    const took = performance.now() - begun;
    if (took > shortWalkMs) this.#notBeforeMs = performance.now() + restFactor * took;
    return this.#last;
  }

  async #sizeOf(directory: string, met: Set<string>): Promise<number> {
    met.add(directory);
    const changedMs = await stat(directory).then(
      ({ mtimeMs }) => mtimeMs,
      () => undefined,
    );
    if (changedMs === undefined) return 0;
    const known = this.#counted.get(directory);
    if (known?.changedMs === changedMs) return known.bytes;
    const entries = await readdir(directory, { withFileTypes: true }).catch((): Dirent[] => []);
    let files = 0;
    let below = 0;
    let folders = 0;
    for (const entry of entries) {
      const path = join(directory, entry.name);
      if (entry.isDirectory()) {
        folders += 1;
        below += await this.#sizeOf(path, met);
      } else {
        // It may go between listing and looking.
        files += await stat(path).then(
          ({ size }) => size,
          () => 0,
        );
      }
    }
    // A directory of directories says nothing of changes below.
    // What changed a moment ago may change again within the same tick of the file system's clock.
    if (folders === 0 && Date.now() - changedMs > clockTickMs)
      this.#counted.set(directory, { changedMs, bytes: files });
    return files + below;
  }
}
