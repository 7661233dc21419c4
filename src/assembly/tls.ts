import { readFileSync } from 'node:fs';
import type { Config } from '../config.ts';
import { MillraceError } from '../errors.ts';
import { selfSignedCertificate } from '../smtp/certificate.ts';

/** The configured certificate and key as PEM text, or the self-signed pair, made at the first start. @throws MillraceError 'config-invalid' */
export async function readTls({ tls, hostname }: Config, directory: string) {
  if (tls.mode === 'off') return { mode: tls.mode };
  const { certificate, key } = tls;
  if (certificate === undefined || key === undefined) {
    return { mode: tls.mode, ...(await selfSignedCertificate(directory, hostname)) };
  }
  return { mode: tls.mode, certificate: readPem(certificate), key: readPem(key) };
}

function readPem(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new MillraceError('config-invalid', `The file ${file} cannot be read: ${(cause as Error).message}`, false, {
      cause,
    });
  }
}
