import { pino } from 'pino';
import { beforeEach, describe, expect, it } from 'vitest';
import type { MessageReference } from '../domain/message-reference.ts';
import { MillraceError } from '../errors.ts';
import type { MessageStore } from '../ports/message-store.ts';
import { checkStores, type StoresToCheck } from './check-stores.ts';

const references = ['a', 'b', 'c'].map((key): MessageReference => ({ store: 'eml', key, offset: 0, length: 1 }));
let lines: Record<string, unknown>[];
let seen: (readonly MessageReference[])[];
beforeEach(() => {
  lines = [];
  seen = [];
});

type Outcome = Awaited<ReturnType<MessageStore['verify']>>;
const check = (outcome: Outcome, changes: Partial<StoresToCheck> = {}) =>
  checkStores({
    configured: {
      name: 'eml',
      verify: async (referred) => {
        seen.push([...referred]);
        return outcome;
      },
    },
    reclaimer: { verify: async () => ({ removed: 0, missing: 0 }) },
    ledger: { references: () => references },
    logger: pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line)) }),
    isStopping: () => false,
    ...changes,
  });

describe('checkStores', () => {
  it('gives the store all that is referred to, and says nothing when nothing is wrong', async () => {
    await check({ removed: 0, missing: 0 });
    expect(seen).toEqual([references]);
    expect(lines).toEqual([]);
  });

  it('tells in one line each what was removed and what is gone', async () => {
    await check({ removed: 3, missing: 0 }, { reclaimer: { verify: async () => ({ removed: 1, missing: 2 }) } });
    expect(lines).toMatchObject([
      { level: 50, store: 'segments', removed: 1, missing: 2 },
      { level: 30, store: 'eml', removed: 3 },
    ]);
  });

  it('leaves the files of segments to the reclaimer', async () => {
    const configured = { name: 'segments' as const, verify: () => Promise.reject(new Error('asked')) };
    await check({ removed: 0, missing: 0 }, { configured });
    expect(lines).toEqual([]);
  });

  it('tells a fault and ends, so that mail is processed', async () => {
    const fault = new MillraceError('store-io', 'cannot list', true);
    await check({ removed: 0, missing: 0 }, { reclaimer: { verify: () => Promise.reject(fault) } });
    expect(lines).toMatchObject([{ level: 50, err: { message: 'cannot list' } }]);
  });

  it('breaks off at a stop instead of giving a list that is not whole', async () => {
    let asked = 0;
    const isStopping = () => {
      asked += 1;
      return asked > 2;
    };
    await check({ removed: 9, missing: 0 }, { isStopping });
    expect([seen, lines]).toEqual([[], []]);
  });
});
