/** The TXT record at the apex that shows who may use a domain. */
export function verificationRecord(token: string): string {
  return `millrace-verification=${token}`;
}
