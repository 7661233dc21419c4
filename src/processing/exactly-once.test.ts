import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { MemoryQueue } from '../../test/support/memory-queue.ts';
import { jobOf, ProcessorBench, type TestMail } from '../../test/support/processor-bench.ts';
import { waitFor } from '../../test/support/wait-for.ts';
import type { Database } from '../adapters/sqlite/database.ts';

const now = 1_800_000_000_000;
let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'millrace-once-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

it('gives the same database whichever statement the process dies before', async () => {
  const whole = await run('whole.db', Number.POSITIVE_INFINITY);
  expect(whole.statements).toBeGreaterThan(50);
  expect(whole.tables.emails).toHaveLength(5);
  for (let death = 1; death <= whole.statements; death += 1) {
    const { tables } = await run(`death-${death}.db`, death);
    expect(tables, `death before statement ${death}`).toEqual(whole.tables);
  }
});

/** Dies before the n-th statement; another process goes on with the same database and queue. */
async function run(name: string, death: number) {
  const path = join(directory, name);
  const queue = filledQueue();
  const mortal = new MortalDatabase(death);
  const first = new ProcessorBench(path, { queue, wrap: (database) => mortal.wrap(database), start: false });
  first.clockMs = now;
  first.processor.start();
  mortal.armed = true;
  await waitFor('the end', () => mortal.dead || queue.uncommitted === 0, { intervalMs: 1 });
  const { statements } = mortal;
  await first.close();
  const second = new ProcessorBench(path, { queue, start: false });
  second.clockMs = now;
  queue.rewind(second.write.checkpoints());
  second.processor.start();
  try {
    // What was committed by the first needs no second commit.
    const done = () => second.write.checkpoints().some((checkpoint) => checkpoint.sequence === 7);
    await second.until(done);
    return { statements, tables: tablesOf(second.reading) };
  } finally {
    await second.close();
  }
}

function filledQueue(): MemoryQueue {
  const queue = new MemoryQueue();
  const id = (n: number) => `0199d3f0-0000-7000-8000-00000000000${n}`;
  const mail = (n: number, facts: TestMail) => {
    const campaign = facts.campaign === undefined ? '' : `X-Millrace-Campaign: ${facts.campaign}\r\n`;
    const bytes = Buffer.from(`Subject: mail ${n}\r\n${campaign}\r\nHello\r\n`);
    queue.push(id(n), { kind: 'message', job: jobOf(facts), bytes }, 'normal', now + n);
  };
  mail(1, {});
  mail(2, { inboxes: { 'x@a.test': 'inbox-a', 'y@b.test': 'inbox-b' } });
  mail(3, { campaign: 'autumn', recipients: ['r1@example.test', 'r2@example.test'] });
  mail(4, { campaign: 'autumn', recipients: ['r1@example.test'] });
  queue.push(id(5), { kind: 'poison', reason: 'no JSON' }, 'normal', now + 5);
  queue.push(id(6), { kind: 'refusal', refusal: { chaos: 'chaos-id', address: 'c@example.test', at: now } });
  mail(7, { chaos: 'chaos-id', refused: true });
  return queue;
}

function tablesOf(database: Database): Record<string, unknown[]> {
  const names = database
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .pluck()
    .all()
    .filter((name) => name !== 'migrations');
  return Object.fromEntries(names.map((name) => [name, database.prepare(`SELECT * FROM ${name}`).all()]));
}

/** From the n-th statement on nothing reaches the database any more: what is not committed then is lost with the connection. */
class MortalDatabase {
  armed = false;
  statements = 0;
  readonly #death: number;

  constructor(death: number) {
    this.#death = death;
  }

  get dead(): boolean {
    return this.statements >= this.#death;
  }

  wrap(database: Database): Database {
    return new Proxy(database, {
      get: (target, key) => {
        if (key === 'prepare') return (sql: string) => this.#statement(target.prepare(sql));
        const value = Reflect.get(target, key, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  }

  #statement(statement: object): object {
    return new Proxy(statement, {
      get: (target, key) => {
        const value = Reflect.get(target, key, target);
        if (typeof value !== 'function') return value;
        if (key === 'pluck') return (...args: unknown[]) => this.#statement(value.apply(target, args));
        return (...args: unknown[]) => {
          if (this.armed) this.statements += 1;
          if (this.armed && this.dead) throw new Error('dead');
          return value.apply(target, args);
        };
      },
    });
  }
}
