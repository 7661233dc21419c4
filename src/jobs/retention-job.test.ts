import fc from 'fast-check';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import type { CommandResult } from '../domain/commands.ts';
import type { SubdomainView } from '../ports/queries.ts';
import type { RetentionLimits } from '../ports/retention-queries.ts';
import { RetentionJob, type RetentionRules, retentionLimits } from './retention-job.ts';

const DAY = 86_400_000;
const now = 1000 * DAY;

interface Mail {
  readonly id: string;
  readonly inbox: string;
  readonly at: number;
  readonly bytes: number;
  readonly exempt: boolean;
}

/** The contract of RetentionQueries, in the plainest way. */
function expired(mails: readonly Mail[], inbox: string | undefined, limits: RetentionLimits): string[] {
  const considered = mails.filter((mail) => !mail.exempt && (inbox === undefined || mail.inbox === inbox));
  let bytes = 0;
  return considered
    .toReversed()
    .filter((mail, rank) => {
      bytes += mail.bytes;
      return (
        mail.at < (limits.olderThan ?? 0) ||
        rank >= (limits.maxCount ?? Number.POSITIVE_INFINITY) ||
        bytes > (limits.maxBytes ?? Number.POSITIVE_INFINITY)
      );
    })
    .reverse()
    .map((mail) => mail.id);
}

class World {
  readonly executed: { ids: readonly string[]; actor: string }[] = [];
  answer: ((ids: readonly string[]) => CommandResult) | undefined;
  readonly job: RetentionJob;

  constructor(
    public mails: Mail[],
    defaults: RetentionRules,
    own: Readonly<Record<string, RetentionRules>> = {},
  ) {
    this.job = new RetentionJob({
      defaults,
      emails: {
        inboxes: () =>
          [...new Set(this.mails.map((mail) => mail.inbox))].map((inbox) => ({
            inbox,
            emails: 0,
            unread: 0,
            sizeBytes: 0,
          })),
      },
      directory: {
        subdomain: (id) => ({ settings: { priority: 'normal', retention: own[id] } }) as unknown as SubdomainView,
      },
      retention: { expired: (inbox, limits, limit) => expired(this.mails, inbox, limits).slice(0, limit) },
      commands: {
        execute: async (command, { actor }) => {
          if (command.type !== 'DeleteEmails' || !('ids' in command.selection)) throw new Error('unexpected command');
          const { ids } = command.selection;
          this.executed.push({ ids, actor });
          if (this.answer) return this.answer(ids);
          this.mails = this.mails.filter((mail) => !ids.includes(mail.id));
          return { kind: 'done', count: ids.length };
        },
      },
      logger: pino({ level: 'silent' }),
      now: () => now,
    });
  }

  async round(): Promise<void> {
    for (let steps = 0; (await this.job.step()) === 'more'; steps += 1) {
      if (steps > 10_000) throw new Error('the round does not end');
    }
  }
}

const mailsOf = (count: number, fields: (n: number) => Partial<Mail> = () => ({})): Mail[] =>
  Array.from({ length: count }, (_, n) => ({
    id: `m${n}`,
    inbox: 'catch-all',
    at: now - (count - n) * 1000,
    bytes: 100,
    exempt: false,
    ...fields(n),
  }));

describe('retention', () => {
  it('deletes in small steps, as the actor "retention"', async () => {
    const world = new World(mailsOf(1000), { maxCount: 10 });
    await world.round();
    expect(world.mails).toHaveLength(10);
    expect(world.executed.length).toBeGreaterThanOrEqual(5);
    for (const { ids, actor } of world.executed) {
      expect(actor).toBe('retention');
      expect(ids.length).toBeLessThanOrEqual(200);
    }
  });

  it('does nothing without rules', async () => {
    const world = new World(mailsOf(50), {});
    await world.round();
    expect(world.executed).toEqual([]);
  });

  it("a subdomain's rules go before the default, each by itself", () => {
    const defaults = { maxAgeDays: 10, maxCount: 5 };
    expect(retentionLimits(defaults, { maxAgeDays: 3, maxBytes: 7 }, now)).toEqual({
      olderThan: now - 3 * DAY,
      maxCount: 5,
      maxBytes: 7,
    });
    expect(retentionLimits(defaults, undefined, now)).toEqual({ olderThan: now - 10 * DAY, maxCount: 5 });
    expect(retentionLimits({}, undefined, now)).toBeUndefined();
  });

  it('goes on to the next inbox, and ends, when emails cannot be deleted', async () => {
    const world = new World(
      mailsOf(20, (n) => ({ inbox: n % 2 ? 'a' : 'b' })),
      { maxCount: 1 },
    );
    world.answer = () => ({ kind: 'done', count: 0 });
    await world.round();
    expect(world.executed).toHaveLength(2);
  });

  it('a fault of the command is thrown, and the next round deletes all the same', async () => {
    const world = new World(mailsOf(20), { maxCount: 1 });
    world.answer = () => {
      throw new Error('the processor is gone');
    };
    await expect(world.job.step()).rejects.toThrow('gone');
    world.answer = undefined;
    await world.round();
    expect(world.mails).toHaveLength(1);
  });

  it('looks at every inbox, however many there are', async () => {
    const world = new World(
      mailsOf(900, (n) => ({ inbox: `inbox-${n % 450}` })),
      { maxCount: 1 },
    );
    await world.round();
    expect(world.mails).toHaveLength(450);
  });

  it('keeps exactly what the rules keep, for any mail and any rules', async () => {
    const rules = fc.record(
      {
        maxAgeDays: fc.integer({ min: 1, max: 30 }),
        maxCount: fc.integer({ min: 1, max: 10 }),
        maxBytes: fc.integer({ min: 1, max: 2000 }),
      },
      { requiredKeys: [] },
    ) as fc.Arbitrary<RetentionRules>;
    const inbox = fc.constantFrom('catch-all', 'a', 'b');
    const mail = fc.record({
      inbox,
      ageDays: fc.integer({ min: 0, max: 40 }),
      bytes: fc.nat(800),
      exempt: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(mail, { maxLength: 30 }), rules, rules, async (drafts, defaults, ofA) => {
        const mails = drafts
          .toSorted((a, b) => b.ageDays - a.ageDays)
          .map(({ ageDays, ...rest }, n) => ({ ...rest, id: `m${n}`, at: now - ageDays * DAY }));
        const world = new World(mails, defaults, { a: ofA });
        await world.round();
        expect(world.mails).toEqual(
          mails.filter((each) => staysIn(mails, each, each.inbox === 'a' ? { ...defaults, ...ofA } : defaults)),
        );
      }),
    );
  });
});

/** The rules said once more, by one mail: exempt, or young enough and among the newest. */
function staysIn(mails: readonly Mail[], mail: Mail, rules: RetentionRules): boolean {
  if (mail.exempt) return true;
  if (mail.at < now - (rules.maxAgeDays ?? 1000) * DAY) return false;
  const newer = mails.slice(mails.indexOf(mail)).filter((each) => each.inbox === mail.inbox && !each.exempt);
  if (newer.length > (rules.maxCount ?? Number.POSITIVE_INFINITY)) return false;
  return newer.reduce((sum, each) => sum + each.bytes, 0) <= (rules.maxBytes ?? Number.POSITIVE_INFINITY);
}
