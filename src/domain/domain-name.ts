const lowerAscii = /^[a-z0-9._-]+$/;
const anyAscii = /^[A-Za-z0-9._-]+$/;
// No other ASCII than that of host names: `URL` would take `%41`, `a@b` or `a:25` apart instead of refusing them.
const international = /^[A-Za-z0-9._\-\u0080-\u{10ffff}]+$/u;

/**
 * The form in which domain names are stored and compared: A-label (RFC 5890), lower case, without the dot at the end, so that
 * `Bücher.Example.` and `xn--bcher-kva.example` are one. Undefined for what is no domain name, address literals included. Only
 * names outside ASCII are converted, by the URL parser (UTS 46), which every JavaScript platform has; that costs some
 * microseconds, ASCII names a look.
 */
export function toALabel(name: string): string | undefined {
  const bare = name.charCodeAt(name.length - 1) === 0x2e ? name.slice(0, -1) : name;
  if (lowerAscii.test(bare)) return bare;
  if (anyAscii.test(bare)) return bare.toLowerCase();
  if (!international.test(bare)) return undefined;
  try {
    const { hostname } = new URL(`http://${bare}`);
    const ascii = hostname.endsWith('.') ? hostname.slice(0, -1) : hostname;
    // UTS 46 turns some signs into ASCII that is in no host name: `🄐` into `(a)`.
    return lowerAscii.test(ascii) ? ascii : undefined;
  } catch {
    return undefined;
  }
}

const label = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;

/**
 * The A-label of a name that may be configured: labels of letters, digits, hyphens and (seen on developers' machines)
 * underscores, 253 octets at most, and neither an address nor a malformed A-label.
 */
export function configurableName(name: string): string | undefined {
  const ascii = toALabel(name.trim());
  if (ascii === undefined || ascii.length > 253) return undefined;
  const labels = ascii.split('.');
  if (!labels.every((each) => label.test(each))) return undefined;
  // Told apart from an IPv4 address as URLs do it: by the last label (`10.0x1`).
  if (/^(?:\d+|0x[0-9a-f]*)$/.test(labels[labels.length - 1] as string)) return undefined;
  return labels.some((each) => each.startsWith('xn--')) && !decodes(ascii) ? undefined : ascii;
}

function decodes(ascii: string): boolean {
  try {
    return new URL(`http://${ascii}`).hostname === ascii;
  } catch {
    return false;
  }
}
