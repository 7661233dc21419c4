import { type Certificate, selfSignedCertificate } from '../smtp/certificate.ts';
import { runThread } from './thread-body.ts';
import type { CertificateStart } from './thread-starts.ts';

/** Makes the self-signed certificate of the first start: what it takes is of no use afterwards. */
runThread<CertificateStart, Certificate>(async ({ directory, hostname }) => ({
  value: await selfSignedCertificate(directory, hostname),
  stop: async () => undefined,
}));
