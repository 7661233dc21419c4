import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const callKinds = ['', 'write', 'sync', 'rename', 'unlink', 'truncate', 'create', 'mkdir', 'allocate'] as const;
export type CallKind = Exclude<(typeof callKinds)[number], ''>;
const areas = { spool: 1, messages: 2, database: 4, other: 8 } as const;
export type Area = keyof typeof areas;

/** When to kill: before the call, after half of the bytes of a write, or after it. */
const killFlavours = ['before', 'partial', 'after'] as const;
export type KillFlavour = (typeof killFlavours)[number];

const word = {
  calls: 0,
  killAt: 1,
  killHow: 2,
  failKinds: 3,
  failAreas: 4,
  failErrno: 5,
  failSkip: 6,
  failCount: 7,
  failed: 8,
};
const words = 16;

export interface Fault {
  readonly kinds: readonly CallKind[];
  readonly areas: readonly Area[];
  /** 'short': the write writes half of its bytes and says so. */
  readonly error: 'ENOSPC' | 'EIO' | 'EDQUOT' | 'short';
  /** Let so many matching calls pass first; fail so many, or all until `heal`. */
  readonly skip?: number;
  readonly count?: number;
}

/** The server's view of its disk, in the hands of a test: see io-shim.c. One shim for one server process at a time. */
export class IoShim {
  readonly #directory = mkdtempSync(join(tmpdir(), 'millrace-shim-'));
  readonly #control: number;
  readonly journalPath: string | undefined;

  constructor(options: { readonly journal?: boolean } = {}) {
    this.#control = openSync(join(this.#directory, 'control'), 'w+');
    writeSync(this.#control, Buffer.alloc(words * 4));
    this.journalPath = options.journal ? join(this.#directory, 'journal') : undefined;
  }

  environment(dataDirectory: string): Record<string, string> {
    return {
      LD_PRELOAD: compiledShim(),
      MILLRACE_SHIM_DIR: dataDirectory,
      MILLRACE_SHIM_CONTROL: join(this.#directory, 'control'),
      ...(this.journalPath ? { MILLRACE_SHIM_JOURNAL: this.journalPath } : {}),
    };
  }

  /** Calls that changed the data directory so far (search.db not counted). */
  get calls(): number {
    return this.#get(word.calls);
  }

  /** How many calls were made to fail. */
  get failed(): number {
    return this.#get(word.failed);
  }

  /** Kills the process at the call with this number; call before the server starts, or with a number ahead of `calls`. */
  killAt(call: number, flavour: KillFlavour): void {
    this.#set(word.killHow, killFlavours.indexOf(flavour));
    this.#set(word.killAt, call);
  }

  /** For the next process: counting begins at 0 again, nothing fails. */
  reset(): void {
    writeSync(this.#control, Buffer.alloc(words * 4), 0, words * 4, 0);
  }

  fail(fault: Fault): void {
    this.#set(word.failCount, 0);
    this.#set(
      word.failKinds,
      fault.kinds.reduce((bits, kind) => bits | (1 << callKinds.indexOf(kind)), 0),
    );
    this.#set(
      word.failAreas,
      fault.areas.reduce((bits, area) => bits | areas[area], 0),
    );
    this.#set(word.failErrno, fault.error === 'short' ? 0 : constants.errno[fault.error]);
    this.#set(word.failSkip, fault.skip ?? 0);
    this.#set(word.failed, 0);
    this.#set(word.failCount, fault.count ?? -1);
  }

  heal(): void {
    this.#set(word.failCount, 0);
  }

  journal(): Buffer {
    if (!this.journalPath) throw new Error('this shim keeps no journal');
    return readFileSync(this.journalPath);
  }

  dispose(): void {
    closeSync(this.#control);
    rmSync(this.#directory, { recursive: true, force: true });
  }

  #get(index: number): number {
    const bytes = Buffer.alloc(4);
    readSync(this.#control, bytes, 0, 4, index * 4);
    return bytes.readInt32LE();
  }

  #set(index: number, value: number): void {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32LE(value);
    writeSync(this.#control, bytes, 0, 4, index * 4);
  }
}

let compiled: string | undefined;

/** Compiled once for each content of the source. */
function compiledShim(): string {
  if (compiled) return compiled;
  const source = fileURLToPath(new URL('io-shim.c', import.meta.url));
  const build = fileURLToPath(new URL('../../.build', import.meta.url));
  const hash = createHash('sha256').update(readFileSync(source)).digest('hex').slice(0, 16);
  const library = join(build, `io-shim-${hash}.so`);
  if (!existsSync(library)) {
    mkdirSync(build, { recursive: true });
    const output = `${library}.${process.pid}`;
    execFileSync('cc', ['-O2', '-Wall', '-shared', '-fPIC', '-o', output, source, '-lpthread'], { stdio: 'pipe' });
    renameSync(output, library);
  }
  compiled = library;
  return library;
}
