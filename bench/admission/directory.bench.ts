// `npx tsx bench/admission/directory.bench.ts`: memory of a directory with 100,000 subdomains and as many chaos addresses, and the time
// of one look-up and of one whole decision, with strings as they come from a socket.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Admission } from '../../src/admission/admission.ts';
import { Directory } from '../../src/admission/directory.ts';
import type { RecipientRequest, SessionFacts } from '../../src/domain/recipient-admission.ts';
import type { DirectorySnapshot } from '../../src/ports/directory-snapshot.ts';
import { recipient, session } from '../../test/support/recipient.ts';
import { atMost, type TargetRow, targetLines } from '../report/targets.ts';

const size = 100_000;
const inputCount = 200_000;
const passes = 10;

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc') as () => void;

const before = heapBytes();
const directory = built();
const megabytes = (heapBytes() - before) / 1e6;

const names = fromSocket((n) => `s${n}.d${n % 1000}.test`);
const strange = fromSocket((n) => `s${n}.d${n % 1000}.example`);
const facts = session();
const strict = new Admission({ directory, unknownRecipients: 'reject' });
const plain = requests((n) => `someone${n}@s${n}.d${n % 1000}.test`);
const chaos = requests((n) => `chaos@s${n}.d${n % 1000}.test`);
const upper = requests((n) => `Someone${n}@S${n}.D${n % 1000}.Test.`);
const idn = requests((n) => `someone${n}@bücher${n}.example`);

const targets: TargetRow[] = [
  atMost(`memory of ${size} subdomains and ${size} chaos addresses`, 100, megabytes, ' MB'),
  lookUp('a subdomain that is there', names, (name) => directory.find(name)),
  lookUp('a subdomain that is not', strange, (name) => directory.find(name)),
  lookUp('a chaos address', chaos, ({ address }) => directory.chaosAddress(address)),
];
const notes = [
  decision('plain recipient', plain),
  decision('chaos address', chaos),
  decision('upper case and a dot at the end', upper),
  decision('U-label', idn),
];
process.stdout.write(`${targetLines(targets)}\n${notes.join('\n')}\n`);

function lookUp<T>(what: string, inputs: readonly T[], work: (input: T) => unknown): TargetRow {
  return atMost(`look-up of ${what}`, 1000, nanoseconds(inputs, work), ' ns');
}

/** Look-up of the subdomain and of the chaos address, every subdomain having one here, and the verdict. */
function decision(what: string, inputs: readonly RecipientRequest[]): string {
  return `decision on a recipient, ${what}: ${Math.round(nanoseconds(inputs, (each) => decide(each, facts)))} ns`;
}

function decide(request: RecipientRequest, sessionFacts: SessionFacts): unknown {
  return strict.admit(request, sessionFacts);
}

function built(): Directory {
  const snapshot: DirectorySnapshot = structuredClone({
    position: 1,
    domains: Array.from({ length: 1000 }, (_, n) => ({ id: `domain-${n}`, verified: true, suspended: false })),
    subdomains: Array.from({ length: size }, (_, n) => ({
      id: uuid('1', n),
      domainId: `domain-${n % 1000}`,
      name: `s${n}.d${n % 1000}.test`,
      suspended: false,
      settings: { priority: 'normal' as const },
    })),
    chaosAddresses: Array.from({ length: size }, (_, n) => ({
      id: uuid('2', n),
      subdomainId: uuid('1', n),
      address: `chaos@s${n}.d${n % 1000}.test`,
      enabled: true,
      behaviour: { reply: { code: 451, enhanced: '4.3.0', text: 'Try again later' }, stage: 'data' as const },
      received: 0,
    })),
  });
  return new Directory(snapshot);
}

function uuid(kind: string, n: number): string {
  return `01939c1e-${kind}000-7000-8000-${n.toString(16).padStart(12, '0')}`;
}

function heapBytes(): number {
  gc();
  gc();
  return process.memoryUsage().heapUsed;
}

/** New strings, sliced from a line of bytes: no hash of them is known yet. */
function fromSocket(text: (n: number) => string): string[] {
  return Array.from({ length: inputCount }, (_, index) => {
    const line = Buffer.from(`RCPT TO:<x@${text((index * 7919) % size)}>`, 'utf8').toString('utf8');
    return line.slice(11, -1);
  });
}

function requests(address: (n: number) => string): RecipientRequest[] {
  return fromSocket(address).map(recipient);
}

/** The best pass: the first ones warm up, and other programs on the machine disturb some. */
function nanoseconds<T>(inputs: readonly T[], work: (input: T) => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  let found = 0;
  for (let pass = 0; pass < passes; pass += 1) {
    const started = process.hrtime.bigint();
    for (const input of inputs) if (work(input) !== undefined) found += 1;
    best = Math.min(best, Number(process.hrtime.bigint() - started) / inputs.length);
  }
  if (found < 0) throw new Error('unreachable: keeps the work from being optimised away');
  return best;
}
