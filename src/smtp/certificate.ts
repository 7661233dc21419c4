import { type FileHandle, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { isIP } from 'node:net';
import { dirname, join } from 'node:path';
import { MillraceError } from '../errors.ts';

export interface Certificate {
  /** PEM text. */
  readonly certificate: string;
  readonly key: string;
}

const VALID_YEARS = 10;

/**
 * The self-signed certificate in `directory/cert.pem` and `key.pem`, made when it is not there. Durable on resolve; a crash in between
 * leaves at worst a key without a certificate, and the next start makes both again.
 * @throws MillraceError 'store-io'
 */
export async function selfSignedCertificate(directory: string, hostname: string): Promise<Certificate> {
  return (await existingCertificate(directory)) ?? inStore(directory, () => create(directory, hostname));
}

/** The pair that an earlier start made, or undefined. @throws MillraceError 'store-io' */
export function existingCertificate(directory: string): Promise<Certificate | undefined> {
  return inStore(directory, async () => {
    const [certificate, key] = await Promise.all([
      readIfThere(join(directory, 'cert.pem')),
      readIfThere(join(directory, 'key.pem')),
    ]);
    return certificate === undefined || key === undefined ? undefined : { certificate, key };
  });
}

async function inStore<T>(directory: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new MillraceError('store-io', `The TLS certificate in ${directory} cannot be read or made.`, false, {
      cause,
    });
  }
}

async function create(directory: string, hostname: string): Promise<Certificate> {
  // 200 modules of ASN.1: loaded by who makes one.
  const { generate } = await import('selfsigned');
  const now = new Date();
  const end = new Date(now);
  end.setFullYear(end.getFullYear() + VALID_YEARS);
  const names = [...new Set([hostname, 'localhost'])].filter((name) => isIP(name) === 0);
  const addresses = [...new Set(['127.0.0.1', '::1', ...(isIP(hostname) === 0 ? [] : [hostname])])];
  const made = await generate([{ name: 'commonName', value: hostname }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: now,
    notAfterDate: end,
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          ...names.map((value) => ({ type: 2 as const, value })),
          ...addresses.map((ip) => ({ type: 7 as const, ip })),
        ],
      },
    ],
  });
  await mkdir(directory, { recursive: true, mode: 0o700 });
  // The certificate last: while it is missing, the pair is.
  await rm(join(directory, 'cert.pem'), { force: true });
  await writeDurably(join(directory, 'key.pem'), made.private, 0o600);
  await writeDurably(join(directory, 'cert.pem'), made.cert, 0o644);
  await syncDirectory(dirname(directory));
  return { certificate: made.cert, key: made.private };
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function writeDurably(path: string, text: string, mode: number): Promise<void> {
  const temporary = `${path}.tmp`;
  await rm(temporary, { force: true });
  const file = await open(temporary, 'wx', mode);
  await syncAndClose(file, () => file.writeFile(text));
  await rename(temporary, path);
  await syncDirectory(dirname(path));
}

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  await syncAndClose(directory, async () => {});
}

async function syncAndClose(file: FileHandle, work: () => Promise<void>): Promise<void> {
  try {
    await work();
    await file.sync();
  } finally {
    await file.close();
  }
}
