import type { Readable } from 'node:stream';
import { Problem } from './problem.ts';

const chunkLength = 10_000;
const longestLine = 4096;

/**
 * Addresses of an upload, in chunks: of a stream of lines (the first column of CSV; a heading and empty lines are skipped) or of a
 * list. Trimmed, without angle brackets. Not kept whole in memory.
 * @throws Problem that names the line which is no address.
 */
export async function* addressChunks(source: Readable | readonly string[]): AsyncGenerator<string[]> {
  let chunk: string[] = [];
  let line = 0;
  for await (const text of Array.isArray(source) ? (source as readonly string[]) : lines(source as Readable)) {
    line += 1;
    const address = addressOf(text);
    if (address === '') continue;
    if (!isAddress(address)) {
      if (line === 1 && !Array.isArray(source)) continue;
      const reason = `line ${line} is not an address`;
      throw new Problem('command-invalid', reason, { field: 'recipients', reason });
    }
    chunk.push(address);
    if (chunk.length < chunkLength) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

async function* lines(source: Readable): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for await (const bytes of source.iterator({ destroyOnReturn: false })) {
      const parts = (rest + decoder.decode(bytes as Buffer, { stream: true })).split(/\r\n|\n|\r(?!$)/);
      rest = parts.pop() ?? '';
      if (rest.length > longestLine) {
        const reason = 'there is a line that is too long for an address';
        throw new Problem('command-invalid', reason, { field: 'recipients', reason });
      }
      yield* parts;
    }
  } catch (error) {
    throw source.errored ? new Problem('request-invalid', 'The upload broke off.') : error;
  } finally {
    // When reading ends early: the answer goes over the same socket, and clients read it only after they have sent everything.
    source.resume();
  }
  yield rest.replace(/\r$/, '');
}

function addressOf(line: string): string {
  const column =
    /^\s*"((?:[^"]|"")*)"\s*(?:[,;\t]|$)/.exec(line)?.[1]?.replaceAll('""', '"') ?? line.split(/[,;\t]/, 1)[0] ?? '';
  return (/<([^<>]*)>\s*$/.exec(column)?.[1] ?? column).trim();
}

function isAddress(text: string): boolean {
  return (
    text.length <= 320 && /^[^\s\u0000-\u001f\u007f\ud800-\udfff]+@[^\s@\u0000-\u001f\u007f\ud800-\udfff]+$/u.test(text)
  );
}
