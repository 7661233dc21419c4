// Builds dist/ (server by tsc) and dist/web (pages by vite) when their sources changed since the last build, by content, not by
// time: a fresh clone, a checkout and a cache restore all give files new times. `--force` builds always.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import zlib from 'node:zlib';
import { withLock } from './lock.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const work = join(root, '.build');
const require = createRequire(import.meta.url);

export async function buildIfNeeded({ force = false } = {}) {
  mkdirSync(work, { recursive: true });
  // A second run waits, and then mostly finds that there is nothing left to do.
  await withLock(join(work, 'lock'), () => {
    buildPart('server', serverSources(), force, buildServer, dist, (path) => !path.startsWith('web/'));
    if (existsSync(join(root, 'web/index.html'))) {
      buildPart('web', webSources(), force, buildWeb, join(dist, 'web'), () => true);
    }
  });
}

/** Builds into a directory of its own and moves file by file, so a running server never sees a missing dist. */
function buildPart(name, sources, force, build, target, isOurs) {
  const stamp = join(work, `${name}.stamp`);
  const fingerprint = hashFiles(sources);
  const marker = join(target, name === 'web' ? 'index.html' : 'main.js');
  if (!force && existsSync(marker) && existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) return;
  const started = Date.now();
  const output = join(work, `${name}-${process.pid}`);
  rmSync(output, { recursive: true, force: true });
  try {
    build(output);
    rmSync(stamp, { force: true });
    moveOver(output, target, isOurs);
    writeFileSync(stamp, fingerprint);
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
  process.stderr.write(`built ${name} in ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
}

function buildServer(output) {
  run(require.resolve('typescript/bin/tsc'), ['-p', 'tsconfig.build.json', '--outDir', output]);
  for (const file of filesUnder(join(root, 'src'))) {
    if (file.endsWith('.ts')) continue;
    cpSync(file, join(output, relative(join(root, 'src'), file)));
  }
}

function buildWeb(output) {
  const vite = join(dirname(require.resolve('vite/package.json', { paths: [join(root, 'web'), root] })), 'bin/vite.js');
  run(vite, ['build', '--outDir', output, '--emptyOutDir', '--logLevel', 'warn'], join(root, 'web'));
  for (const file of filesUnder(output)) if (/\.(?:js|css|html|svg)$/.test(file)) compress(file);
}

/** Beside the file, where the server looks for it: nothing is compressed while it serves. */
function compress(file) {
  const content = readFileSync(file);
  const quality = { [zlib.constants.BROTLI_PARAM_QUALITY]: 10 };
  writeFileSync(`${file}.br`, zlib.brotliCompressSync(content, { params: quality }));
  writeFileSync(`${file}.gz`, zlib.gzipSync(content, { level: 9 }));
}

function run(script, args, cwd = root) {
  const result = spawnSync(process.execPath, [script, ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  });
  if (result.status === 0) return;
  process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}${result.error?.message ?? ''}\n`);
  throw new Error(`build failed: ${relative(root, script)} ${args.join(' ')} (exit ${result.status ?? result.signal})`);
}

function moveOver(from, to, isOurs) {
  const fresh = new Set(filesUnder(from).map((file) => relative(from, file)));
  for (const path of fresh) {
    mkdirSync(dirname(join(to, path)), { recursive: true });
    renameSync(join(from, path), join(to, path));
  }
  for (const file of filesUnder(to)) {
    const path = relative(to, file);
    if (isOurs(path) && !fresh.has(path)) rmSync(file);
  }
}

function serverSources() {
  const ours = filesUnder(join(root, 'src')).filter((file) => !/\.(test|contract)\.ts$/.test(file));
  return [...ours, ...common(), join(root, 'tsconfig.json'), join(root, 'tsconfig.build.json')];
}

function webSources() {
  const ours = filesUnder(join(root, 'web')).filter((file) => !/\.test\.tsx?$/.test(file));
  // The pages may import what server and pages share (query language, API schema): src counts as a source of them too.
  return [
    ...ours,
    ...filesUnder(join(root, 'src')).filter((file) => !/\.(test|contract)\.ts$/.test(file)),
    ...common(),
  ];
}

const common = () => [fileURLToPath(import.meta.url), join(root, 'package.json'), join(root, 'package-lock.json')];

function hashFiles(files) {
  const hash = createHash('sha256').update(process.version);
  for (const file of files.sort()) {
    if (!existsSync(file)) continue;
    hash.update(`\0${relative(root, file)}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

function filesUnder(directory) {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules' || entry.name === 'dist') return [];
    const path = join(directory, entry.name);
    return entry.isDirectory() ? filesUnder(path) : entry.isFile() ? [path] : [];
  });
}

if (process.argv[1] && fileURLToPath(import.meta.url) === process.argv[1]) {
  try {
    await buildIfNeeded({ force: process.argv.includes('--force') });
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
