import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drained } from '../../test/support/reconcile.ts';
import { TestServer } from '../../test/support/server.ts';
import { type LoadShape, sendLoad } from '../measure/smtp-source.ts';

/** A fresh server on a directory that is removed afterwards. */
export async function withServer<T>(
  options: { readonly args?: readonly string[] },
  work: (server: TestServer) => Promise<T>,
): Promise<T> {
  const dataDirectory = mkdtempSync(join(process.env.MILLRACE_BENCH_DIR ?? tmpdir(), 'millrace-bench-data-'));
  const server = await TestServer.start({ dataDirectory, ...options });
  try {
    return await work(server);
  } finally {
    await server.stop();
    rmSync(dataDirectory, { recursive: true, force: true });
  }
}

/** Blocks in use by files whose path, from the directory, matches. */
export function diskBytes(directory: string, matches: (path: string) => boolean = () => true): number {
  let bytes = 0;
  for (const path of readdirSync(directory, { recursive: true }) as string[]) {
    const status = statSync(join(directory, path), { throwIfNoEntry: false });
    if (status?.isFile() && matches(path)) bytes += status.blocks * 512;
  }
  return bytes;
}

/** Messages a second from the first byte sent until all are listed. */
export async function listedPerSecond(server: TestServer, shape: LoadShape): Promise<number> {
  const started = process.hrtime.bigint();
  await sendLoad(server.smtp, shape);
  await drained(server);
  return shape.count / (Number(process.hrtime.bigint() - started) / 1e9);
}
