import type { MessagePort } from 'node:worker_threads';
import type { JobReport, JobStatus } from '../ports/job-status.ts';

const EVERY_MS = 1000;

/** The JobStatus of a thread that is not that of the jobs. */
export class JobReportsClient implements JobStatus {
  #reports: readonly JobReport[] = [];

  constructor(port: MessagePort) {
    port.on('message', (reports: readonly JobReport[]) => {
      this.#reports = reports;
    });
  }

  reports(): readonly JobReport[] {
    return this.#reports;
  }
}

/** The other end: tells what has changed once a second, until the function that it gives is called. */
export function tellJobReports(port: MessagePort, jobs: JobStatus, everyMs = EVERY_MS): () => void {
  let told = '';
  const tell = () => {
    const reports = jobs.reports();
    const text = JSON.stringify(reports);
    if (text === told) return;
    told = text;
    port.postMessage(reports);
  };
  tell();
  const timer = setInterval(tell, everyMs);
  return () => clearInterval(timer);
}
