import { decodeCharset } from './charset.ts';
import { isAttachment, type PartNode } from './part-walk.ts';
import { decodeTransfer } from './transfer-encoding.ts';

/** Longer bodies are shown as far as this; the whole is there as a part and as the raw message. */
const maxBodyBytes = 4 * 1024 * 1024;

/** The text/plain body: all such parts that are no attachment, in order; undefined when there is none. */
export function textBody(bytes: Buffer, leaves: readonly PartNode[]): string | undefined {
  return body(bytes, leaves, 'text/plain', '\n');
}

/** The text/html body, likewise: some mailers cut their HTML in several parts around pictures. */
export function htmlBody(bytes: Buffer, leaves: readonly PartNode[]): string | undefined {
  return body(bytes, leaves, 'text/html', '<hr>');
}

/** Content of a leaf, its transfer encoding undone. May be a view of `bytes`. */
export function partContent(bytes: Buffer, part: PartNode): Buffer {
  return decodeTransfer(bytes.subarray(part.bodyStart, part.end), part.encoding);
}

/** The text of a leaf, at most about `maxBytes` of it. */
export function partText(bytes: Buffer, part: PartNode, maxBytes: number): string {
  const content = decodeTransfer(
    bytes.subarray(part.bodyStart, Math.min(part.end, part.bodyStart + maxBytes)),
    part.encoding,
  );
  const text = decodeCharset(content, part.charset);
  return part.format === 'flowed' ? unflow(text) : text;
}

function body(bytes: Buffer, leaves: readonly PartNode[], type: string, between: string): string | undefined {
  const parts = leaves.filter((part) => part.type === type && !isAttachment(part));
  if (parts.length === 0) return undefined;
  let left = maxBodyBytes;
  const texts: string[] = [];
  for (const part of parts) {
    if (left <= 0) break;
    texts.push(partText(bytes, part, left));
    left -= part.end - part.bodyStart;
  }
  return texts.join(between);
}

/** RFC 3676 4: a line that ends in a space goes on in the next one of the same quote depth; a space at the start was stuffed. */
function unflow(text: string): string {
  const paragraphs: string[] = [];
  let flowing = false;
  let depth = 0;
  for (const line of text.split(/\r?\n/)) {
    const quote = /^>*/.exec(line)?.[0] ?? '';
    const content = line.slice(quote.length).replace(/^ /, '');
    const isSignature = content === '-- ';
    const goesOn = flowing && quote.length === depth && !isSignature;
    const shown = quote === '' ? content : `${quote} ${content}`;
    if (goesOn) paragraphs.push((paragraphs.pop() as string) + content);
    else paragraphs.push(shown);
    flowing = content.endsWith(' ') && !isSignature;
    depth = quote.length;
  }
  return paragraphs.join('\n');
}
