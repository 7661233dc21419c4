import { Readable } from 'node:stream';
import { pino } from 'pino';
import type { ApiDependencies } from '../../src/api/dependencies.ts';
import type { Command, CommandResult, EmailFilter } from '../../src/domain/commands.ts';
import { MillraceError } from '../../src/errors.ts';
import type { JobReport } from '../../src/ports/job-status.ts';
import type { LiveEvent } from '../../src/ports/live-feed.ts';
import type {
  CampaignView,
  ChaosAddressView,
  DeadLetter,
  DomainView,
  EmailDetail,
  SubdomainView,
} from '../../src/ports/queries.ts';
import { StatusBoard } from '../../src/telemetry/status-board.ts';

/** Ports of the API in memory: small, obvious, and with every command that was given written down. */
export class FakePorts {
  emails: EmailDetail[] = [];
  domains: DomainView[] = [];
  subdomains: SubdomainView[] = [];
  chaosAddresses: ChaosAddressView[] = [];
  campaigns: CampaignView[] = [];
  deadLetters: DeadLetter[] = [];
  jobs: JobReport[] = [];
  /** Bytes by the key of their reference. */
  readonly messages = new Map<string, Buffer>();
  readonly commands: Command[] = [];
  /** What the next commands give; `done` when nothing is set. */
  answer: (command: Command) => CommandResult | Promise<CommandResult> = () => ({ kind: 'done' });
  dnsAnswer: { txt: readonly string[]; mx: readonly string[] } = { txt: [], mx: [] };
  ready = true;
  smtp = { host: '127.0.0.1', port: 1025 };
  readonly status = new StatusBoard();
  readonly #listeners = new Set<(events: readonly LiveEvent[]) => void>();
  readonly logged: string[] = [];

  readonly dependencies: ApiDependencies = {
    facts: {
      version: '0.1.0',
      hostname: 'mx.mill.test',
      httpHost: '127.0.0.1',
      httpHosts: ['mail.intranet.test'],
      tls: 'offered',
      authRequired: false,
      maxMessageBytes: 52_428_800,
      store: 'segments',
      unknownRecipients: 'catch-all',
      verificationWaived: true,
      campaignHeaders: ['X-Millrace-Campaign'],
      retention: {},
    },
    emails: {
      list: (filter, { limit, before, after, skip = 0, order }) => {
        const all = this.#matching(filter).filter(
          (email) => (before === undefined || email.number < before) && (after === undefined || email.number > after),
        );
        if (order === 'oldest') all.reverse();
        const items = all.slice(skip, skip + limit);
        return all.length > skip + limit ? { items, next: String(items.at(-1)?.number) } : { items };
      },
      count: (filter) => ({ count: this.#matching(filter).length, exact: true }),
      get: (id) => this.emails.find((email) => email.id === id),
      reference: (id) => this.emails.find((email) => email.id === id)?.reference,
      inboxes: () =>
        [...new Set(this.emails.map((email) => email.inbox))].map((inbox) => {
          const emails = this.emails.filter((email) => email.inbox === inbox);
          const unread = emails.filter((email) => email.unread).length;
          return { inbox, emails: emails.length, unread, sizeBytes: emails.reduce((sum, e) => sum + e.sizeBytes, 0) };
        }),
      firstAfter: (filter, after) => {
        const email = this.#matching(filter)
          .filter((each) => each.number > after)
          .at(-1);
        return email ? { email } : {};
      },
      lastNumber: () => Math.max(0, ...this.emails.map((email) => email.number)),
    },
    directory: {
      domains: () => this.domains,
      domain: (id) => this.domains.find((domain) => domain.id === id),
      domainNamed: (name) => this.domains.find((domain) => domain.name === name),
      subdomains: ({ domainId, search = '' }, { limit, after = '' }) =>
        page(
          this.subdomains.filter((each) => each.name.includes(search) && (!domainId || each.domainId === domainId)),
          (each) => each.name,
          limit,
          after,
        ),
      subdomain: (id) => this.subdomains.find((subdomain) => subdomain.id === id),
      subdomainNamed: (name) => this.subdomains.find((subdomain) => subdomain.name === name),
      chaosAddresses: ({ subdomainId, search = '', enabled }, { limit, after = '' }) =>
        page(
          this.chaosAddresses.filter(
            (each) =>
              each.address.includes(search) &&
              (subdomainId === undefined || each.subdomainId === subdomainId) &&
              (enabled === undefined || each.enabled === enabled),
          ),
          (each) => each.address,
          limit,
          after,
        ),
      chaosAddress: (id) => this.chaosAddresses.find((chaos) => chaos.id === id),
      chaosAddressAt: (address) => this.chaosAddresses.find((chaos) => chaos.address === address),
      chaosAddressVersion: () => undefined,
    },
    campaigns: {
      campaigns: ({ inbox, search = '' }, _sort, _descending, { limit, skip }) => {
        const all = this.campaigns.filter((each) => each.value.includes(search) && (!inbox || each.inbox === inbox));
        return { items: all.slice(skip, skip + limit), total: all.length };
      },
      campaign: (id) => this.campaigns.find((campaign) => campaign.id === id),
      series: (_id, _resolution, from) => [{ at: from, count: 2, bytes: 2048 }],
      ledger: (_id, _view, { limit, after = '' }) =>
        page(
          ['a@mill.test', 'b,"x"@mill.test', '=c@mill.test'].map((recipient) => ({
            recipient,
            seen: 1,
            expected: false,
          })),
          (entry) => entry.recipient,
          limit,
          after,
        ),
      reconcile: () => ({ expected: 4, once: 2, duplicates: 1, missing: 1, unexpected: 0, recipients: 3 }),
    },
    audit: {
      audit: ({ type, changes }) => ({
        items: [
          {
            position: 7,
            stream: 'domain-1',
            version: 1,
            type: 'DomainCreated',
            event: { type: 'DomainCreated', name: 'mill.test' },
            metadata: { actor: 'api', correlationId: 'c', at: 1_764_110_000_000 },
          },
        ].filter(
          (event) => (type === undefined || event.type === type) && !(changes && event.type.endsWith('Received')),
        ),
      }),
    },
    deadLetters: {
      deadLetters: ({ limit, after = -1 }) => ({
        items: this.deadLetters.filter((letter) => letter.id > after).slice(0, limit),
      }),
      deadLetterCount: () => this.deadLetters.length,
    },
    search: {
      search: (words, { limit, before = Number.POSITIVE_INFINITY, inbox }) =>
        this.#matching(inbox === undefined ? {} : { inbox })
          .filter((email) => email.number < before && email.subject.toLowerCase().includes(words.toLowerCase()))
          .map((email) => email.number)
          .slice(0, limit),
      indexedUpTo: () => Math.max(0, ...this.emails.map((email) => email.number)),
    },
    messages: {
      open: async ({ key }) => {
        const bytes = this.#message(key);
        return { sizeBytes: bytes.length, stream: Readable.from([bytes]) };
      },
      read: async ({ key }) => this.#message(key),
      sizeBytes: async () => [...this.messages.values()].reduce((sum, bytes) => sum + bytes.length, 0),
    },
    commands: {
      execute: async (command) => {
        this.commands.push(command);
        return this.answer(command);
      },
    },
    live: {
      subscribe: (listener) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
    },
    status: this.status,
    jobs: { reports: () => this.jobs },
    dns: { txt: async () => this.dnsAnswer.txt, mx: async () => this.dnsAnswer.mx },
    views: {
      headers: () => [{ name: 'Subject', value: 'Hello', raw: 'Subject: Hello' }],
      parts: async () => [
        {
          number: 1,
          depth: 0,
          contentType: 'text/html',
          encoding: '7bit',
          disposition: 'attachment',
          filename: 'ev"il\r\n.html',
          sizeBytes: 5,
          attachment: 1,
        },
      ],
      part: async (_message, number) =>
        number === 1
          ? { content: Buffer.from('hello'), contentType: 'text/html', filename: 'ev"il\r\nä.html' }
          : undefined,
      content: async () => ({ text: 'Hello', hasHtml: true, links: [], remote: [], calendar: [] }),
      html: async (message) => (message.includes('<html>') ? '<html><p>Hello</p></html>' : undefined),
      remote: async (url) =>
        url.startsWith('https://pictures.test/')
          ? { content: Buffer.from('GIF89a'), contentType: 'image/gif' }
          : undefined,
    },
    readiness: () => ({ ready: this.ready, reasons: this.ready ? [] : ['the processor is starting'] }),
    smtpAddress: () => this.smtp,
    logger: pino({ level: 'warn' }, { write: (line: string) => void this.logged.push(line) }),
  };

  /** Live news, as the processor's thread sends it. */
  tell(...events: LiveEvent[]): void {
    for (const listener of this.#listeners) listener(events);
  }

  get subscribers(): number {
    return this.#listeners.size;
  }

  /** Takes in a mail and says so. */
  capture(changes: Partial<EmailDetail> = {}): EmailDetail {
    const email = fakeEmail({ number: this.emails.length + 1, ...changes });
    this.emails.push(email);
    this.messages.set(email.reference.key, Buffer.from(`Subject: ${email.subject}\r\n\r\n<html>Hello`));
    this.tell({ type: 'captured', count: 1, lastNumber: email.number, inboxes: { [email.inbox]: 1 } });
    return email;
  }

  #matching(filter: EmailFilter): EmailDetail[] {
    return this.emails
      .filter(
        (email) =>
          (filter.inbox === undefined || email.inbox === filter.inbox) &&
          (filter.subject === undefined || email.subject.includes(filter.subject)) &&
          (filter.q === undefined || email.subject.toLowerCase().includes(filter.q.toLowerCase())) &&
          (filter.recipient === undefined || email.recipients.includes(filter.recipient)) &&
          (filter.unread === undefined || email.unread === filter.unread) &&
          (filter.refused === undefined || (email.refused !== undefined) === filter.refused) &&
          (filter.before === undefined || email.receivedAt < filter.before) &&
          (filter.after === undefined || email.receivedAt >= filter.after),
      )
      .sort((a, b) => b.number - a.number);
  }

  #message(key: string): Buffer {
    const bytes = this.messages.get(key);
    if (!bytes) throw new MillraceError('message-missing', `no message ${key}`);
    return bytes;
  }
}

function page<T>(all: readonly T[], keyOf: (item: T) => string, limit: number, after: string) {
  const rest = all.filter((item) => keyOf(item) > after);
  const items = rest.slice(0, limit);
  return rest.length > limit ? { items, next: keyOf(items.at(-1) as T) } : { items };
}

export function fakeEmail(changes: Partial<EmailDetail> = {}): EmailDetail {
  const number = changes.number ?? 1;
  const at = 1_764_110_000_000 + number * 1000;
  const id = `0192f3a0-7c11-7cc0-8f33-${String(number).padStart(12, '0')}`;
  const recipient = { address: 'ann@shop.mill.test', inbox: 'catch-all' };
  return {
    id,
    number,
    inbox: 'catch-all',
    from: { name: 'Acme', address: 'shop@acme.test' },
    to: [{ name: '', address: recipient.address }],
    cc: [],
    recipients: [recipient.address],
    subject: `Mail ${number}`,
    snippet: 'Hello',
    receivedAt: at,
    listedAt: at + 5,
    sizeBytes: 1234,
    attachments: 0,
    unread: true,
    favorite: false,
    flags: [],
    messageId: id,
    messageIdHeader: '<1@acme.test>',
    date: 'Wed, 25 Nov 2026 22:30:00 +0000',
    reference: { store: 'memory', key: id, offset: 0, length: 1234 },
    job: {
      from: 'shop@acme.test',
      recipients: [recipient],
      peer: '127.0.0.1:40000',
      helo: 'client.test',
      esmtp: true,
      via: 'DATA',
      times: { connected: at - 4, mail: at - 3, data: at - 2, end: at },
    },
    ...changes,
  };
}
