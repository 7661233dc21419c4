import { readFileSync } from 'node:fs';
import type { Config } from '../config.ts';
import { MillraceError } from '../errors.ts';
import { type Certificate, existingCertificate } from '../smtp/certificate.ts';
import { Thread } from './thread.ts';
import type { CertificateStart } from './thread-starts.ts';

/** The configured certificate and key as PEM text, or the self-signed pair, made at the first start. @throws MillraceError 'config-invalid' */
export async function readTls({ tls, hostname }: Config, directory: string) {
  if (tls.mode === 'off') return { mode: tls.mode };
  const { certificate, key } = tls;
  if (certificate === undefined || key === undefined) {
    return {
      mode: tls.mode,
      ...((await existingCertificate(directory)) ?? (await makeSelfSigned(directory, hostname))),
    };
  }
  return { mode: tls.mode, certificate: readPem(certificate), key: readPem(key) };
}

/** Made in a thread that ends with it: 200 modules of ASN.1 are 9 MB that are needed once in ten years. */
async function makeSelfSigned(directory: string, hostname: string): Promise<Certificate> {
  const thread = new Thread<CertificateStart, Certificate>(
    'certificate',
    new URL('./certificate-worker.js', import.meta.url),
    // Its end before the answer rejects the start.
    () => undefined,
  );
  const made = await thread.start({ directory, hostname });
  await thread.stop();
  return made;
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
