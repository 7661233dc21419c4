import { createRequire } from 'node:module';
import type Libmime from 'libmime';

const require = createRequire(import.meta.url);
let loaded: typeof Libmime | undefined;

/** Loaded with the first message that needs it: with its character sets it is 5 MB in memory in each of three threads. */
export function libmime(): typeof Libmime {
  loaded ??= require('libmime') as typeof Libmime;
  return loaded;
}
