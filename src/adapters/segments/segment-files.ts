import { type FileHandle, open, readdir, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { lanes } from '../../domain/lanes.ts';

/** A file of the spool directory that holds messages. */
export interface SpoolFile {
  /** As in `MessageReference.key`: `normal/00000000000000000001`, `compacted/<id>`, `large/<id>`. */
  readonly segment: string;
  /** Path under the spool directory. */
  readonly fileName: string;
  /** 0 when it went meanwhile. */
  sizeBytes(): Promise<number>;
}

/** Segments of all lanes and compacted ones, and complete large messages; those in a lane in order of their sequences. */
export async function listSpoolFiles(spoolDirectory: string): Promise<SpoolFile[]> {
  const files: SpoolFile[] = [];
  for (const folder of [...lanes, 'compacted', 'large']) {
    for (const name of (await namesIn(join(spoolDirectory, folder))).sort()) {
      const parts = folder === 'large' ? /^([0-9a-f-]+)\.msg$/.exec(name) : /^([0-9a-z-]+)\.seg$/.exec(name);
      if (!parts) continue;
      const fileName = `${folder}/${name}`;
      files.push({
        segment: `${folder}/${parts[1]}`,
        fileName,
        sizeBytes: () => sizeOf(join(spoolDirectory, fileName)),
      });
    }
  }
  return files;
}

/** What reclaiming does to the disk, one call a step: tests make each of them fail. */
export interface ReclaimIo {
  open(path: string, flags: 'r' | 'wx'): Promise<FileHandle>;
  write(handle: FileHandle, bytes: Uint8Array): Promise<void>;
  sync(handle: FileHandle): Promise<void>;
  syncDirectory(path: string): Promise<void>;
  unlink(path: string): Promise<void>;
}

export const diskIo: ReclaimIo = {
  open: (path, flags) => open(path, flags, 0o640),
  async write(handle, bytes) {
    for (let at = 0; at < bytes.length; ) {
      const { bytesWritten } = await handle.write(bytes, at, bytes.length - at);
      if (bytesWritten === 0) throw new Error('the disk took nothing');
      at += bytesWritten;
    }
  },
  sync: (handle) => handle.datasync(),
  async syncDirectory(path) {
    const handle = await open(path, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
  unlink,
};

async function namesIn(directory: string): Promise<string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
}
