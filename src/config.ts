import { hostname } from 'node:os';
import { z } from 'zod';
import { MillraceError } from './errors.ts';

/*
 * Everything that can be configured, in one schema: validation, defaults, the help text, `docs/configuration.md`, the names of the
 * options (`spool.fullWaitMs` is `--spool-full-wait-ms`) and of the environment variables (`MILLRACE_SPOOL_FULL_WAIT_MS`) are made
 * from it. Values from options and environment are text, so every leaf reads text too.
 */

const KiB = 1024;
const MiB = 1024 * KiB;
const GiB = 1024 * MiB;

const configSchema = z.strictObject({
  data: text('./data', 'Directory of everything that is kept.'),
  smtp: address('127.0.0.1:1025', 'Where SMTP listens.'),
  http: address('127.0.0.1:8025', 'Where the pages and the API listen.'),
  hostname: optionalText("Name in the greeting, and what MX records should point at. The machine's name when absent."),
  httpHosts: list([], 'Further names under which browsers reach the HTTP address (guard against DNS rebinding).'),
  insecureNoAuth: flag(false, 'Serve HTTP on an address that is not loopback, though there is no authentication yet.'),
  store: choice(
    ['segments', 'eml'],
    'segments',
    "Where messages stay: the spool's own segments, or one file a message.",
  ),
  unknownRecipients: optionalChoice(
    ['catch-all', 'reject'],
    'Recipients of no configured subdomain: keep in the built-in inbox, or 550 5.1.1. catch-all on loopback, reject otherwise.',
  ),
  verificationWaived: optionalFlag('New domains are active without a DNS record. True on loopback, false otherwise.'),
  bareNewlines: choice(['flag', 'reject'], 'flag', 'Messages with a CR or LF alone: keep and flag, or 554 5.6.0.'),
  campaignHeaders: list(
    ['X-Millrace-Campaign', 'X-Spamma-Camp'],
    'Headers that make a message part of a campaign; the first that is there counts.',
  ),
  logLevel: choice(['silent', 'error', 'warn', 'info', 'debug'], 'info', 'Least level that is logged.'),
  limits: z
    .strictObject({
      maxMessageBytes: bytes(50 * MiB, KiB, 2 * GiB, 'Largest message (SIZE of RFC 1870).'),
      maxRecipients: integer(100, 1, 100_000, 'Recipients of one transaction; more get 452 5.5.3.'),
      maxConnections: integer(2000, 1, 100_000, 'SMTP connections at once; more get 421.'),
      commandTimeoutMs: duration(300_000, 100, 'Longest wait for a command (RFC 5321 4.5.3.2.7).'),
      dataTimeoutMs: duration(
        180_000,
        100,
        'Span in which message data must keep its least rate (RFC 5321 4.5.3.2.5).',
      ),
      minDataBytesPerSecond: integer(1, 0, GiB, 'Least rate of message data, bytes a second.'),
      maxBadCommands: integer(20, 1, 1_000_000, 'Commands refused before 421.'),
      maxIdleCommands: integer(1000, 1, 100_000_000, 'NOOP, RSET, VRFY, HELP and EHLO without a message before 421.'),
      maxAuthFailures: integer(5, 1, 1000, 'Failed AUTH before 421.'),
      authFailureDelayMs: duration(250, 0, 'Delay of the reply to the first failed AUTH; doubles with each.'),
    })
    .prefault({}),
  tls: z
    .strictObject({
      mode: choice(['off', 'offered', 'required'], 'offered', 'STARTTLS.'),
      certificate: optionalText('PEM file of the certificate chain; self-signed, made at first start, when absent.'),
      key: optionalText('PEM file of its private key.'),
    })
    .prefault({}),
  auth: z
    .strictObject({
      required: flag(false, 'Mail only after AUTH; otherwise 530.'),
      users: list([], 'Accepted credentials, each `user:password`; any are accepted when empty.'),
    })
    .prefault({}),
  spool: z
    .strictObject({
      segmentBytes: bytes(16 * MiB, MiB, 64 * MiB, 'Size of a segment file.'),
      maxBacklogMessages: integer(
        10_000_000,
        1,
        1e12,
        'Messages waiting for the processor at which the spool is full (452).',
      ),
      maxBacklogBytes: bytes(16 * GiB, MiB, 1e15, 'Bytes waiting for the processor at which the spool is full (452).'),
      minFreeDiskBytes: bytes(256 * MiB, 0, 1e15, 'Free disk space under which the spool is full (452).'),
      fullWaitMs: duration(10_000, 0, 'How long a message waits for room before 452.'),
      drainMs: duration(10_000, 0, 'How long a stop waits for the processor; the rest is processed at the next start.'),
    })
    .prefault({}),
  retention: z
    .strictObject({
      maxAgeDays: optionalNumber('Delete emails older than this; favourites and campaign mail stay.'),
      maxCount: optionalNumber('Keep this many emails of an inbox; the newest stay.'),
      maxBytes: optionalNumber('Keep this many bytes of an inbox; the newest stay.'),
      purgeDeletedDays: number(30, 0, 36_500, 'Drop the event streams of emails deleted longer ago than this.'),
    })
    .prefault({}),
});

type Parsed = z.output<typeof configSchema>;

/** The configuration with what depends on the rest filled in. Plain data: it can be sent to a worker thread. */
export type Config = Omit<Parsed, 'hostname' | 'unknownRecipients' | 'verificationWaived'> & {
  readonly hostname: string;
  readonly unknownRecipients: 'catch-all' | 'reject';
  readonly verificationWaived: boolean;
};

export interface ConfigSource {
  /** For the message of an error: `option`, `environment`, a file's name. */
  readonly name: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/**
 * Later sources win, leaf by leaf.
 * @throws MillraceError 'config-invalid' with one sentence for people.
 */
export function resolveConfig(sources: readonly ConfigSource[]): Config {
  const merged: Record<string, unknown> = {};
  const origin = new Map<string, string>();
  for (const source of sources) merge(merged, source.values, '', source.name, origin);
  const outcome = configSchema.safeParse(merged);
  if (!outcome.success) {
    const issue = outcome.error.issues[0] as z.core.$ZodIssue;
    throw new MillraceError('config-invalid', sentence(issue, origin));
  }
  return complete(outcome.data);
}

/** @throws MillraceError 'config-invalid' */
function complete(parsed: Parsed): Config {
  const local = isLoopback(parsed.smtp.host);
  if (!isLoopback(parsed.http.host) && !parsed.insecureNoAuth) {
    throw new MillraceError(
      'config-invalid',
      `HTTP on ${parsed.http.host} would let everybody who reaches it read and delete all mail; ` +
        'use a loopback address, or add --insecure-no-auth if that is meant.',
    );
  }
  if ((parsed.tls.certificate === undefined) !== (parsed.tls.key === undefined)) {
    throw new MillraceError('config-invalid', 'tls.certificate and tls.key must be given together.');
  }
  const badUser = parsed.auth.users.find((user) => !/^[^:]+:/.test(user));
  if (badUser !== undefined) {
    throw new MillraceError('config-invalid', `auth.users: "${badUser}" is not of the form user:password.`);
  }
  return {
    ...parsed,
    hostname: parsed.hostname ?? hostname(),
    unknownRecipients: parsed.unknownRecipients ?? (local ? 'catch-all' : 'reject'),
    verificationWaived: parsed.verificationWaived ?? local,
  };
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/** One leaf of the schema, for the command line, the environment and the documentation. */
export interface ConfigOption {
  /** `spool.fullWaitMs` */
  readonly path: string;
  /** `--spool-full-wait-ms` */
  readonly flag: string;
  /** `MILLRACE_SPOOL_FULL_WAIT_MS` */
  readonly variable: string;
  readonly kind: string;
  readonly description: string;
  readonly defaultText: string;
}

export function configOptions(): ConfigOption[] {
  return leaves(configSchema, '');
}

function leaves(schema: z.ZodObject, prefix: string): ConfigOption[] {
  return Object.entries(schema.shape).flatMap(([key, field]) => {
    const group = field instanceof z.ZodPrefault ? field.unwrap() : undefined;
    if (group instanceof z.ZodObject) return leaves(group, `${prefix}${key}.`);
    const path = prefix + key;
    const dashed = path.replace(/[A-Z]/g, '-$&').replaceAll('.', '-').toLowerCase();
    const { kind, shown } = (field as z.ZodType).meta() as { kind: string; shown: string };
    return {
      path,
      flag: `--${dashed}`,
      variable: `MILLRACE_${dashed.replaceAll('-', '_').toUpperCase()}`,
      kind,
      description: (field as z.ZodType).description ?? '',
      defaultText: shown,
    };
  });
}

function merge(
  target: Record<string, unknown>,
  from: Readonly<Record<string, unknown>>,
  prefix: string,
  name: string,
  origin: Map<string, string>,
): void {
  for (const [key, value] of Object.entries(from)) {
    if (value === undefined) continue;
    const path = prefix + key;
    origin.set(path, name);
    if (isRecord(value)) {
      if (!isRecord(target[key])) target[key] = {};
      merge(target[key] as Record<string, unknown>, value, `${path}.`, name, origin);
    } else {
      target[key] = value;
    }
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sentence(issue: z.core.$ZodIssue, origin: ReadonlyMap<string, string>): string {
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    const key = [...issue.path, issue.keys[0]].join('.');
    return `There is no setting "${key}" (${origin.get(key) ?? 'configuration'}).`;
  }
  const from = origin.get(path) ?? origin.get(String(issue.path[0])) ?? 'configuration';
  return `The setting ${path} is wrong: ${issue.message} (${from}).`;
}

// The kinds of leaves. Each is described last: the description and `kind` must lie on the outermost schema.

function text(standard: string, description: string) {
  return z.string().min(1).default(standard).meta({ description, kind: 'text', shown: standard });
}

function optionalText(description: string) {
  return z.string().min(1).optional().meta({ description, kind: 'text', shown: '' });
}

function choice<const T extends readonly [string, ...string[]]>(values: T, standard: T[number], description: string) {
  const message = `it must be one of ${values.join(', ')}`;
  return z
    .enum(values, { error: message })
    .default(standard as never)
    .meta({ description, kind: values.join('|'), shown: standard });
}

function optionalChoice<const T extends readonly [string, ...string[]]>(values: T, description: string) {
  const message = `it must be one of ${values.join(', ')}`;
  return z
    .enum(values, { error: message })
    .optional()
    .meta({ description, kind: values.join('|'), shown: '' });
}

function flag(standard: boolean, description: string) {
  return z
    .preprocess(readFlag, z.boolean({ error: 'it must be true or false' }).default(standard))
    .meta({ description, kind: 'flag', shown: String(standard) });
}

function optionalFlag(description: string) {
  return z
    .preprocess(readFlag, z.boolean({ error: 'it must be true or false' }).optional())
    .optional()
    .meta({ description, kind: 'flag', shown: '' });
}

function readFlag(value: unknown): unknown {
  if (value === 'true' || value === '1') return true;
  return value === 'false' || value === '0' ? false : value;
}

function number(standard: number, least: number, most: number, description: string) {
  const message = `it must be a number from ${least} to ${most}`;
  const value = z.number({ error: message }).min(least, { error: message }).max(most, { error: message });
  return z
    .preprocess(readNumber, value.default(standard))
    .meta({ description, kind: 'number', shown: String(standard) });
}

function optionalNumber(description: string) {
  const message = 'it must be a positive number';
  return z
    .preprocess(readNumber, z.number({ error: message }).positive({ error: message }).optional())
    .optional()
    .meta({ description, kind: 'number', shown: '' });
}

function integer(standard: number, least: number, most: number, description: string) {
  return scaled('number', readNumber, String(standard), standard, least, most, description);
}

function bytes(standard: number, least: number, most: number, description: string) {
  return scaled('bytes', readBytes, showBytes(standard), standard, least, most, description);
}

function duration(standard: number, least: number, description: string) {
  return scaled('duration', readDuration, showDuration(standard), standard, least, 86_400_000, description);
}

function scaled(
  kind: string,
  read: (value: unknown) => unknown,
  shown: string,
  standard: number,
  least: number,
  most: number,
  description: string,
) {
  const unit =
    kind === 'bytes' ? ' of bytes (10MiB is understood)' : kind === 'duration' ? ' of ms (30s is understood)' : '';
  const message = `it must be a whole number${unit} from ${least} to ${most}`;
  const value = z.int({ error: message }).min(least, { error: message }).max(most, { error: message });
  return z.preprocess(read, value.default(standard)).meta({ description, kind, shown });
}

function readNumber(value: unknown): unknown {
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
}

const byteUnits: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  kib: KiB,
  mib: MiB,
  gib: GiB,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
};

function readBytes(value: unknown): unknown {
  return readWithUnit(value, byteUnits);
}

function readDuration(value: unknown): unknown {
  return readWithUnit(value, { '': 1, ms: 1, s: 1000, m: 60_000, h: 3_600_000 });
}

function readWithUnit(value: unknown, units: Readonly<Record<string, number>>): unknown {
  if (typeof value !== 'string') return value;
  const parts = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(value.trim());
  const unit = parts && units[(parts[2] as string).toLowerCase()];
  return parts && unit ? Number(parts[1]) * unit : value;
}

function showBytes(value: number): string {
  for (const [name, unit] of [
    ['GiB', GiB],
    ['MiB', MiB],
    ['KiB', KiB],
  ] as const) {
    if (value > 0 && value % unit === 0) return `${value / unit}${name}`;
  }
  return String(value);
}

function showDuration(ms: number): string {
  return ms > 0 && ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`;
}

function list(standard: readonly string[], description: string) {
  const message = 'it must be a list, or text with commas';
  return z
    .preprocess(readList, z.array(z.string().min(1), { error: message }).default([...standard]))
    .meta({ description, kind: 'list', shown: standard.join(',') });
}

function readList(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function address(standard: string, description: string) {
  return z
    .preprocess(
      readAddress,
      z.object(
        { host: z.string().min(1), port: z.int().min(0).max(65_535) },
        { error: 'it must be HOST:PORT, for example 127.0.0.1:1025 or [::1]:1025' },
      ),
    )
    .prefault(standard)
    .meta({ description, kind: 'host:port', shown: standard });
}

function readAddress(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const parts = /^(?:\[([0-9a-f:.]+)\]|([^:[\]\s]+)):(\d{1,5})$/i.exec(value);
  if (!parts || Number(parts[3]) > 65_535) return undefined;
  return { host: (parts[1] ?? parts[2]) as string, port: Number(parts[3]) };
}
