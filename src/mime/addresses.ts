import { cut, decodeRawBytes, decodeWords, unfold, withoutControls } from './header-text.ts';

/** Same shape as `Person` of the read side. */
export interface MailPerson {
  readonly name: string;
  readonly address: string;
}

const maxPersons = 100;
const maxNameLength = 200;
const maxAddressLength = 320;
/** About 100 addresses with names. */
const maxListLength = 32 * 1024;

/**
 * The mailboxes of an address list header (RFC 5322 3.4, obsolete forms and plain mistakes included), given one character a
 * byte; groups give their members. At most 100. Text without an `@` is kept as a name, so that people see what was sent.
 */
export function parsePersons(raw: string): MailPerson[] {
  const text = withoutControls(unfold(decodeRawBytes(raw.length > maxListLength ? raw.slice(0, maxListLength) : raw)));
  const persons: MailPerson[] = [];
  let name = '';
  let address = '';
  let comment = '';
  let hasAngle = false;
  let unclosed = false;
  const flush = () => {
    const person = personOf(name, address, comment, hasAngle);
    if (person && persons.length < maxPersons) persons.push(person);
    name = '';
    address = '';
    comment = '';
    hasAngle = false;
  };
  for (let at = 0; at < text.length && persons.length < maxPersons; ) {
    const char = text[at] as string;
    if (char === '"') {
      // A quote that nothing closes hides nothing; looking for its end once keeps this linear.
      const end: number = unclosed ? text.length : closing(text, at + 1, '"');
      unclosed = end === text.length;
      if (!unclosed) name += withoutEscapes(text.slice(at + 1, end));
      at = unclosed ? at + 1 : end + 1;
    } else if (char === '(') {
      const end = closingComment(text, at);
      comment += withoutEscapes(text.slice(at + 1, end));
      at = end + 1;
    } else if (char === '<') {
      const end = closing(text, at + 1, '>');
      address = text.slice(at + 1, end);
      hasAngle = true;
      at = end + 1;
    } else if (char === ',' || char === ';') {
      flush();
      at += 1;
    } else if (char === ':' && !hasAngle && !name.includes('@')) {
      // Name of a group: only its members matter.
      name = '';
      comment = '';
      at += 1;
    } else {
      const end = plainEnd(text, at + 1);
      name += text.slice(at, end);
      at = end;
    }
  }
  flush();
  return persons;
}

function personOf(name: string, address: string, comment: string, hasAngle: boolean): MailPerson | undefined {
  const shown = name.trim();
  if (!hasAngle) {
    // `a@b.example (Name)` is the form of before RFC 822; a quoted local part lands in `name` without its quotes.
    if (shown === '' && comment === '') return undefined;
    if (shown.includes('@')) return person(comment.trim(), shown);
    return person(shown === '' ? comment.trim() : shown, '');
  }
  return shown === '' && address.trim() === '' ? undefined : person(shown === '' ? comment.trim() : shown, address);
}

function person(name: string, address: string): MailPerson {
  const decoded = withoutControls(decodeWords(name)).trim();
  return { name: cut(decoded, maxNameLength), address: cut(address.replace(/\s+/g, ''), maxAddressLength) };
}

function plainEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    // " ( < , ; :
    if (code === 0x22 || code === 0x28 || code === 0x3c || code === 0x2c || code === 0x3b || code === 0x3a) return at;
  }
  return text.length;
}

function closing(text: string, from: number, end: string): number {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === end) return at;
  }
  return text.length;
}

function closingComment(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '(') depth += 1;
    else if (text[at] === ')') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return text.length;
}

function withoutEscapes(text: string): string {
  return text.includes('\\') ? text.replace(/\\(.)/g, '$1') : text;
}
