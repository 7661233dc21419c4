import { toALabel } from '../domain/domain-name.ts';
import { CATCH_ALL } from '../domain/ingestion-job.ts';
import type { LiveFeed } from '../ports/live-feed.ts';
import type { DirectoryQueries } from '../ports/queries.ts';

/** Some 20 MB at the most. */
const mostKept = 200_000;

/** Names of inboxes by id and the other way, kept until the directory changes: a page of emails asks for each of its rows. */
export class InboxNames {
  readonly #directory: DirectoryQueries;
  readonly #byId = new Map<string, string>();
  readonly #unsubscribe: () => void;

  constructor(directory: DirectoryQueries, live: LiveFeed) {
    this.#directory = directory;
    this.#unsubscribe = live.subscribe((events) => {
      if (events.some((event) => event.type === 'directory' && event.what === 'subdomain')) this.#byId.clear();
    });
  }

  /** The id itself where there is no such subdomain any more. */
  nameOf(inbox: string): string {
    if (inbox === CATCH_ALL) return CATCH_ALL;
    let name = this.#byId.get(inbox);
    if (name === undefined) {
      const found = this.#directory.subdomain(inbox)?.name;
      name = found ?? inbox;
      if (this.#byId.size >= mostKept) this.#byId.clear();
      if (found !== undefined) this.#byId.set(inbox, found);
    }
    return name;
  }

  /** Id of an inbox given by id or name; what is neither comes back as it is, and matches nothing. */
  idOf(idOrName: string): string {
    if (idOrName === CATCH_ALL) return CATCH_ALL;
    return this.#directory.subdomainNamed(normalName(idOrName))?.id ?? idOrName;
  }

  stop(): void {
    this.#unsubscribe();
  }
}

/** As names are stored: A-label, lower case, no dot at the end. */
export function normalName(name: string): string {
  return toALabel(name.trim()) ?? name;
}
