import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './system.ts';

/** Builds a Go program into .bench/bin once. Gives the reason when it cannot. */
export function goInstall(what: string, name: string): string | undefined {
  const bin = join(repository, '.bench/bin');
  if (existsSync(join(bin, name))) return undefined;
  mkdirSync(bin, { recursive: true });
  const result = spawnSync('go', ['install', what], { encoding: 'utf8', env: { ...process.env, GOBIN: bin } });
  if (result.error) return 'no Go toolchain here';
  return existsSync(join(bin, name)) ? undefined : `go install ${what} failed: ${result.stderr.slice(-500)}`;
}
