// `npx tsx bench/compare.bench.ts [--size 10] [--sessions 50] [--count 10000] [--rounds 7] [DIR...]`: this build, builds in other
// directories (checkouts with a `dist`), and smtp-sink, all started at once and loaded in turns, so that whatever else the machine
// does meanwhile meets all alike. Prints medians, and ratios within each round. For changes of a few percent, which two runs of
// `npm run bench` cannot tell apart.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { Command } from 'commander';
import { waitFor } from '../test/support/wait-for.ts';
import { median } from './measure/probe.ts';
import { readProcess } from './measure/process-stats.ts';
import { type LoadShape, sendLoad } from './measure/smtp-source.ts';
import { millrace } from './systems/millrace.ts';
import { smtpSink } from './systems/smtp-sink.ts';
import type { RunningSystem, System } from './systems/system.ts';

const program = new Command('compare.bench')
  .argument('[directories...]', 'other builds')
  .option('--size <kib>', 'KiB of filler, or real', '10')
  .option('--sessions <n>', 'sessions at once', '50')
  .option('--count <n>', 'messages of one turn', '10000')
  .option('--rounds <n>', 'turns of each', '7')
  .parse();
const options = program.opts<{ size: string; sessions: string; count: string; rounds: string }>();
const shape: LoadShape = {
  size: options.size === 'real' ? 'real' : Number(options.size) * 1024,
  sessions: Number(options.sessions),
  count: Number(options.count),
};

interface Turn {
  readonly perSecond: number;
  readonly cpuSecondsPer1000: number;
  readonly syncsPerMessage: number;
}

const others = program.args.map((path) => millrace(basename(resolve(path)), [], resolve(path, 'dist/main.js')));
const systems: readonly System[] = [smtpSink, millrace('this build'), ...others];
const directory = mkdtempSync(join(tmpdir(), 'millrace-compare-'));
const contenders: { readonly name: string; readonly running: RunningSystem; readonly turns: Turn[] }[] = [];
try {
  for (const system of systems) {
    const reason = await system.prepare();
    if (reason) throw new Error(`${system.name} cannot be measured: ${reason}`);
    const running = await system.start(mkdtempSync(join(directory, 'data-')));
    contenders.push({ name: system.name, running, turns: [] });
  }
  for (const { running } of contenders) for (let warm = 0; warm < 2; warm += 1) await turn(running);
  for (let round = 0; round < Number(options.rounds); round += 1)
    for (const { running, turns } of contenders) turns.push(await turn(running));
  report();
} finally {
  await Promise.all(contenders.map(({ running }) => running.stop()));
  rmSync(directory, { recursive: true, force: true });
}

async function turn(running: RunningSystem): Promise<Turn> {
  const listedBefore = (await running.listed?.()) ?? 0;
  const syncsBefore = (await running.syncs?.()) ?? Number.NaN;
  const before = readProcess(running.pid).cpuSeconds;
  const started = performance.now();
  await sendLoad(running.smtp, shape);
  const { listed } = running;
  if (listed)
    await waitFor('all to be listed', async () => (await listed()) >= listedBefore + shape.count, { intervalMs: 5 });
  const seconds = (performance.now() - started) / 1000;
  return {
    perSecond: shape.count / seconds,
    cpuSecondsPer1000: ((readProcess(running.pid).cpuSeconds - before) / shape.count) * 1000,
    syncsPerMessage: (((await running.syncs?.()) ?? Number.NaN) - syncsBefore) / shape.count,
  };
}

function report(): void {
  const sink = contenders[0]!.turns;
  for (const { name, turns } of contenders) {
    const ratio = median(turns.map(({ perSecond }, round) => perSecond / sink[round]!.perSecond));
    const syncs = median(turns.map((each) => each.syncsPerMessage));
    process.stdout.write(
      `${name.padEnd(20)} ${Math.round(median(turns.map((each) => each.perSecond)))}/s listed, ${ratio.toFixed(3)} of smtp-sink, ` +
        `CPU ${median(turns.map((each) => each.cpuSecondsPer1000)).toFixed(4)} s per 1,000` +
        `${Number.isNaN(syncs) ? '' : `, ${syncs.toFixed(3)} syncs a message`}\n`,
    );
  }
}
