import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type CallKind, callKinds } from './io-shim.ts';
import type { Random } from './random.ts';

const headerBytes = 72;

export interface DiskCall {
  /** Position in the journal, from 1. */
  readonly index: number;
  readonly kind: CallKind;
  /** CLOCK_MONOTONIC nanoseconds when the call had returned. */
  readonly timeNs: bigint;
  readonly inode: bigint;
  readonly offset: number;
  readonly length: number;
  /** For a sync: every call up to this index had returned when it began. */
  readonly covers: number;
  /** The file was open with O_DSYNC or O_SYNC: the write is durable when it returns. */
  readonly durable: boolean;
  readonly isDirectory: boolean;
  readonly path: string;
  readonly path2: string;
  readonly data: Buffer;
}

/** Reads the journal of io-shim.c (struct record there). */
export function parseJournal(journal: Buffer): DiskCall[] {
  const calls: DiskCall[] = [];
  let at = 0;
  // The last record may be half written: the process was killed.
  while (at + headerBytes <= journal.length) {
    if (journal.readUInt32LE(at) !== 0x4a4d4c52) throw new Error(`no record at ${at} of the journal`);
    const kind = callKinds[journal.readUInt32LE(at + 4)] as CallKind;
    const length = Number(journal.readBigUInt64LE(at + 32));
    const flags = journal.readUInt32LE(at + 56);
    const pathEnd = at + headerBytes + journal.readUInt32LE(at + 64);
    const path2End = pathEnd + journal.readUInt32LE(at + 68);
    const end = path2End + (kind === 'write' ? length : 0);
    if (end > journal.length) break;
    calls.push({
      index: calls.length + 1,
      kind,
      timeNs: journal.readBigUInt64LE(at + 8),
      inode: journal.readBigUInt64LE(at + 16),
      offset: Number(journal.readBigUInt64LE(at + 24)),
      length,
      covers: Number(journal.readBigUInt64LE(at + 40)),
      durable: (flags & 1) !== 0,
      isDirectory: (flags & 2) !== 0,
      path: journal.toString('utf8', at + headerBytes, pathEnd),
      path2: journal.toString('utf8', pathEnd, path2End),
      data: journal.subarray(path2End, end),
    });
    at = end;
  }
  return calls;
}

/** One file object with the calls that changed its content, in order. */
interface FileHistory {
  readonly changes: DiskCall[];
  /** All changes up to this index are on the medium. */
  syncedUpTo: number;
}

interface NameChange {
  readonly call: DiskCall;
  readonly apply: (names: Map<string, FileHistory>) => void;
  readonly directories: readonly string[];
}

/**
 * Writes to `target` what a disk would hold if the power had failed when the first `count` calls had returned: content that a sync of
 * its file (or O_DSYNC) covers, names that a sync of their directory covers. What no sync covers is lost, or, with `random`, lost in
 * part: any subset of the unsynced writes and a prefix of the unsynced name changes (a journalling file system keeps their order).
 */
export function writeDiskImage(
  calls: readonly DiskCall[],
  count: number,
  root: string,
  target: string,
  random?: Random,
): void {
  const files = new Map<bigint, FileHistory>();
  const changes: NameChange[] = [];
  const synced = new Map<string, number>();
  const current = new Map<string, FileHistory>();
  for (const call of calls.slice(0, count)) {
    if (call.kind === 'create') {
      const file: FileHistory = { changes: [], syncedUpTo: 0 };
      files.set(call.inode, file);
      change(call, [dirname(call.path)], (names) => names.set(call.path, file));
    } else if (call.kind === 'rename') {
      const file = current.get(call.path);
      change(call, [dirname(call.path), dirname(call.path2)], (names) => {
        names.delete(call.path);
        if (file) names.set(call.path2, file);
      });
    } else if (call.kind === 'unlink') {
      change(call, [dirname(call.path)], (names) => names.delete(call.path));
    } else if (call.kind === 'sync' && call.isDirectory) {
      synced.set(call.path, Math.max(synced.get(call.path) ?? 0, call.covers));
    } else if (call.kind === 'sync') {
      const file = files.get(call.inode);
      if (file) file.syncedUpTo = Math.max(file.syncedUpTo, call.covers);
    } else if (call.kind !== 'mkdir') {
      files.get(call.inode)?.changes.push(call);
    }
  }
  const isSynced = (each: NameChange) => each.directories.every((name) => (synced.get(name) ?? 0) >= each.call.index);
  const unsynced = changes.filter((each) => !isSynced(each));
  const lucky = new Set(random ? unsynced.slice(0, random.integer(0, unsynced.length)) : []);
  const names = new Map<string, FileHistory>();
  for (const each of changes) if (isSynced(each) || lucky.has(each)) each.apply(names);
  mkdirSync(target, { recursive: true });
  for (const call of calls.slice(0, count)) {
    // Directories are made at start and empty ones do no harm: all of them are there.
    if (call.kind === 'mkdir') mkdirSync(join(target, call.path.slice(root.length)), { recursive: true });
  }
  for (const [path, file] of names) {
    const place = join(target, path.slice(root.length));
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, contentOf(file, random));
  }

  function change(call: DiskCall, directories: string[], apply: NameChange['apply']): void {
    changes.push({ call, directories, apply });
    apply(current);
  }
}

function contentOf(file: FileHistory, random: Random | undefined): Buffer {
  let content = Buffer.alloc(0);
  let size = 0;
  const resize = (bytes: number) => {
    if (bytes > content.length)
      content = Buffer.concat([content, Buffer.alloc(Math.max(bytes, content.length * 2) - content.length)]);
    if (bytes < size) content.fill(0, bytes, size);
    size = bytes;
  };
  for (const call of file.changes) {
    const kept =
      call.index <= file.syncedUpTo || (call.kind === 'write' && call.durable) || (random && random.next() < 0.5);
    if (!kept) continue;
    if (call.kind === 'truncate') resize(call.length);
    else if (call.kind === 'allocate') resize(Math.max(size, call.offset + call.length));
    else {
      resize(Math.max(size, call.offset + call.data.length));
      call.data.copy(content, call.offset);
    }
  }
  return content.subarray(0, size);
}
