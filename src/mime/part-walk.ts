import { findBody, HeaderCursor } from './header-block.ts';
import { decodeHeaderText, decodeRawBytes, decodeWords, unfold } from './header-text.ts';
import { libmime } from './libmime.ts';

const LF = 0x0a;
const DASH = 0x2d;
const dashes = Buffer.from('--');

/** One entity of the MIME tree, by its offsets in the message. */
export interface PartNode {
  /** `1` for the body of a message that is not multipart, `1.2` for the second part of the first part, '' for a multipart root. */
  readonly number: string;
  /** Lower case, for example `text/plain`. */
  readonly type: string;
  readonly charset: string;
  /** Lower case; '' where there is none. */
  readonly encoding: string;
  readonly name: string;
  /** `attachment`, `inline`, or another word as given, lower case; '' where there is none. */
  readonly disposition: string;
  /** Without angle brackets. */
  readonly contentId: string;
  readonly format: string;
  readonly method: string;
  readonly headerStart: number;
  readonly headerEnd: number;
  readonly bodyStart: number;
  /** End of the body, without the line end that belongs to the delimiter. */
  end: number;
  readonly parts: PartNode[];
  /** '' for what is no multipart. */
  readonly boundary: string;
}

export interface WalkLimits {
  readonly maxParts: number;
  readonly maxDepth: number;
}

/**
 * The MIME structure of a message (RFC 2046 5.1) in one pass over its delimiter lines; bodies are not decoded and nothing is
 * copied. Bounded: parts behind `maxParts` are left out, multiparts deeper than `maxDepth` stay whole. Never throws.
 */
export function walkParts(bytes: Buffer, limits: WalkLimits): PartNode {
  const root = readPart(bytes, 0, bytes.length, '', '');
  if (root.boundary !== '') walkMultipart(bytes, root, limits);
  return root;
}

/** The leaves in order. */
export function leafParts(root: PartNode): PartNode[] {
  const leaves: PartNode[] = [];
  const open = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.parts.length === 0) leaves.push(node);
    else for (let at = node.parts.length - 1; at >= 0; at -= 1) open.push(node.parts[at] as PartNode);
  }
  return leaves;
}

/** One rule for the count in the list, the paper clip and the list of attachments. */
export function isAttachment(part: PartNode): boolean {
  if (part.parts.length > 0 || part.type.startsWith('multipart/')) return false;
  if (part.disposition === 'attachment') return true;
  if (part.type === 'message/rfc822') return true;
  // A picture that the HTML shows by its Content-ID is not what people call an attachment.
  if (part.name === '' || part.contentId !== '') return false;
  return part.disposition !== 'inline' || !/^(?:text\/(?:plain|html)|image\/)/.test(part.type);
}

function walkMultipart(bytes: Buffer, root: PartNode, limits: WalkLimits): void {
  const open: PartNode[] = [root];
  let leaf: PartNode | undefined;
  let count = 0;
  // The first delimiter may stand directly behind the empty line, whose line feed is at bodyStart - 1.
  let found = nextDelimiter(bytes, Math.max(0, root.bodyStart - 1), open);
  while (found) {
    const bodyEnd = bytes[found.at - 1] === 0x0d ? found.at - 1 : found.at;
    if (leaf) leaf.end = Math.max(leaf.bodyStart, bodyEnd);
    leaf = undefined;
    while (open.length - 1 > found.level) endAt(open.pop() as PartNode, bodyEnd);
    const parent = open[found.level] as PartNode;
    const behind = found.at + 3 + parent.boundary.length;
    if (bytes[behind] === 0x2d && bytes[behind + 1] === 0x2d) {
      endAt(parent, bodyEnd);
      open.pop();
      if (open.length === 0) return;
      found = nextDelimiter(bytes, behind, open);
      continue;
    }
    if (count >= limits.maxParts) return;
    count += 1;
    const lineEnd = bytes.indexOf(LF, behind);
    const start = lineEnd < 0 ? bytes.length : lineEnd + 1;
    // Where the part ends at the latest: its header, too, may not swallow a delimiter.
    const next = nextDelimiter(bytes, start - 1, open);
    const number = parent.number === '' ? `${parent.parts.length + 1}` : `${parent.number}.${parent.parts.length + 1}`;
    const part = readPart(bytes, start, next ? Math.max(start, next.at + 1) : bytes.length, number, parent.type);
    parent.parts.push(part);
    if (part.boundary !== '' && open.length < limits.maxDepth) {
      open.push(part);
      found = nextDelimiter(bytes, Math.max(start, part.bodyStart) - 1, open);
    } else {
      leaf = part;
      found = next;
    }
  }
}

function endAt(node: PartNode, end: number): void {
  node.end = Math.max(node.bodyStart, end);
}

interface Delimiter {
  /** Of the line feed before it. */
  readonly at: number;
  /** Index of the multipart that it belongs to, innermost first. */
  readonly level: number;
}

function nextDelimiter(bytes: Buffer, from: number, open: readonly PartNode[]): Delimiter | undefined {
  // Two dashes are looked for, not a line feed and two dashes: base64 has a line feed every 76 characters and not one dash.
  for (let at = bytes.indexOf(dashes, from + 1); at >= 0; at = bytes.indexOf(dashes, at)) {
    if (bytes[at - 1] === LF) {
      const level = matchBoundary(bytes, at + 2, open);
      if (level >= 0) return { at: at - 1, level };
      at += 2;
    } else {
      // A rule of dashes is passed over at once.
      while (bytes[at] === DASH) at += 1;
    }
  }
  return undefined;
}

/** Index of the innermost open multipart whose delimiter stands at `at`, or -1. */
function matchBoundary(bytes: Buffer, at: number, open: readonly PartNode[]): number {
  for (let level = open.length - 1; level >= 0; level -= 1) {
    const boundary = (open[level] as PartNode).boundary;
    if (bytes[at] !== boundary.charCodeAt(0)) continue;
    // Nothing but `--` and white space may follow: `--a` is no delimiter of a multipart whose boundary is `ab`, nor the reverse.
    // Looked at first, it spares the comparison where boundaries are each other's beginnings.
    let end = at + boundary.length;
    if (bytes[end] === 0x2d && bytes[end + 1] === 0x2d) end += 2;
    while (bytes[end] === 0x20 || bytes[end] === 0x09) end += 1;
    if (end < bytes.length && bytes[end] !== 0x0a && bytes[end] !== 0x0d) continue;
    if (bytes.toString('latin1', at, at + boundary.length) === boundary) return level;
  }
  return -1;
}

function readPart(bytes: Buffer, start: number, end: number, number: string, parentType: string): PartNode {
  const { headerEnd, bodyStart } = findBody(bytes, start, end);
  let type = '';
  let charset = '';
  let format = '';
  let method = '';
  let boundary = '';
  let encoding = '';
  let typeName = '';
  let fileName = '';
  let disposition = '';
  let contentId = '';
  const cursor = new HeaderCursor(bytes, start, headerEnd);
  while (cursor.next()) {
    if (cursor.name.charCodeAt(0) !== 0x63 || !cursor.name.startsWith('content-')) continue;
    if (cursor.name === 'content-type' && type === '') {
      const parsed = readParameters(cursor.value);
      type = parsed.value.toLowerCase();
      charset = parsed.params.charset ?? '';
      format = (parsed.params.format ?? '').toLowerCase();
      method = parsed.params.method ?? '';
      boundary = type.startsWith('multipart/') ? asBytes(parsed.params.boundary ?? '') : '';
      typeName = parsed.params.name ?? '';
    } else if (cursor.name === 'content-transfer-encoding') {
      encoding = decodeHeaderText(cursor.value, 40)
        .replace(/\s*[(;].*$/, '')
        .toLowerCase();
    } else if (cursor.name === 'content-disposition' && disposition === '') {
      const parsed = readParameters(cursor.value);
      disposition = parsed.value.toLowerCase();
      fileName = parsed.params.filename ?? '';
    } else if (cursor.name === 'content-id') {
      contentId = decodeHeaderText(cursor.value, 250).replace(/^<|>$/g, '');
    }
  }
  if (!/^[a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+-]+$/.test(type)) {
    // RFC 2046 5.1.5, RFC 2045 5.2: the default where there is none, or none that can be read.
    type = parentType === 'multipart/digest' ? 'message/rfc822' : 'text/plain';
  }
  return {
    number: number === '' && boundary === '' ? '1' : number,
    type,
    charset,
    encoding,
    name: fileName === '' ? typeName : fileName,
    disposition,
    contentId,
    format,
    method,
    headerStart: start,
    headerEnd,
    bodyStart,
    end,
    parts: [],
    boundary,
  };
}

/** The boundary is compared one character a byte. */
function asBytes(boundary: string): string {
  return Buffer.from(boundary).toString('latin1');
}

const maxParameterLength = 4096;

/** Value and parameters of a structured header (RFC 2045 5.1, RFC 2231), words of RFC 2047 in them decoded as mailers mean them. */
export function readParameters(raw: string): { value: string; params: Record<string, string | undefined> } {
  const text = unfold(decodeRawBytes(raw.slice(0, maxParameterLength)));
  const simple = readSimpleParameters(text);
  if (simple) return simple;
  try {
    const { value, params } = libmime().parseHeaderValue(text);
    for (const name of ['name', 'filename']) {
      const given = Object.hasOwn(params, name) ? params[name] : undefined;
      if (given !== undefined) params[name] = cleanFileName(decodeWords(given));
    }
    return { value: value.trim(), params };
  } catch {
    return { value: text.split(';', 1)[0]?.trim() ?? '', params: {} };
  }
}

const simpleValue = /[ \t]*([\w!#$&+./^-]+)[ \t]*/y;
const simpleParameter = /;[ \t]*([\w-]+)=(?:"([^"\\]*)"|([\w!#$%&'+./:@^`{|}~-]+))[ \t]*/y;

/**
 * Values as nearly all mailers write them: no comment, no escape, nothing encoded, no name twice. Undefined for all others, which are
 * read by libmime, at four times the cost (`bench/mime`). Both give the same (`part-walk.test.ts`).
 */
function readSimpleParameters(text: string): { value: string; params: Record<string, string | undefined> } | undefined {
  simpleValue.lastIndex = 0;
  const value = simpleValue.exec(text)?.[1];
  if (value === undefined) return undefined;
  const params: Record<string, string | undefined> = {};
  let at = simpleValue.lastIndex;
  while (at < text.length) {
    simpleParameter.lastIndex = at;
    const found = simpleParameter.exec(text);
    if (!found) return undefined;
    const name = (found[1] as string).toLowerCase();
    const given = found[2] ?? (found[3] as string);
    if (name === '__proto__' || Object.hasOwn(params, name) || given.includes('=?')) return undefined;
    params[name] = name === 'name' || name === 'filename' ? cleanFileName(given) : given;
    at = simpleParameter.lastIndex;
  }
  return { value, params };
}

/** What a person sees; never a path, so that no caller can be led out of a directory by it. */
function cleanFileName(name: string): string {
  const last =
    name
      .replace(/[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]/g, '')
      .split(/[/\\]/)
      .pop() ?? '';
  return last === '.' || last === '..' ? '' : last.slice(0, 255).trim();
}
