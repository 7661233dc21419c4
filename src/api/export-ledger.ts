import { Readable } from 'node:stream';
import type { CampaignQueries, LedgerView } from '../ports/queries.ts';

const pageLength = 2000;

/** The ledger as CSV (RFC 4180) or a JSON array, read page by page as the client takes it: any size, little memory. */
export function exportLedger(
  campaigns: CampaignQueries,
  id: string,
  view: LedgerView,
  format: 'csv' | 'json',
): Readable {
  return Readable.from(format === 'csv' ? csv(pages(campaigns, id, view)) : json(pages(campaigns, id, view)), {
    objectMode: false,
    highWaterMark: 1 << 18,
  });
}

type Entries = ReturnType<CampaignQueries['ledger']>['items'];

function* pages(campaigns: CampaignQueries, id: string, view: LedgerView): Generator<Entries> {
  for (let after: string | undefined; ; ) {
    const { items, next } = campaigns.ledger(id, view, {
      limit: pageLength,
      ...(after === undefined ? {} : { after }),
    });
    yield items;
    if (next === undefined) return;
    after = next;
  }
}

function* csv(source: Iterable<Entries>): Generator<string> {
  yield 'recipient,seen,expected\r\n';
  for (const entries of source) {
    if (entries.length === 0) continue;
    yield entries.map(({ recipient, seen, expected }) => `${field(recipient)},${seen},${expected}\r\n`).join('');
  }
}

function* json(source: Iterable<Entries>): Generator<string> {
  let separator = '[\n';
  for (const entries of source) {
    if (entries.length === 0) continue;
    yield separator +
      entries.map(({ recipient, seen, expected }) => JSON.stringify({ recipient, seen, expected })).join(',\n');
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}

/** Quoted where RFC 4180 asks for it; a leading `=`, `+`, `-` or `@` would be a formula in a spreadsheet, so it gets a quote before it. */
function field(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
