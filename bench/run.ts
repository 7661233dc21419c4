// `npm run bench`: all systems, the same load, one machine, one run. Prints a table and the targets, writes bench/results/.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, hostname, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { type Measurement, measure } from './measure/measure.ts';
import { generatorName } from './measure/smtp-source.ts';
import { formatSize, table, threadLines } from './report/table.ts';
import { comparisonTargets, type TargetRow, targetLines } from './report/targets.ts';
import { specialRuns } from './special/special-runs.ts';
import { inbucket } from './systems/inbucket.ts';
import { maildev } from './systems/maildev.ts';
import { mailpit } from './systems/mailpit.ts';
import { millrace } from './systems/millrace.ts';
import { smtpSink } from './systems/smtp-sink.ts';
import { synchronous } from './systems/synchronous.ts';
import { repository, type System } from './systems/system.ts';

const systems: readonly System[] = [smtpSink, millrace(), synchronous, mailpit, inbucket, maildev];

interface Options {
  readonly sizes: string;
  readonly sessions: string;
  readonly only?: string;
  readonly full?: boolean;
  readonly count?: string;
  readonly seconds?: string;
  readonly special?: string;
}

const program = new Command('bench')
  .option('--sizes <list>', 'KiB of filler, or real', '1,10,100,real')
  .option('--sessions <list>', 'sessions at once', '1,50,200')
  .option('--only <list>', 'only systems whose names begin so; `none` for the special runs alone')
  .option('--special <list>', `special runs: ${Object.keys(specialRuns).join(', ')}, all, none`, 'all')
  .option('--seconds <n>', 'length of one measurement', '5')
  .option('--count <n>', 'messages of one measurement instead of its length')
  .option('--full', 'longer runs, and the special runs at the sizes of the issue');

// Without them the bench still runs, with the generator of our own, and says so.
spawnSync(process.execPath, [join(repository, 'scripts/provision.mjs')], { stdio: 'inherit' });
const options = program.parse().opts<Options>();
const rows: Measurement[] = [];
const notes: string[] = [`load: ${generatorName()}`];
for (const system of systems) {
  const wanted = options.only?.split(',') ?? [''];
  if (!wanted.some((name) => system.name.startsWith(name))) continue;
  const reason = await system.prepare();
  if (reason) {
    notes.push(`${system.name} was not measured: ${reason}`);
    continue;
  }
  for (const size of options.sizes.split(',')) {
    for (const sessions of options.sessions.split(',').map(Number)) {
      await measureOne(system, size === 'real' ? 'real' : Number(size) * 1024, sessions);
    }
  }
}
const targets: TargetRow[] = comparisonTargets(rows);
const wantedRuns = options.special ?? 'all';
for (const [name, run] of Object.entries(specialRuns)) {
  if (wantedRuns !== 'all' && !wantedRuns.split(',').includes(name)) continue;
  try {
    const result = await run(options.full === true, rows);
    targets.push(...result.targets);
    notes.push(...result.notes);
    process.stderr.write(`${name}: ${result.notes.join('; ')}\n`);
  } catch (error) {
    notes.push(`${name} failed: ${(error as Error).message}`);
    process.exitCode = 1;
  }
}
report();

async function measureOne(system: System, size: Measurement['size'], sessions: number): Promise<void> {
  process.stderr.write(`${system.name}, ${formatSize(size)}, ${sessions} sessions\n`);
  const seconds = Number(options.seconds ?? 5) * (options.full ? 3 : 1);
  try {
    rows.push(
      await measure({ system, size, sessions, seconds, ...(options.count ? { count: Number(options.count) } : {}) }),
    );
  } catch (error) {
    notes.push(`${system.name}, ${formatSize(size)}, ${sessions} sessions failed: ${(error as Error).message}`);
    process.exitCode = 1;
  }
}

function report(): void {
  const machine = {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryBytes: totalmem(),
    kernel: release(),
    node: process.version,
  };
  const date = new Date().toISOString();
  const durability = Object.fromEntries(systems.map((system) => [system.name, system.durability]));
  process.stdout.write(
    `\n${machine.cores} x ${machine.cpu}, Linux ${machine.kernel}, Node ${machine.node}, ${date}\n\n`,
  );
  if (rows.length > 0) process.stdout.write(`${table(rows)}\n\n`);
  const threads = threadLines(rows);
  if (threads.length > 0) process.stdout.write(`${threads.join('\n')}\n\n`);
  if (targets.length > 0) process.stdout.write(`${targetLines(targets)}\n\n`);
  process.stdout.write(`${notes.map((note) => `- ${note}`).join('\n')}\n`);
  const directory = join(repository, 'bench/results');
  mkdirSync(directory, { recursive: true });
  const file = join(directory, `${date.slice(0, 16).replace(/[:T]/g, '-')}-${hostname()}.json`);
  writeFileSync(
    file,
    `${JSON.stringify({ date, machine, load: generatorName(), durability, rows, targets, notes }, null, 2)}\n`,
  );
  process.stdout.write(`\nwritten to ${file}\n`);
}
