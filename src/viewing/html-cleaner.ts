import createDOMPurify from 'dompurify';
import { JSDOM } from 'jsdom';
import { cleanCss, type UrlResolver } from './css-cleaner.ts';

export interface CleaningRequest {
  readonly html: string;
  /** What takes the place of `cid:` URLs, by Content-ID. */
  readonly inline: Readonly<Record<string, string>>;
  /** URLs of other servers are written as this plus the URL, encoded; left out when absent. */
  readonly remoteUrl?: string;
}

export interface CleanHtml {
  /** A whole document. */
  readonly html: string;
  /** What it would load from other servers, each once, in order, at most 500. */
  readonly remote: readonly string[];
}

interface DomElement {
  readonly localName: string;
  readonly attributes: Iterable<{ readonly name: string; readonly value: string }>;
  textContent: string | null;
  readonly outerHTML: string;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  remove(): void;
  querySelector(selector: string): DomElement | null;
  querySelectorAll(selector: string): Iterable<DomElement>;
  insertAdjacentHTML(position: 'afterbegin', html: string): void;
}

const maxRemote = 500;

/*
 * Only what a mail needs to look as it was meant: no forms, no media that load by themselves, no SVG or MathML (the ground of most
 * mutation attacks), nothing that could reach outside of its frame. DOMPurify takes out what could run; the second pass decides
 * on every URL, because DOMPurify lets pictures and style sheets load.
 */
const purifyOptions = {
  USE_PROFILES: { html: true },
  WHOLE_DOCUMENT: true,
  RETURN_DOM: true,
  ADD_TAGS: ['center', 'font'],
  FORBID_TAGS: [
    'form',
    'input',
    'button',
    'textarea',
    'select',
    'option',
    'optgroup',
    'datalist',
    'output',
    'fieldset',
    'dialog',
    'audio',
    'video',
    'source',
    'track',
    'picture',
    'canvas',
    'template',
    'slot',
    'object',
    'embed',
    'iframe',
    'frame',
    'link',
    'meta',
    'base',
    'svg',
    'math',
  ],
  FORBID_ATTR: [
    'srcset',
    'sizes',
    'ping',
    'action',
    'poster',
    'is',
    'slot',
    'popover',
    'popovertarget',
    'autofocus',
    'accesskey',
  ],
  ALLOW_DATA_ATTR: false,
  ALLOW_UNKNOWN_PROTOCOLS: false,
};

/** Attributes whose value a browser may take for a URL. What is not allowed below goes. */
const urlAttributes =
  /^(?:src|srcset|href|xlink:href|background|action|formaction|cite|longdesc|usemap|data|codebase|classid|archive|profile|lowsrc|dynsrc|manifest|icon|ping|poster|srcdoc|code|imagesrcset|attributionsrc|itemtype|itemid)$/;

/** Sanitises documents, one after another, in one jsdom window without scripts and without loading. For a worker thread: see HtmlSanitizer. */
export class HtmlCleaner {
  readonly #purify: { sanitize(html: string, options: typeof purifyOptions): DomElement };

  constructor() {
    const { window } = new JSDOM('');
    this.#purify = createDOMPurify(window as never) as never;
  }

  clean(request: CleaningRequest): CleanHtml {
    const remote = new Set<string>();
    const resolve: UrlResolver = (url) => resolveUrl(url, request, remote);
    const root = this.#purify.sanitize(request.html, purifyOptions);
    for (const element of [root, ...root.querySelectorAll('*')]) {
      if (element.localName === 'style') element.textContent = cleanCss(element.textContent ?? '', resolve);
      for (const { name, value } of [...element.attributes])
        cleanAttribute(element, name.toLowerCase(), value, resolve);
    }
    const head =
      '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer">';
    root.querySelector('head')?.insertAdjacentHTML('afterbegin', head);
    return { html: `<!doctype html>\n${root.outerHTML}`, remote: [...remote] };
  }
}

function cleanAttribute(element: DomElement, name: string, value: string, resolve: UrlResolver): void {
  if (name === 'style') {
    setOrRemove(element, name, cleanCss(value, resolve) || undefined);
  } else if (name.startsWith('on')) {
    element.removeAttribute(name);
  } else if (name === 'target') {
    element.removeAttribute(name);
  } else if (urlAttributes.test(name)) {
    if ((name === 'src' && element.localName === 'img') || name === 'background') {
      setOrRemove(element, name, resolve(value));
    } else if (name === 'href' && (element.localName === 'a' || element.localName === 'area')) {
      setOrRemove(element, name, linkTarget(value));
      if (!value.trim().startsWith('#')) element.setAttribute('target', '_blank');
      element.setAttribute('rel', 'noopener noreferrer nofollow');
    } else if (!(name === 'usemap' && value.startsWith('#'))) {
      element.removeAttribute(name);
    }
  }
}

function setOrRemove(element: DomElement, name: string, value: string | undefined): void {
  if (value === undefined) element.removeAttribute(name);
  else element.setAttribute(name, value);
}

function linkTarget(value: string): string | undefined {
  const url = value.replace(/[\s\x00-\x1f]+/g, '');
  if (url.startsWith('#')) return url;
  return /^(?:https?:\/\/|mailto:|tel:|sms:)/i.test(url) ? url : undefined;
}

function resolveUrl(raw: string, request: CleaningRequest, remote: Set<string>): string | undefined {
  // As browsers do: line ends and tabs inside of a URL do not count.
  const url = raw.replace(/[\t\n\r]+/g, '').trim();
  if (/^cid:/i.test(url)) {
    const id = decode(url.slice(4)).replace(/^<|>$/g, '');
    return Object.hasOwn(request.inline, id) ? request.inline[id] : undefined;
  }
  // Not SVG: it is a document, not a picture.
  if (/^data:image\/(?:png|gif|jpe?g|webp|bmp|avif|x-icon|vnd\.microsoft\.icon)[;,]/i.test(url)) return url;
  if (!/^(?:https?:)?[\\/]{2}/i.test(url)) return undefined;
  try {
    const { href } = new URL(url, 'https://x.invalid/');
    if (href.length > 4000) return undefined;
    if (remote.size < maxRemote) remote.add(href);
    return request.remoteUrl === undefined ? undefined : request.remoteUrl + encodeURIComponent(href);
  } catch {
    return undefined;
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
