import { createHash, randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { type CalendarEvent, parseCalendar } from '../mime/calendar.ts';
import { findBody, HeaderCursor } from '../mime/header-block.ts';
import { decodeHeaderText, decodeRawBytes } from '../mime/header-text.ts';
import { findLinks, type MailLink } from '../mime/links.ts';
import { htmlBody, partContent, partText, textBody } from '../mime/message-bodies.ts';
import { isAttachment, leafParts, type PartNode, walkParts } from '../mime/part-walk.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { CleanHtml } from './html-cleaner.ts';
import { HtmlSanitizer } from './html-sanitizer.ts';
import type { RemoteContent, RemoteOptions } from './remote-content.ts';
import { ViewCache } from './view-cache.ts';

const walkLimits = { maxParts: 1000, maxDepth: 20 };
const maxHeaders = 1000;
const maxHeaderLength = 16 * 1024;
const maxCalendarBytes = 256 * 1024;
/** Of all inline pictures of one document together, as often as they are shown. */
const maxInlineBytes = 32 * 1024 * 1024;
const inlinePictures = /^image\/(?:png|gif|jpe?g|webp|bmp|avif|x-icon|vnd\.microsoft\.icon)$/;

export interface ViewedPart {
  /** 1 for the first, in order of appearance, multiparts included. */
  readonly number: number;
  /** 0 for the message itself. */
  readonly depth: number;
  readonly contentType: string;
  readonly charset?: string;
  /** As given, lower case; `7bit` where none is. */
  readonly encoding: string;
  readonly disposition: 'inline' | 'attachment' | 'none';
  readonly filename?: string;
  readonly contentId?: string;
  /** Decoded; of the whole for multiparts. */
  readonly sizeBytes: number;
  /** Hexadecimal, of the decoded content; absent for multiparts. */
  readonly sha256?: string;
  /** 1 for the first attachment. */
  readonly attachment?: number;
}

/**
 * A message taken apart for people. No bytes make it throw: what cannot be parsed is shown as far as it can be. HTML goes through
 * HtmlSanitizer in a thread of its own; everything else is linear in the message and done at once.
 */
export class MessageViewer {
  readonly #sanitizer: HtmlSanitizer;
  readonly #remote: RemoteOptions;
  /** The page asks for content and HTML of the same message within a moment. */
  readonly #cache = new ViewCache<Promise<CleanHtml>>(8);

  constructor(options: {
    readonly logger: Logger;
    readonly sanitizer?: HtmlSanitizer;
    readonly remote?: RemoteOptions;
  }) {
    this.#sanitizer = options.sanitizer ?? new HtmlSanitizer({ logger: options.logger });
    this.#remote = options.remote ?? {};
  }

  /** In order; `raw` is the whole field as it stands in the message, folds included. At most 1000. */
  headers(message: Buffer): { name: string; value: string; raw: string }[] {
    const { headerEnd } = findBody(message, 0, message.length);
    const headers: { name: string; value: string; raw: string }[] = [];
    const cursor = new HeaderCursor(message, 0, headerEnd);
    while (headers.length < maxHeaders && cursor.next()) {
      headers.push({
        name: cursor.writtenName,
        value: decodeHeaderText(cursor.value, maxHeaderLength),
        raw: decodeRawBytes(cursor.raw),
      });
    }
    return headers;
  }

  /** At most 1000. Hashing 50 MiB takes about a quarter of a second: others get their turn between the parts. */
  async parts(message: Buffer): Promise<ViewedPart[]> {
    const parts: ViewedPart[] = [];
    let attachments = 0;
    for (const [at, { part, depth }] of allParts(message).entries()) {
      if (isAttachment(part)) attachments += 1;
      parts.push({
        number: at + 1,
        depth,
        contentType: part.type,
        ...(part.charset === '' ? {} : { charset: part.charset }),
        encoding: part.encoding === '' ? '7bit' : part.encoding,
        disposition: part.disposition === 'inline' || part.disposition === 'attachment' ? part.disposition : 'none',
        ...(part.name === '' ? {} : { filename: part.name }),
        ...(part.contentId === '' ? {} : { contentId: part.contentId }),
        ...contentFacts(message, part),
        ...(isAttachment(part) ? { attachment: attachments } : {}),
      });
      await setImmediate();
    }
    return parts;
  }

  /** Decoded content of one part; undefined when there is no such part or it is a multipart. */
  async part(
    message: Buffer,
    number: number,
  ): Promise<{ content: Uint8Array; contentType: string; filename?: string } | undefined> {
    const part = allParts(message)[number - 1]?.part;
    if (!part || part.parts.length > 0) return undefined;
    return {
      content: partContent(message, part),
      contentType: part.type,
      ...(part.name === '' ? {} : { filename: part.name }),
    };
  }

  async content(message: Buffer): Promise<{
    text?: string;
    hasHtml: boolean;
    links: MailLink[];
    remote: readonly string[];
    calendar: (CalendarEvent & { part: number })[];
  }> {
    const root = walkParts(message, walkLimits);
    const leaves = leafParts(root);
    const text = textBody(message, leaves);
    const html = htmlBody(message, leaves);
    const remote = html === undefined ? [] : (await this.#clean(html, leaves, undefined)).remote;
    return {
      ...(text === undefined ? {} : { text }),
      hasHtml: html !== undefined,
      links: findLinks(html, text),
      remote,
      calendar: calendarEvents(message),
    };
  }

  /**
   * A whole HTML document, sanitised, inline pictures in it; undefined when the message has no HTML. With `remoteUrl` what it wants
   * from other servers is asked for there (plus the URL, encoded), otherwise left out.
   * @throws MillraceError 'unavailable' when too many wait
   */
  async html(message: Buffer, options: { readonly remoteUrl?: string }): Promise<string | undefined> {
    const leaves = leafParts(walkParts(message, walkLimits));
    const html = htmlBody(message, leaves);
    if (html === undefined) return undefined;
    const { html: clean } = await this.#clean(html, leaves, options.remoteUrl);
    return withPictures(clean, message, inlineParts(leaves));
  }

  /** A picture of another server, through the proxy that refuses private addresses; undefined when refused or not to be had. */
  async remote(url: string): Promise<RemoteContent | undefined> {
    // With the clients of HTTP and TLS, which nothing else here needs.
    const { fetchRemote } = await import('./remote-content.ts');
    return fetchRemote(url, this.#remote);
  }

  close(): Promise<void> {
    return this.#sanitizer.close();
  }

  #clean(html: string, leaves: readonly PartNode[], remoteUrl: string | undefined): Promise<CleanHtml> {
    const ids = inlineParts(leaves).map((part) => part.contentId);
    const key = createHash('sha256')
      .update(JSON.stringify([remoteUrl, ids]))
      .update(html)
      .digest('hex');
    const known = this.#cache.get(key);
    if (known) return known;
    const inline = Object.fromEntries(ids.map((id, at) => [id, placeholder(at)]));
    const cleaning = this.#sanitizer.sanitize({ html, inline, ...(remoteUrl === undefined ? {} : { remoteUrl }) });
    // What failed is tried again by the next who asks.
    cleaning.catch(() => this.#cache.delete(key));
    this.#cache.set(key, cleaning);
    return cleaning;
  }
}

function allParts(message: Buffer): { part: PartNode; depth: number }[] {
  const parts: { part: PartNode; depth: number }[] = [];
  const add = (part: PartNode, depth: number) => {
    parts.push({ part, depth });
    for (const child of part.parts) add(child, depth + 1);
  };
  add(walkParts(message, walkLimits), 0);
  return parts;
}

function contentFacts(message: Buffer, part: PartNode): { sizeBytes: number; sha256?: string } {
  if (part.parts.length > 0) return { sizeBytes: part.end - part.bodyStart };
  const content = partContent(message, part);
  return { sizeBytes: content.length, sha256: createHash('sha256').update(content).digest('hex') };
}

function calendarEvents(message: Buffer): (CalendarEvent & { part: number })[] {
  return allParts(message)
    .flatMap(({ part }, at) => {
      if (part.parts.length > 0 || !(part.type === 'text/calendar' || /\.ics$/i.test(part.name))) return [];
      const events = parseCalendar(partText(message, part, maxCalendarBytes));
      return events.map((event) => ({
        ...event,
        method: event.method === '' ? part.method.toUpperCase() : event.method,
        part: at + 1,
      }));
    })
    .filter(onlyOnce());
}

/** The same invitation usually comes twice: as a text/calendar alternative and as an .ics attachment. */
function onlyOnce(): (event: CalendarEvent & { part: number }) => boolean {
  const seen = new Set<string>();
  return ({ part: _part, ...event }) => {
    const text = JSON.stringify(event);
    if (seen.has(text)) return false;
    seen.add(text);
    return true;
  };
}

/** Pictures that HTML may name by `cid:`; the first of each id. */
function inlineParts(leaves: readonly PartNode[]): PartNode[] {
  const byId = new Map<string, PartNode>();
  for (const part of leaves) {
    if (part.contentId !== '' && inlinePictures.test(part.type) && !byId.has(part.contentId))
      byId.set(part.contentId, part);
  }
  return [...byId.values()];
}

/** Cannot be guessed by who writes a mail, so no mail can put its own text in the place of a picture. */
const nonce = randomBytes(12).toString('hex');

function placeholder(index: number): string {
  return `data:,inline-${nonce}-${index}`;
}

function withPictures(html: string, message: Buffer, pictures: readonly PartNode[]): string {
  let left = maxInlineBytes;
  const urls = new Map<number, string>();
  return html.replace(new RegExp(`data:,inline-${nonce}-(\\d+)`, 'g'), (_all, digits: string) => {
    const index = Number(digits);
    const part = pictures[index];
    if (!part) return 'data:,';
    const url = urls.get(index) ?? `data:${part.type};base64,${partContent(message, part).toString('base64')}`;
    urls.set(index, url);
    left -= url.length;
    return left < 0 ? 'data:,' : url;
  });
}
