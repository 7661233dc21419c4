import { X509Certificate } from 'node:crypto';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MillraceError } from '../errors.ts';
import { selfSignedCertificate } from './certificate.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'millrace-certificate-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe('the self-signed certificate', () => {
  it('is made at the first start and the same afterwards', async () => {
    const directory = join(root, 'tls');
    const made = await selfSignedCertificate(directory, 'mx.example.test');
    expect(await selfSignedCertificate(directory, 'other.example.test')).toEqual(made);
    expect((await readdir(directory)).sort()).toEqual(['cert.pem', 'key.pem']);
    expect((await stat(join(directory, 'key.pem'))).mode & 0o777).toBe(0o600);
  });

  it('is one that TLS takes, for the name of the host and for loopback', async () => {
    const { certificate, key } = await selfSignedCertificate(join(root, 'tls'), 'mx.example.test');
    expect(() => createSecureContext({ cert: certificate, key })).not.toThrow();
    const parsed = new X509Certificate(certificate);
    expect(parsed.checkHost('mx.example.test')).toBe('mx.example.test');
    expect(parsed.checkHost('localhost')).toBe('localhost');
    expect(parsed.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(Date.parse(parsed.validTo)).toBeGreaterThan(Date.now() + 5 * 365 * 86_400_000);
  });

  it('a key that a crash left without its certificate is replaced', async () => {
    const directory = join(root, 'tls');
    const first = await selfSignedCertificate(directory, 'mx.example.test');
    await rm(join(directory, 'cert.pem'));
    await writeFile(join(directory, 'cert.pem.tmp'), 'half a cert');
    const second = await selfSignedCertificate(directory, 'mx.example.test');
    expect(second.key).not.toBe(first.key);
    expect(() => createSecureContext({ cert: second.certificate, key: second.key })).not.toThrow();
    expect((await readdir(directory)).sort()).toEqual(['cert.pem', 'key.pem']);
  });

  it('a directory that cannot be is a coded error', async () => {
    await writeFile(join(root, 'file'), '');
    const failure = await selfSignedCertificate(join(root, 'file', 'tls'), 'x').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(MillraceError);
    expect((failure as MillraceError).code).toBe('store-io');
  });
});
