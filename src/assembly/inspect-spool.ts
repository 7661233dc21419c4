import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { MillraceError } from '../errors.ts';
import { type Inspected, inspectSpool } from '../spool/inspect.ts';

/** Text of `millrace spool inspect`: a line each segment, record, large message and damaged stretch, then the totals. */
export async function inspectSpoolTo(
  directory: string,
  options: { readonly records: boolean },
  output: Writable,
): Promise<void> {
  const spool = existsSync(join(directory, 'spool')) ? join(directory, 'spool') : directory;
  if (!existsSync(spool)) throw new MillraceError('config-invalid', `There is no directory ${directory}.`);
  const totals = { segments: 0, records: 0, damaged: 0 };
  for (const found of inspectSpool(spool)) {
    if (found.kind === 'segment') totals.segments += 1;
    if (found.kind === 'record') totals.records += 1;
    if (found.kind === 'damage') totals.damaged += 1;
    if (found.kind === 'record' && !options.records) continue;
    if (!output.write(`${lineOf(found)}\n`)) await new Promise((resolve) => output.once('drain', resolve));
  }
  output.write(`${totals.segments} segments, ${totals.records} records, ${totals.damaged} damaged\n`);
}

function lineOf(found: Inspected): string {
  switch (found.kind) {
    case 'segment':
      return `${found.segment}  ${found.sizeBytes} bytes${found.problem === undefined ? '' : `  ${found.problem}`}`;
    case 'record': {
      const { offset, length, sequence, messageId, receivedAtMs, record, envelope, cancelled } = found;
      const at = new Date(receivedAtMs).toISOString();
      return `  @${offset} +${length}  #${sequence}  ${record}${cancelled ? ' cancelled' : ''}  ${messageId}  ${at}  ${envelope}`;
    }
    case 'large':
      return `${found.segment}  ${found.sizeBytes} bytes  owner ${found.owner}`;
    default:
      return `  @${found.offset} +${found.length}  ${found.kind}`;
  }
}
