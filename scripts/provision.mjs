// What the tests need beside npm packages. As root it installs what is missing by apt (Debian); otherwise it names what is missing
// and exits 1. Quiet when all is there.
import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from './lock.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const bench = join(root, '.bench');
const postfix = join(bench, 'postfix');

const commands = [
  { name: 'chromium', found: () => isExecutable('/usr/bin/chromium'), packages: ['chromium'], why: 'browser tests' },
  { name: 'swaks', found: () => onPath('swaks'), packages: ['swaks'], why: 'client tests' },
  { name: 'python3', found: () => onPath('python3'), packages: ['python3'], why: 'client tests (smtplib)' },
  {
    name: 'ruby',
    found: () => spawnSync('ruby', ['-rmail', '-e', '0']).status === 0,
    packages: ['ruby', 'ruby-mail'],
    why: 'client tests (Rails)',
  },
  {
    name: 'php',
    found: () => onPath('php') && existsSync('/usr/share/php/Symfony/Component/Mailer/autoload.php'),
    packages: ['php-cli', 'php-symfony-mailer'],
    why: 'client tests (Laravel)',
  },
  { name: 'cc', found: compiles, packages: ['gcc', 'libc6-dev'], why: 'the fault-injecting shim of the scenarios' },
];

export async function provision() {
  mkdirSync(bench, { recursive: true });
  await withLock(join(bench, 'provision.lock'), () => {
    const missing = commands.filter((command) => !command.found());
    if (missing.length > 0) {
      installAsRoot(missing.flatMap((command) => command.packages));
      const still = missing.filter((command) => !command.found());
      if (still.length > 0)
        fail(still.map((command) => `${command.name} (${command.why}): Debian package ${command.packages.join(', ')}`));
    }
    if (!postfixWorks()) providePostfix();
  });
}

/** smtp-source and smtp-sink, unpacked from the package without installing the daemon. */
function providePostfix() {
  const unpacked = join(bench, `postfix-${process.pid}`);
  rmSync(unpacked, { recursive: true, force: true });
  mkdirSync(unpacked, { recursive: true });
  // Without package lists (a fresh container) the download cannot work: fetch them as root and try again.
  if (!download('postfix', unpacked) && isRoot()) {
    updateLists();
    download('postfix', unpacked);
  }
  const archive = readdirSync(unpacked).find((file) => file.endsWith('.deb'));
  if (!archive)
    fail(['smtp-source and smtp-sink: `apt-get download postfix` failed (package lists missing? run apt-get update)']);
  execFileSync('dpkg', ['-x', join(unpacked, archive), unpacked]);
  rmSync(postfix, { recursive: true, force: true });
  renameSync(unpacked, postfix);
  if (!postfixWorks()) installAsRoot(librariesOfPostfix());
  if (!postfixWorks()) fail([`smtp-source: libraries missing:\n${missingLibraries()}`]);
}

function download(name, directory) {
  const args = ['-o', 'Acquire::Retries=3', '-o', 'APT::Sandbox::User=root', 'download', '-qq', name];
  return spawnSync('apt-get', args, { cwd: directory, stdio: 'ignore' }).status === 0;
}

function librariesOfPostfix() {
  const text = spawnSync('apt-cache', ['depends', 'postfix'], { encoding: 'utf8' }).stdout ?? '';
  return [...text.matchAll(/^\s+Depends: (lib\S+)$/gm)].map((match) => match[1]).filter((name) => name !== 'libc6');
}

function postfixWorks() {
  return isExecutable(join(postfix, 'usr/sbin/smtp-source')) && missingLibraries() === '';
}

function missingLibraries() {
  const result = spawnSync('ldd', [join(postfix, 'usr/sbin/smtp-source')], {
    encoding: 'utf8',
    env: { ...process.env, LD_LIBRARY_PATH: join(postfix, 'usr/lib/postfix') },
  });
  return (result.stdout ?? '')
    .split('\n')
    .filter((line) => line.includes('not found'))
    .join('\n');
}

let listsAreFresh = false;
function updateLists() {
  if (listsAreFresh) return;
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    if (apt(['update', '-qq']).status === 0) break;
  }
  listsAreFresh = true;
}

function installAsRoot(packages) {
  if (!isRoot() || !onPath('apt-get') || packages.length === 0) return;
  updateLists();
  process.stderr.write(`installing ${packages.join(' ')}\n`);
  let result;
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    result = apt(['install', '-qq', '-y', '--no-install-recommends', ...packages]);
    if (result.status === 0) return;
  }
  process.stderr.write(`apt-get install failed:\n${result.stdout}${result.stderr}\n`);
}

function apt(args) {
  const options = ['-o', 'Acquire::Retries=3', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Dpkg::Use-Pty=0'];
  return spawnSync('apt-get', [...options, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}

const isRoot = () => process.getuid?.() === 0;

function compiles() {
  return (
    spawnSync('cc', ['-x', 'c', '-shared', '-fPIC', '-o', '/dev/null', '-'], { input: '#include <dlfcn.h>\n' })
      .status === 0
  );
}

function onPath(name) {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .some((directory) => directory !== '' && isExecutable(join(directory, name)));
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return existsSync(path);
  } catch {
    return false;
  }
}

function fail(lines) {
  const error = new Error(`The tests need what is not here:\n${lines.map((line) => `  - ${line}`).join('\n')}`);
  error.isMissing = true;
  throw error;
}

if (process.argv[1] && fileURLToPath(import.meta.url) === process.argv[1]) {
  try {
    await provision();
  } catch (error) {
    process.stderr.write(`${error.isMissing ? error.message : error.stack}\n`);
    process.exit(1);
  }
}
