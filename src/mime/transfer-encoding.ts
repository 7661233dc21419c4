/**
 * Bytes of a part without their Content-Transfer-Encoding (RFC 2045 6). Broken input gives what can be read of it; unknown
 * encodings are taken as they are. Never throws. May return a view of `bytes`.
 */
export function decodeTransfer(bytes: Buffer, encoding: string): Buffer {
  switch (encoding.trim().toLowerCase()) {
    case 'base64':
      return decodeBase64(bytes);
    case 'quoted-printable':
      return decodeQuotedPrintable(bytes);
    default:
      return bytes;
  }
}

function decodeBase64(bytes: Buffer): Buffer {
  // Node's decoder passes over line ends and stray characters, but stops at padding: several runs, each padded, are known from
  // mailers that encode piecewise. A run ends with '='; decode run by run when there is more behind it.
  const padding = bytes.indexOf(0x3d);
  if (padding < 0 || !hasDataBehind(bytes, padding)) return Buffer.from(bytes.toString('latin1'), 'base64');
  return decodePaddedRuns(bytes);
}

/** Character by character; a `=` ends a run, and what bits are left of it are none. */
function decodePaddedRuns(bytes: Buffer): Buffer {
  const out = Buffer.allocUnsafe(Math.ceil((bytes.length * 3) / 4));
  let length = 0;
  let bits = 0;
  let count = 0;
  for (const code of bytes) {
    const value = base64Values[code] as number;
    if (value < 64) {
      bits = ((bits << 6) | value) & 0xffff;
      count += 6;
      if (count >= 8) {
        count -= 8;
        out[length++] = (bits >> count) & 0xff;
      }
    } else if (code === 0x3d) count = 0;
  }
  return out.subarray(0, length);
}

/** 64 for what is no character of the alphabet; that of RFC 4648 5 is read too, as Node's decoder does. */
const base64Values = new Uint8Array(256).fill(64);
for (const alphabet of [
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_',
]) {
  for (let value = 0; value < 64; value += 1) base64Values[alphabet.charCodeAt(value)] = value;
}

function hasDataBehind(bytes: Buffer, padding: number): boolean {
  for (let at = padding + 1; at < bytes.length; at += 1) {
    const code = bytes[at] as number;
    if (code !== 0x3d && code > 0x20) return true;
  }
  return false;
}

function decodeQuotedPrintable(bytes: Buffer): Buffer {
  const out = Buffer.allocUnsafe(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const code = bytes[at] as number;
    if (code === 0x3d) {
      const high = hexValue(bytes[at + 1]);
      const low = hexValue(bytes[at + 2]);
      if (high >= 0 && low >= 0) {
        out[length++] = high * 16 + low;
        at += 2;
        continue;
      }
      const end = lineEnd(bytes, at + 1);
      if (end > 0) {
        at = end - 1;
        continue;
      }
    } else if (code === 0x20 || code === 0x09) {
      // White space at the end of a line was added on the way (RFC 2045 6.7 rule 3).
      let end = at + 1;
      while (bytes[end] === 0x20 || bytes[end] === 0x09) end += 1;
      const isEnd = end >= bytes.length || bytes[end] === 0x0a || (bytes[end] === 0x0d && bytes[end + 1] === 0x0a);
      if (!isEnd) {
        bytes.copy(out, length, at, end);
        length += end - at;
      }
      at = end - 1;
      continue;
    }
    out[length++] = code;
  }
  return out.subarray(0, length);
}

/** Behind the line end that follows optional white space at `from`; 0 when something else follows. */
function lineEnd(bytes: Buffer, from: number): number {
  let at = from;
  while (bytes[at] === 0x20 || bytes[at] === 0x09) at += 1;
  if (at >= bytes.length) return at;
  if (bytes[at] === 0x0a) return at + 1;
  return bytes[at] === 0x0d && bytes[at + 1] === 0x0a ? at + 2 : 0;
}

function hexValue(code: number | undefined): number {
  if (code === undefined) return -1;
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  if (code >= 0x41 && code <= 0x46) return code - 0x37;
  return code >= 0x61 && code <= 0x66 ? code - 0x57 : -1;
}
