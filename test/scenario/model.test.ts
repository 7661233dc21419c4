import { afterEach, expect, it } from 'vitest';
import { CATCH_ALL } from '../../src/domain/ingestion-job.ts';
import type { EmailItem } from '../../src/ports/queries.ts';
import { CaptureModel, domainOf, registrable } from '../support/capture-model.ts';
import { Random } from '../support/random.ts';
import { fillerMail } from '../support/real-mail.ts';
import { drained } from '../support/reconcile.ts';
import { TestServer } from '../support/server.ts';
import { SmtpClient, stuffed } from '../support/smtp-client.ts';

const rounds = 12;
const stepsPerRound = 45;
const domainNames = ['one.test', 'two.test'];
const subdomainNames = ['one.test', 'a.one.test', 'b.one.test', 'two.test', 'c.two.test'];
const locals = ['ann', 'ben', 'eve'];
const campaignValues = ['spring', 'summer'];
const codes = [
  { code: 451, enhanced: '4.3.0', text: 'Later' },
  { code: 550, enhanced: '5.1.1', text: 'Nobody' },
];

let server: TestServer | undefined;
afterEach(() => server?.stop());

it('random commands and random mail: everything that the API shows is what a plain model says, also after kill -9', async () => {
  const seed = Number(process.env.MILLRACE_SEED ?? 4711);
  process.stdout.write(`seed ${seed} (MILLRACE_SEED)\n`);
  const running = await TestServer.start();
  server = running;
  const play = new Play(running, new Random(seed));
  for (let round = 0; round < rounds; round += 1) {
    await play.open();
    for (let step = 0; step < stepsPerRound; step += 1) await play.step();
    await play.close();
    if (round % 4 === 3) {
      await running.killed('SIGKILL');
      await running.restart();
    }
    await drained(running);
    expect(await shown(running), `round ${round}, ${play.log.slice(-60).join('\n')}\n${running.output}`).toEqual(
      expected(play.model),
    );
  }
});

/** Plays one random action at a time on the server and on the model, and compares every answer at once. */
class Play {
  readonly model = new CaptureModel();
  readonly log: string[] = [];
  readonly #ids = new Map<string, string>();
  #client!: SmtpClient;
  #mails = 0;

  constructor(
    readonly running: TestServer,
    readonly random: Random,
  ) {}

  async open(): Promise<void> {
    this.#client = await SmtpClient.open(this.running.smtp);
  }

  close(): Promise<void> {
    return this.#client.quit();
  }

  async step(): Promise<void> {
    const dice = this.random.next();
    if (dice < 0.55) await this.#send();
    else if (dice < 0.6) await this.#createDomain(this.random.pick(domainNames));
    else if (dice < 0.68) await this.#createSubdomain(this.random.pick(subdomainNames));
    else if (dice < 0.75) await this.#toggleSuspension();
    else if (dice < 0.82) await this.#createChaos();
    else if (dice < 0.88) await this.#toggleChaos();
    else if (dice < 0.9) await this.#deleteChaos();
    else if (dice < 0.98) await this.#changeEmail();
    else await this.#deleteCampaign();
  }

  async #send(): Promise<void> {
    this.#mails += 1;
    const subject = `mail ${this.#mails}`;
    const hosts = [...subdomainNames, 'unknown.test'];
    const wanted = Array.from(
      { length: this.random.integer(1, 3) },
      () => `${this.random.pick(locals)}@${this.random.pick(hosts)}`,
    );
    const recipients = [...new Set(wanted)];
    const campaign = this.random.next() < 0.35 ? this.random.pick(campaignValues) : undefined;
    this.log.push(`send ${subject} to ${recipients.join(' ')} ${campaign ?? ''}`);
    const replies = this.model.send(subject, recipients, campaign);
    expect((await this.#client.command('MAIL FROM:<load@example.test>')).code).toBe(250);
    const seen: number[] = [];
    for (const recipient of recipients) seen.push((await this.#client.command(`RCPT TO:<${recipient}>`)).code);
    expect(seen, this.log.slice(-40).join('\n')).toEqual(replies.recipients);
    if (replies.data === undefined) {
      await this.#client.command('RSET');
      return;
    }
    const headers = campaign ? [`X-Millrace-Campaign:  ${campaign.toUpperCase()} `] : [];
    expect((await this.#client.command('DATA')).code).toBe(354);
    this.#client.write(stuffed(fillerMail({ seed: this.#mails, subject, sizeBytes: 500, headers })));
    expect((await this.#client.read()).code, this.log.slice(-40).join('\n')).toBe(replies.data);
  }

  async #createDomain(name: string): Promise<void> {
    this.log.push(`create domain ${name}`);
    const known = this.model.domains.has(name);
    await this.#post('/api/v1/domains', { name }, known ? 409 : 201, name);
    if (!known) this.model.domains.set(name, { suspended: false });
  }

  async #createSubdomain(name: string): Promise<void> {
    this.log.push(`create subdomain ${name}`);
    if (!this.model.domains.has(registrable(name))) return;
    const known = this.model.subdomains.has(name);
    await this.#post('/api/v1/subdomains', { name }, known ? 409 : 201, `subdomain ${name}`);
    if (!known) this.model.subdomains.set(name, { suspended: false });
  }

  async #toggleSuspension(): Promise<void> {
    const [kind, all] =
      this.random.next() < 0.4
        ? (['domains', this.model.domains] as const)
        : (['subdomains', this.model.subdomains] as const);
    if (all.size === 0) return;
    const name = this.random.pick([...all.keys()]);
    const state = all.get(name) as { suspended: boolean };
    const verb = state.suspended ? 'unsuspend' : 'suspend';
    this.log.push(`${verb} ${kind} ${name}`);
    const id = this.#ids.get(kind === 'domains' ? name : `subdomain ${name}`);
    await this.#post(`/api/v1/${kind}/${id}/${verb}`, verb === 'suspend' ? { reason: 'test' } : {}, 200);
    state.suspended = !state.suspended;
  }

  async #createChaos(): Promise<void> {
    const subdomains = [...this.model.subdomains.keys()];
    if (subdomains.length === 0) return;
    const address = `${this.random.pick(locals)}@${this.random.pick(subdomains)}`;
    const stage = this.random.pick(['rcpt', 'data'] as const);
    const reply = this.random.pick(codes);
    this.log.push(`create chaos ${address} ${stage} ${reply.code}`);
    const known = this.model.chaos.has(address);
    await this.#post('/api/v1/chaos-addresses', { address, behaviour: { stage, reply } }, known ? 409 : 201, address);
    if (!known) this.model.chaos.set(address, { address, stage, code: reply.code, enabled: false, received: 0 });
  }

  async #toggleChaos(): Promise<void> {
    if (this.model.chaos.size === 0) return;
    const chaos = this.random.pick([...this.model.chaos.values()]);
    const verb = chaos.enabled ? 'disable' : 'enable';
    this.log.push(`${verb} chaos ${chaos.address}`);
    await this.#post(`/api/v1/chaos-addresses/${this.#ids.get(chaos.address)}/${verb}`, undefined, 200);
    chaos.enabled = !chaos.enabled;
  }

  async #deleteChaos(): Promise<void> {
    if (this.model.chaos.size === 0) return;
    const chaos = this.random.pick([...this.model.chaos.values()]);
    // Counts arrive with the batch: whether it was used is only certain once the spool is drained.
    await drained(this.running);
    this.log.push(`delete chaos ${chaos.address}`);
    const answer = await this.running.api.request('DELETE', `/api/v1/chaos-addresses/${this.#ids.get(chaos.address)}`);
    expect(answer.status).toBe(chaos.received > 0 ? 409 : 204);
    if (chaos.received === 0) this.model.chaos.delete(chaos.address);
  }

  async #changeEmail(): Promise<void> {
    await drained(this.running);
    const emails = await this.running.api.emails();
    if (emails.length === 0) return;
    const chosen = this.random.pick(emails);
    const email = this.model.emails.find(
      (each) => each.subject === chosen.subject && each.inbox === this.inboxName(chosen.inbox),
    );
    if (!email) throw new Error(`${chosen.subject} in ${chosen.inbox} is listed, but not in the model`);
    const verb = this.random.pick(['read', 'unread', 'favorite', 'unfavorite', 'delete'] as const);
    // Deleting the sample of a campaign alone is a story of its own.
    if (verb === 'delete' && email.campaign !== undefined) return;
    this.log.push(`${verb} ${email.subject} in ${email.inbox}`);
    await this.#post(`/api/v1/emails/${verb}`, { ids: [chosen.id] }, 200);
    if (verb === 'delete') this.model.emails.splice(this.model.emails.indexOf(email), 1);
    if (verb === 'read' || verb === 'unread') email.unread = verb === 'unread';
    if (verb === 'favorite' || verb === 'unfavorite') email.favorite = verb === 'favorite';
  }

  async #deleteCampaign(): Promise<void> {
    await drained(this.running);
    if (this.model.campaigns.size === 0) return;
    const key = this.random.pick([...this.model.campaigns.keys()]);
    const campaign = this.model.campaigns.get(key);
    this.log.push(`delete campaign ${key}`);
    const { items } = await this.running.api.get<{ items: { id: string; inbox: string; value: string }[] }>(
      '/api/v1/campaigns?limit=100',
    );
    const found = items.find(
      (each) => each.value === campaign?.value && this.inboxName(each.inbox) === campaign?.inbox,
    );
    expect((await this.running.api.request('DELETE', `/api/v1/campaigns/${found?.id}`)).status).toBe(204);
    this.model.deleteCampaign(key);
  }

  async #post(path: string, body: unknown, status: number, remember?: string): Promise<void> {
    const answer = await this.running.api.request('POST', path, body);
    expect(answer.status, `POST ${path}: ${answer.body.toString()}\n${this.log.slice(-40).join('\n')}`).toBe(status);
    if (remember !== undefined && status === 201) this.#ids.set(remember, JSON.parse(answer.body.toString()).id);
  }

  inboxName(inbox: string): string {
    for (const [name, id] of this.#ids) if (id === inbox) return domainOf(`@${name.replace('subdomain ', '')}`);
    return inbox;
  }
}

/** What the API shows, in the model's terms, sorted. */
async function shown(running: TestServer): Promise<unknown> {
  const subdomains = (
    await running.api.get<{ items: { id: string; name: string; status: string }[] }>('/api/v1/subdomains?limit=200')
  ).items;
  const nameOf = new Map(subdomains.map(({ id, name }) => [id, name]));
  const inbox = (id: string) => nameOf.get(id) ?? id;
  const { items: domains } = await running.api.get<{ items: { name: string; status: string }[] }>('/api/v1/domains');
  const { items: chaos } = await running.api.get<{ items: { address: string; enabled: boolean; received: number }[] }>(
    '/api/v1/chaos-addresses?limit=200',
  );
  const { items: campaigns } = await running.api.get<{
    items: { id: string; inbox: string; value: string; total: number; sampleEmailId?: string }[];
  }>('/api/v1/campaigns?limit=200');
  const emails = await running.api.emails();
  const { items: inboxes } = await running.api.get<{ items: { inbox: string; emails: number; unread: number }[] }>(
    '/api/v1/inboxes',
  );
  const ledgers = await Promise.all(
    campaigns.map(({ id }) =>
      running.api.get<{ items: { recipient: string; seen: number }[] }>(`/api/v1/campaigns/${id}/ledger?limit=500`),
    ),
  );
  return {
    domains: sorted(domains.map(({ name, status }) => `${name} ${status}`)),
    subdomains: sorted(subdomains.map(({ name, status }) => `${name} ${status}`)),
    chaos: sorted(chaos.map(({ address, enabled, received }) => `${address} ${enabled} ${received}`)),
    campaigns: sorted(
      campaigns.map((each, index) => {
        const seen = sorted((ledgers[index]?.items ?? []).map(({ recipient, seen: times }) => `${recipient}=${times}`));
        return `${inbox(each.inbox)} ${each.value} ${each.total} ${seen.join(',')}`;
      }),
    ),
    emails: sorted(emails.map((email) => emailLine(inbox(email.inbox), email))),
    inboxes: sorted(
      inboxes
        .filter(({ emails: count }) => count > 0)
        .map((each) => `${inbox(each.inbox)} ${each.emails} ${each.unread}`),
    ),
  };
}

function emailLine(inbox: string, email: EmailItem): string {
  const refused = typeof email.refused === 'object' ? email.refused.code : undefined;
  return `${email.subject} ${inbox} ${email.campaign?.value} ${refused} ${email.unread} ${email.favorite}`;
}

function expected(model: CaptureModel): unknown {
  const status = ({ suspended }: { suspended: boolean }) => (suspended ? 'suspended' : 'active');
  const inboxes = [CATCH_ALL, ...model.subdomains.keys()].map((inbox) => {
    const own = model.emails.filter((email) => email.inbox === inbox);
    return { inbox, count: own.length, unread: own.filter((email) => email.unread).length };
  });
  return {
    domains: sorted([...model.domains].map(([name, state]) => `${name} ${status(state)}`)),
    subdomains: sorted([...model.subdomains].map(([name, state]) => `${name} ${status(state)}`)),
    chaos: sorted([...model.chaos.values()].map((each) => `${each.address} ${each.enabled} ${each.received}`)),
    campaigns: sorted(
      [...model.campaigns.values()].map((each) => {
        const seen = sorted([...each.ledger].map(([recipient, times]) => `${recipient}=${times}`));
        return `${each.inbox} ${each.value} ${each.total} ${seen.join(',')}`;
      }),
    ),
    emails: sorted(
      model.emails.map(
        (email) =>
          `${email.subject} ${email.inbox} ${email.campaign} ${email.refused} ${email.unread} ${email.favorite}`,
      ),
    ),
    inboxes: sorted(
      inboxes.filter(({ count }) => count > 0).map((each) => `${each.inbox} ${each.count} ${each.unread}`),
    ),
  };
}

const sorted = (lines: string[]) => [...lines].sort();
