import type { EmailPart } from '../api/types.ts';

export type PreviewKind = 'image' | 'text' | 'json' | 'mail';

/** Larger ones are for downloading. */
const MOST_TEXT = 512 * 1024;
/** What the server sends as pictures; SVG is none, it is a document with scripts. */
const pictures = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'image/bmp', 'image/x-icon'];

export function previewOf(part: Pick<EmailPart, 'contentType' | 'sizeBytes'>): PreviewKind | undefined {
  const type = part.contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (pictures.includes(type)) return 'image';
  if (part.sizeBytes > MOST_TEXT) return undefined;
  if (type === 'message/rfc822') return 'mail';
  if (type === 'application/json' || type.endsWith('+json')) return 'json';
  if (type.startsWith('text/') || type === 'application/xml' || type === 'image/svg+xml') return 'text';
  if (type === 'application/ics') return 'text';
  return undefined;
}

/** Indented when it is JSON, as it is otherwise. */
export function prettyJson(content: string): string {
  try {
    return JSON.stringify(JSON.parse(content), undefined, 2);
  } catch {
    return content;
  }
}

/** Header block and body of a nested mail: enough to read it in place. */
export function splitMail(content: string): { headers: [name: string, value: string][]; body: string } {
  const [, block = '', body = ''] = /^([\s\S]*?)(?:\r?\n\r?\n|$)([\s\S]*)$/.exec(content) ?? [];
  const headers = block
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
    .map((line): [string, string] => {
      const colon = line.indexOf(':');
      return colon < 0 ? ['', line] : [line.slice(0, colon), line.slice(colon + 1).trim()];
    })
    .filter(([name]) => name !== '');
  return { headers, body };
}
