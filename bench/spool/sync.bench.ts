/*
 * How a group of records reaches the disk best: one pwrite on a descriptor opened with O_DSYNC, or pwrite then fdatasync (two
 * trips through the thread pool). Appends groups one after the other, as the spool does with one session group in flight.
 * Run: npx tsx bench/spool/sync.bench.ts [DIR]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { constants, type FileHandle, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const spanMs = 1500;
const base = constants.O_RDWR | constants.O_CREAT | constants.O_TRUNC;

const ways: Record<string, { flags: number; append(file: FileHandle, bytes: Buffer, at: number): Promise<void> }> = {
  'O_DSYNC pwrite': {
    flags: base | (constants.O_DSYNC ?? 0),
    append: async (file, bytes, at) => {
      await file.write(bytes, 0, bytes.length, at);
    },
  },
  'pwrite + fdatasync': {
    flags: base,
    append: async (file, bytes, at) => {
      await file.write(bytes, 0, bytes.length, at);
      await file.datasync();
    },
  },
};

const directory = mkdtempSync(join(process.argv[2] ?? tmpdir(), 'millrace-sync-'));
try {
  for (const groupBytes of [1024, 16 * 1024, 256 * 1024, 1024 * 1024]) {
    for (const [name, way] of Object.entries(ways)) {
      const durations = await run(way, groupBytes);
      const total = durations.reduce((sum, ms) => sum + ms, 0);
      const at = (share: number) => durations[Math.floor((durations.length - 1) * share)]?.toFixed(3);
      const rate = ((durations.length * groupBytes) / total / 1000).toFixed(0);
      console.log(
        `${String(groupBytes).padStart(8)} B  ${name.padEnd(20)} p50 ${at(0.5)} ms  p99 ${at(0.99)} ms  ${rate} MB/s`,
      );
    }
  }
} finally {
  rmSync(directory, { recursive: true });
}

async function run(way: (typeof ways)[string], groupBytes: number): Promise<number[]> {
  const bytes = Buffer.alloc(groupBytes, 0x61);
  const file = await open(join(directory, 'segment'), way.flags);
  const durations: number[] = [];
  const end = performance.now() + spanMs;
  for (let at = 0, now = performance.now(); now < end; at = (at + groupBytes) % (64 << 20)) {
    await way.append(file, bytes, at);
    const later = performance.now();
    durations.push(later - now);
    now = later;
  }
  await file.close();
  return durations.sort((a, b) => a - b);
}
