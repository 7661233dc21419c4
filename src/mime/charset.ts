import { isAscii } from 'node:buffer';
import { TextDecoder } from 'node:util';

const decoders = new Map<string, TextDecoder>();

/**
 * Text in the named character set; unknown ones are tried as UTF-8 and read as Windows-1252 where they are none. UTF-8 and
 * US-ASCII that lie are read as Windows-1252 too. Never throws.
 */
export function decodeCharset(bytes: Uint8Array, charset: string): string {
  const label = charset.trim().toLowerCase();
  const unsure = label === '' || label === 'us-ascii' || label === 'ascii' || label === 'utf-8' || label === 'utf8';
  const decoder = unsure ? undefined : decoderOf(label);
  if (decoder) return decoder.decode(bytes);
  // Nearly all mail: a check and a copy instead of a decoder's call.
  if (isAscii(bytes)) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  // A message that is cut in the middle of a character is still UTF-8: only then do the replacement characters stay.
  const text = decoderOf('utf-8')!.decode(bytes);
  return text.includes('\ufffd') && !cutShort(text) ? decoderOf('windows-1252')!.decode(bytes) : text;
}

function cutShort(text: string): boolean {
  return text.indexOf('\ufffd') >= text.length - 3;
}

function decoderOf(label: string): TextDecoder | undefined {
  const known = decoders.get(label);
  if (known) return known;
  try {
    const decoder = new TextDecoder(label);
    // Labels come from mail: only known names (about 220) ever get in, so the map is bounded.
    decoders.set(label, decoder);
    return decoder;
  } catch {
    return undefined;
  }
}
