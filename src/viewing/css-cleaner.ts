/** What becomes of a URL that CSS would load: another one, or undefined for nothing. */
export type UrlResolver = (url: string) => string | undefined;

/** Functions in which a plain string is a URL too (CSS Images 4, CSS Values 4). */
const urlFunctions =
  /^(?:-[a-z]+-)?(?:image|image-set|cross-fade|src|element|paint|image-rect|canvas|url-prefix|domain|document|regexp)$/;
/** At-rules that load, or change how the rest is read: they go with their block. */
const droppedRules = /^(?:import|charset|namespace|font-face|document|-moz-document|property|font-palette-values)$/;
/** Strings that could become a URL by way of a custom property. */
const urlLike = /^[\s\x00-\x20]*(?:(?:https?|ftp|wss?|file|data|blob|filesystem|javascript|vbscript):|[\\/]{2})/i;

/**
 * CSS of a stranger (a style sheet or a style attribute) without anything that loads, except what `resolve` gives. Token by token
 * (CSS Syntax 3), escapes decoded, so `\75rl(` is `url(` here as in a browser; what comes out is written anew and never holds a `<`
 * that could end a style element. One pass; never throws.
 */
export function cleanCss(css: string, resolve: UrlResolver): string {
  return new CssCleaner(css, resolve).clean();
}

class CssCleaner {
  readonly #css: string;
  readonly #resolve: UrlResolver;
  #at = 0;
  #out = '';
  /** Names of the open functions; '' for a bare bracket. */
  readonly #open: string[] = [];
  /** How many of them take strings for URLs. */
  #urlFunctions = 0;

  constructor(css: string, resolve: UrlResolver) {
    this.#css = css.replace(/\r\n?|\f/g, '\n').replaceAll('\0', '\ufffd');
    this.#resolve = resolve;
  }

  clean(): string {
    while (this.#at < this.#css.length) this.#token();
    return this.#out;
  }

  #token(): void {
    const css = this.#css;
    const char = css[this.#at] as string;
    if (char === '/' && css[this.#at + 1] === '*') {
      this.#skipComment();
      this.#out += ' ';
    } else if (css.startsWith('<!--', this.#at) || css.startsWith('-->', this.#at)) {
      this.#out += ' ';
      this.#at += char === '<' ? 4 : 3;
    } else if (char === '"' || char === "'") this.#string(this.#readString());
    else if (this.#startsIdentifier(this.#at)) this.#identifier();
    else if (char === '@') this.#atRule();
    else if (char === '<') {
      // Only in a media range (`width < 600px`) has it a meaning; before a letter, `/` or `!` it could end the element.
      const next = css[this.#at + 1] ?? '';
      this.#out += next === '=' || next === ' ' || (next >= '0' && next <= '9') ? '<' : ' ';
      this.#at += 1;
    } else if (char === '(') {
      this.#push('');
      this.#out += char;
      this.#at += 1;
    } else if (char === ')') {
      if (urlFunctions.test(this.#open.pop() ?? '')) this.#urlFunctions -= 1;
      this.#out += char;
      this.#at += 1;
    } else {
      // A blank for what is left out, here and above: what stood on both sides of it may not become one token.
      this.#out += char === '\\' || (char < ' ' && char !== '\n') ? ' ' : char;
      this.#at += 1;
    }
  }

  #identifier(): void {
    const name = this.#readIdentifier();
    if (this.#css[this.#at] !== '(') {
      this.#out += writeIdentifier(name);
      return;
    }
    this.#at += 1;
    const lower = name.toLowerCase();
    if (lower === 'url') {
      const url = this.#resolve(this.#readUrl());
      this.#out += url === undefined ? 'none' : `url(${writeString(url)})`;
    } else {
      this.#push(lower);
      this.#out += lower === 'expression' ? 'none(' : `${writeIdentifier(name)}(`;
    }
  }

  #push(name: string): void {
    this.#open.push(name);
    if (urlFunctions.test(name)) this.#urlFunctions += 1;
  }

  #string(value: string): void {
    if (this.#urlFunctions > 0) {
      const isFormat = this.#open.at(-1) === 'type' || this.#open.at(-1) === 'format';
      this.#out += writeString(isFormat ? value : (this.#resolve(value) ?? 'data:,'));
    } else this.#out += writeString(urlLike.test(value) ? '' : value);
  }

  #atRule(): void {
    this.#at += 1;
    if (!this.#startsIdentifier(this.#at)) {
      this.#out += ' ';
      return;
    }
    const name = this.#readIdentifier();
    if (!droppedRules.test(name.toLowerCase())) {
      this.#out += `@${writeIdentifier(name)}`;
      return;
    }
    this.#out += ' ';
    // To the `;`, or to the end of the block.
    let depth = 0;
    while (this.#at < this.#css.length) {
      const char = this.#css[this.#at] as string;
      if (char === '"' || char === "'") {
        this.#readString();
        continue;
      }
      if (char === '/' && this.#css[this.#at + 1] === '*') {
        this.#skipComment();
        continue;
      }
      this.#at += char === '\\' ? 2 : 1;
      if (char === '{') depth += 1;
      else if (char === '}') depth -= 1;
      if ((char === ';' && depth === 0) || (char === '}' && depth <= 0)) {
        // A `}` that the rule did not open ends the block around it.
        if (depth < 0) this.#out += '}';
        return;
      }
    }
  }

  #skipComment(): void {
    const end = this.#css.indexOf('*/', this.#at + 2);
    this.#at = end < 0 ? this.#css.length : end + 2;
  }

  /** From the opening quote; a line end ends it as bad, which is as good as closed here. */
  #readString(): string {
    const quote = this.#css[this.#at];
    let value = '';
    this.#at += 1;
    while (this.#at < this.#css.length) {
      const char = this.#css[this.#at] as string;
      if (char === quote) {
        this.#at += 1;
        break;
      }
      if (char === '\n') break;
      if (char === '\\') value += this.#readEscape();
      else {
        value += char;
        this.#at += 1;
      }
    }
    return value;
  }

  /** Behind `url(`; consumes the closing bracket. */
  #readUrl(): string {
    this.#skipBlank();
    let value = '';
    const char = this.#css[this.#at];
    if (char === '"' || char === "'") value = this.#readString();
    while (this.#at < this.#css.length) {
      const next = this.#css[this.#at] as string;
      if (next === ')') {
        this.#at += 1;
        break;
      }
      if (next === '\\') value += this.#readEscape();
      else {
        value += next;
        this.#at += 1;
      }
    }
    return value.trim();
  }

  #skipBlank(): void {
    while (/[ \t\n]/.test(this.#css[this.#at] ?? '')) this.#at += 1;
  }

  #startsIdentifier(at: number): boolean {
    const char = this.#css[at] ?? '';
    if (char === '\\') return this.#css[at + 1] !== '\n' && at + 1 < this.#css.length;
    return isNameStart(char) || char === '-';
  }

  #readIdentifier(): string {
    let name = '';
    while (this.#at < this.#css.length) {
      const char = this.#css[this.#at] as string;
      if (char === '\\' && this.#css[this.#at + 1] !== '\n') name += this.#readEscape();
      else if (isNameStart(char) || char === '-' || (char >= '0' && char <= '9')) {
        name += char;
        this.#at += 1;
      } else break;
    }
    return name;
  }

  /** From the backslash. */
  #readEscape(): string {
    this.#at += 1;
    const hex = /^[0-9a-f]{1,6}/i.exec(this.#css.slice(this.#at, this.#at + 6))?.[0];
    if (hex !== undefined) {
      this.#at += hex.length;
      if (/[ \t\n]/.test(this.#css[this.#at] ?? '')) this.#at += 1;
      const code = Number.parseInt(hex, 16);
      const valid = code > 0 && code < 0x110000 && (code < 0xd800 || code > 0xdfff);
      return valid ? String.fromCodePoint(code) : '\ufffd';
    }
    const char = this.#css[this.#at] ?? '';
    this.#at += 1;
    return char === '\n' ? '' : char;
  }
}

function isNameStart(char: string): boolean {
  return (char >= 'a' && char <= 'z') || (char >= 'A' && char <= 'Z') || char === '_' || char >= '\x80';
}

function writeIdentifier(name: string): string {
  return name.replace(/^[0-9]|[^a-zA-Z0-9_\-\x80-\uffff]/g, escapeCharacter);
}

function writeString(value: string): string {
  return `"${value.replace(/["\\<>\x00-\x1f\x7f]/g, escapeCharacter)}"`;
}

function escapeCharacter(char: string): string {
  return `\\${char.charCodeAt(0).toString(16)} `;
}
