// A lock between processes: a file that names its owner. An owner that died is noticed and its lock taken over.
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** Runs `work` while no other process holds `path`. Waits at most `timeoutMs`. */
export async function withLock(path, work, timeoutMs = 600_000) {
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, String(process.pid));
  try {
    const deadline = Date.now() + timeoutMs;
    // link() fails when the name is there and the file is whole from its first moment, unlike open and write.
    while (!tryLink(mine, path)) {
      if (!isAlive(ownerOf(path))) rmSync(path, { force: true });
      else if (Date.now() > deadline) throw new Error(`${path} is held by process ${ownerOf(path)} for too long`);
      else await delay(100);
    }
    try {
      return await work();
    } finally {
      rmSync(path, { force: true });
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

function tryLink(from, to) {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function ownerOf(path) {
  try {
    return Number(readFileSync(path, 'utf8'));
  } catch {
    return 0;
  }
}

function isAlive(pid) {
  if (!pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
