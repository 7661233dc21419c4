import type { CalendarEvent } from '../mime/calendar.ts';
import type { CommandGateway } from '../ports/command-gateway.ts';
import type { DnsChecks } from '../ports/dns-checks.ts';
import type { JobStatus } from '../ports/job-status.ts';
import type { LiveFeed } from '../ports/live-feed.ts';
import type { LiveStatus } from '../ports/live-status.ts';
import type { MessageStore } from '../ports/message-store.ts';
import type {
  AuditQueries,
  CampaignQueries,
  DeadLetterQueries,
  DirectoryQueries,
  EmailQueries,
  SearchQueries,
} from '../ports/queries.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { ViewedPart } from '../viewing/message-viewer.ts';

/** Everything the API stands on; the assembly gives the real ones, tests give fakes. */
export interface ApiDependencies {
  readonly facts: ApiFacts;
  readonly emails: EmailQueries;
  readonly directory: DirectoryQueries;
  readonly campaigns: CampaignQueries;
  readonly audit: AuditQueries;
  readonly deadLetters: DeadLetterQueries;
  readonly search: SearchQueries;
  readonly messages: Pick<MessageStore, 'open' | 'read' | 'sizeBytes'>;
  readonly commands: CommandGateway;
  readonly live: LiveFeed;
  readonly status: LiveStatus;
  readonly jobs: JobStatus;
  readonly dns: DnsChecks;
  readonly views: MessageViews;
  readonly readiness: () => { readonly ready: boolean; readonly reasons: readonly string[] };
  /** Where SMTP listens, after port 0 became a real one. */
  readonly smtpAddress: () => { readonly host: string; readonly port: number };
  /** Directory of the built pages; the API alone when absent. */
  readonly webRoot?: string;
  readonly logger: Logger;
  /** Milliseconds since the epoch; for tests. */
  readonly now?: () => number;
}

/** What the API tells about the configuration, and guards itself by. */
export interface ApiFacts {
  readonly version: string;
  readonly hostname: string;
  /** Host of the HTTP address, as configured, and further names that browsers may use. */
  readonly httpHost: string;
  readonly httpHosts: readonly string[];
  readonly tls: 'off' | 'offered' | 'required';
  readonly authRequired: boolean;
  /** One accepted `user:password` for the server's own test mail; any are accepted when absent. */
  readonly credentials?: string;
  readonly maxMessageBytes: number;
  readonly store: 'segments' | 'eml';
  readonly unknownRecipients: 'catch-all' | 'reject';
  readonly verificationWaived: boolean;
  readonly campaignHeaders: readonly string[];
  readonly retention: { readonly maxAgeDays?: number; readonly maxCount?: number; readonly maxBytes?: number };
}

/** A message taken apart for people. Never throws for any bytes: what cannot be parsed is shown as far as it can be. */
export interface MessageViews {
  headers(message: Buffer): readonly { readonly name: string; readonly value: string; readonly raw: string }[];
  parts(message: Buffer): Promise<readonly ViewedPart[]>;
  /** Decoded content of one part; undefined when there is no such part or it is a multipart. */
  part(
    message: Buffer,
    number: number,
  ): Promise<{ readonly content: Uint8Array; readonly contentType: string; readonly filename?: string } | undefined>;
  content(message: Buffer): Promise<{
    readonly text?: string;
    readonly hasHtml: boolean;
    readonly links: readonly { readonly url: string; readonly text: string }[];
    readonly remote: readonly string[];
    readonly calendar: readonly (CalendarEvent & { readonly part: number })[];
  }>;
  /**
   * A whole HTML document, sanitised, inline pictures resolved; undefined when the message has no HTML. With `remoteUrl` what it
   * wants from other servers is asked for through that path (plus the URL, encoded), otherwise left out.
   */
  html(message: Buffer, options: { readonly remoteUrl?: string }): Promise<string | undefined>;
  /** Content of another server, through the proxy that refuses private addresses; undefined when refused or not to be had. */
  remote(url: string): Promise<{ readonly content: Uint8Array; readonly contentType: string } | undefined>;
}
