import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

export interface ProcessReading {
  /** User and system time of all threads. */
  readonly cpuSeconds: number;
  /** Bytes that the process caused to be sent to storage (write_bytes of /proc/PID/io). */
  readonly writtenBytes: number;
  readonly rssBytes: number;
  readonly peakRssBytes: number;
}

export function readProcess(pid: number): ProcessReading {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const io = readFileSync(`/proc/${pid}/io`, 'utf8');
  const kilobytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? Number.NaN);
  return {
    cpuSeconds: readCpu(`/proc/${pid}`).cpuSeconds,
    writtenBytes: Number(/^write_bytes: (\d+)/m.exec(io)?.[1] ?? Number.NaN),
    rssBytes: kilobytes('VmRSS') * 1024,
    peakRssBytes: kilobytes('VmHWM') * 1024,
  };
}

/** CPU seconds of the threads that live, summed by their names. Threads of Node's pools keep the name `node`. */
export function readThreads(pid: number): ReadonlyMap<string, number> {
  const byName = new Map<string, number>();
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    try {
      const { name, cpuSeconds } = readCpu(`/proc/${pid}/task/${thread}`);
      byName.set(name, (byName.get(name) ?? 0) + cpuSeconds);
    } catch {
      // Ended since it was listed.
    }
  }
  return byName;
}

function readCpu(directory: string): { name: string; cpuSeconds: number } {
  const stat = readFileSync(`${directory}/stat`, 'utf8');
  const end = stat.lastIndexOf(')');
  const fields = stat.slice(end + 2).split(' ');
  return {
    name: stat.slice(stat.indexOf('(') + 1, end),
    cpuSeconds: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond,
  };
}

/** Peak RSS counts from here on (Linux: clear_refs 5). */
export function resetPeakRss(pid: number): void {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, '5');
  } catch {
    // Not allowed: then the peak counts from the start of the process.
  }
}
