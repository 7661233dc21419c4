import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cleanCss } from './css-cleaner.ts';

const none = () => undefined;

it.each([
  ['color: red; margin: -0.5em 1e3px', 'color: red; margin: -0.5em 1e3px'],
  ['a[title="x"]::before { content: "\\201C" }', 'a[title="x"]::before { content: "“" }'],
  ['.\\31 0 { width: calc(100% - (2 * var(--x))) }', '.\\31 0 { width: calc(100% - (2 * var(--x))) }'],
  ['@media (width<600px) { a { b: c } }', '@media (width<600px) { a { b: c } }'],
  ['@import "x"; p { a: b }', '  p { a: b }'],
  ['@font-face { src: url(x) } p { a: b }', '  p { a: b }'],
  ['@media print { @import "x" } p { a: b }', '@media print {  } p { a: b }'],
  ['p { a: "</style><script>" }', 'p { a: "\\3c /style\\3e \\3c script\\3e " }'],
  ['p</style><script>alert(1)</script>', 'p /style> script>alert(1) /script>'],
  ['ur\x01l(https://evil.test)', 'ur l(https://evil.test)'],
  ['ur@import;l(https://evil.test)', 'ur l(https://evil.test)'],
  ['ur\\\nl(https://evil.test)', 'ur \nl(https://evil.test)'],
  ['a: "https://evil.test"', 'a: ""'],
  ['a: url("unclosed', 'a: none'],
  ["a: 'unclosed\nb: c", 'a: "unclosed"\nb: c'],
])('%j', (css, expected) => {
  expect(cleanCss(css, none)).toBe(expected);
});

it('asks for every URL, however it is written', () => {
  const asked: string[] = [];
  const ask = (url: string) => {
    asked.push(url);
    return `/p?${asked.length}`;
  };
  const css =
    'a:url(x);b:URL("y");c:\\75rl( z );d:image-set("w" 1x, url(v) type("image/png"));e:url(a\\)b);f:url("q"ignored)';
  expect(cleanCss(css, ask)).toBe(
    'a:url("/p?1");b:url("/p?2");c:url("/p?3");d:image-set("/p?4" 1x, url("/p?5") type("image/png"));e:url("/p?6");f:url("/p?7")',
  );
  expect(asked).toEqual(['x', 'y', 'z', 'w', 'v', 'a)b', 'qignored']);
});

it('leaves nothing that a second reading would load, whatever the bytes', () => {
  const fragment = fc.oneof(
    fc.string({ maxLength: 5 }),
    fc.constantFrom(
      'url(',
      'u',
      'rl(',
      'r',
      'l(',
      'URL(',
      '\\75',
      '\\72 ',
      '\\6c',
      '(',
      ')',
      '"',
      "'",
      '/*',
      '*/',
      '@import',
      '@',
      '@media',
      '{',
      '}',
      ';',
      '\\',
      '\n',
      '\0',
      '\x01',
      '<',
      '<!--',
      '-->',
      '</style>',
      'image-set(',
      'src(',
      'https://evil.test/',
      'data:x',
      '//x',
      'expression(',
      '-',
    ),
  );
  fc.assert(
    fc.property(
      fc.array(fragment, { maxLength: 30 }).map((parts) => parts.join('')),
      (css) => {
        const clean = cleanCss(css, none);
        expect(clean).not.toMatch(/<[a-z/!]/i);
        expect(clean.replace(/"[^"]*"/g, '')).not.toMatch(/@import(?![\w\-\\\x80-\uffff])/i);
        const asked: string[] = [];
        cleanCss(clean, (url) => {
          asked.push(url);
          return undefined;
        });
        // In an image-set() the string stays in its place, as a URL of nothing.
        expect(asked.filter((url) => url !== 'data:,')).toEqual([]);
      },
    ),
    { numRuns: 3000 },
  );
});

it('is linear for hostile input', () => {
  expect(cleanCss('image-set("a"'.repeat(100_000), none).length).toBeGreaterThan(0);
  expect(cleanCss('@import '.repeat(100_000), none).length).toBeGreaterThan(0);
});
