/** The parts of a mailbox as RFC 5321 4.1.2 has it, quotes and escapes as given. */
export interface AddressParts {
  readonly localPart: string;
  readonly domain: string;
}

/** Undefined when the text is not `local-part@domain`; what the domain may be is not looked at. */
export function splitAddress(text: string): AddressParts | undefined {
  const at = text.lastIndexOf('@');
  if (at < 1 || at === text.length - 1) return undefined;
  const localPart = text.slice(0, at);
  return isLocalPart(localPart) ? { localPart, domain: text.slice(at + 1) } : undefined;
}

// RFC 5321 4.1.2 with the letters of RFC 6531: dot-string or quoted-string. Dots anywhere are let through, as senders use them.
const dotString = /^[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~.\u0080-\u{10ffff}]+$/u;
const quotedString = /^"(?:[^"\\\u0000-\u001f\u007f]|\\[ -~])*"$/u;

function isLocalPart(text: string): boolean {
  return text.length <= 64 && (dotString.test(text) || (text.length > 2 && quotedString.test(text)));
}

const plain = /^[a-z0-9!#$%&'*+\-/=?^_`{|}~.]*$/;

/**
 * The form in which local parts are compared: case does not count, nor does quoting that changes nothing (`"joe"` is `joe`, RFC
 * 5321 4.1.2), nor how an accent is composed.
 */
export function canonicalLocalPart(localPart: string): string {
  if (plain.test(localPart)) return localPart;
  const quoted = localPart.length > 1 && localPart.charCodeAt(0) === 0x22;
  const bare = quoted ? localPart.slice(1, -1).replace(/\\(.)/g, '$1') : localPart;
  return bare.normalize('NFC').toLowerCase();
}
