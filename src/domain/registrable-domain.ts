import { parse } from 'tldts';

/** Top-level names kept for tests and private use (RFC 2606, 6761, 6762, 8375): nobody registers them, everything below may be used. */
const reservedSuffixes: ReadonlySet<string> = new Set(['test', 'example', 'invalid', 'local', 'internal', 'onion']);

/**
 * The part of an A-label name that somebody registers, by the public suffix list with its private section: `acme.co.uk` of
 * `mail.acme.co.uk`. Under a suffix that is not on the list (`.test`, `.local`, a company's own) the last two labels count; a
 * single label that is no public or reserved suffix (`localhost`, a container's name) is its own. Undefined for a suffix itself.
 */
export function registrableDomain(name: string): string | undefined {
  const { domain, isIcann, isPrivate } = parse(name, {
    allowPrivateDomains: true,
    extractHostname: false,
    validateHostname: false,
  });
  if (domain) return domain;
  const suffix = isIcann || isPrivate || name.includes('.') || reservedSuffixes.has(name);
  return suffix ? undefined : name;
}
