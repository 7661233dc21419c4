/** RFC 5321 4.5.3.1.4, with the line end. */
const MAX_COMMAND_OCTETS = 512;
/** With parameters of extensions: AUTH= of 500 (RFC 4954), ENVID of 100, ORCPT of 500 (RFC 3461), and the small ones. */
const MAX_EXTENDED_OCTETS = 2048;
const MAX_AUTH_OCTETS = 4096;
/** A line that goes on beyond this is no command of any kind. */
export const MAX_SKIPPED_OCTETS = 8192;

/** The first four letters as a number, lower case folded. */
export function verbOf(line: Buffer, start: number, end: number): number {
  if (end - start < 4) return 0;
  const word = (line[start]! << 24) | (line[start + 1]! << 16) | (line[start + 2]! << 8) | line[start + 3]!;
  return word & 0xdfdfdfdf;
}

export const verbs = {
  MAIL: 0x4d41494c,
  RCPT: 0x52435054,
  DATA: 0x44415441,
  RSET: 0x52534554,
  QUIT: 0x51554954,
  AUTH: 0x41555448,
} as const;

/**
 * Whether a line of `octets` without its LF, of which `line` holds the beginning, is no longer than its command may be. The same for
 * a line that is still to be continued.
 */
export function fitsLine(line: Buffer, start: number, end: number, octets: number, isAuthResponse: boolean): boolean {
  if (octets < MAX_COMMAND_OCTETS) return true;
  if (octets >= MAX_AUTH_OCTETS) return false;
  const verb = verbOf(line, start, end);
  if (isAuthResponse || verb === verbs.AUTH) return true;
  if (octets >= MAX_EXTENDED_OCTETS || (verb !== verbs.MAIL && verb !== verbs.RCPT)) return false;
  // Only parameters may go beyond the base length, not the path.
  const bracket = line.indexOf(62 /* > */, start);
  return bracket >= 0 && bracket < start + MAX_COMMAND_OCTETS && bracket < end;
}

/** True when a line with a wrong path holds a CR that is not inside the path's brackets: then it is the CR that is wrong. */
export function isCarriageReturnOutsidePath(line: Buffer, start: number, end: number): boolean {
  const text = line.subarray(start, end);
  const cr = text.indexOf(13);
  if (cr < 0) return false;
  const open = text.indexOf(60 /* < */);
  const close = text.indexOf(62 /* > */);
  return open < 0 || cr < open || (close >= 0 && close < cr);
}

/** `keyword`, which is in upper case, stands at `start` in any case. */
export function isKeyword(line: Buffer, start: number, end: number, keyword: string): boolean {
  if (end - start < keyword.length) return false;
  for (let i = 0; i < keyword.length; i += 1) {
    const byte = line[start + i]!;
    const upper = byte >= 97 && byte <= 122 ? byte - 32 : byte;
    if (upper !== keyword.charCodeAt(i)) return false;
  }
  return true;
}
