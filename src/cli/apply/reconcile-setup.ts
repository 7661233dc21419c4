import { type ApiClient, isNotFound } from '../api-client.ts';
import { findChaosAddress } from '../chaos-commands.ts';
import { CliError } from '../cli-context.ts';
import { describe, differences } from './differences.ts';
import type { ChaosSetup, DomainSetup, Setup, SubdomainSetup } from './setup-file.ts';

/** One thing that was, or would be, done. */
export interface SetupChange {
  readonly kind: 'domain' | 'subdomain' | 'chaos address';
  readonly name: string;
  readonly action: 'create' | 'change' | 'enable' | 'disable';
  readonly details: readonly string[];
  /** Why the server refused it. */
  readonly refused?: string;
}

type There = Record<string, unknown>;

/**
 * Compares the file with the server and makes the difference go away, in the order of dependence. Idempotent: a second run finds
 * nothing to do. What is refused does not keep the rest from being done.
 * @throws CliError when the server cannot be asked.
 */
export async function reconcileSetup(api: ApiClient, setup: Setup, dryRun: boolean): Promise<SetupChange[]> {
  const run = new Reconciliation(api, dryRun);
  for (const domain of setup.domains) await run.domain(domain);
  for (const subdomain of setup.subdomains) await run.subdomain(subdomain);
  for (const chaos of setup.chaosAddresses) await run.chaosAddress(chaos);
  return run.changes;
}

class Reconciliation {
  readonly changes: SetupChange[] = [];
  readonly #api: ApiClient;
  readonly #dryRun: boolean;

  constructor(api: ApiClient, dryRun: boolean) {
    this.#api = api;
    this.#dryRun = dryRun;
  }

  async domain(wanted: DomainSetup): Promise<void> {
    const { name, ...rest } = wanted;
    const path = `/domains/${encodeURIComponent(name)}`;
    const there = await this.#find(path);
    if (!there) {
      await this.#do({ kind: 'domain', name, action: 'create', details: [] }, 'POST', '/domains', wanted);
      return;
    }
    const found = differences(rest, there);
    if (found.length === 0) return;
    const body = Object.fromEntries(found.map(({ field, to }) => [field, to]));
    await this.#do({ kind: 'domain', name, action: 'change', details: found.map(describe) }, 'PATCH', path, body);
  }

  async subdomain(wanted: SubdomainSetup): Promise<void> {
    const { name, description, settings = {} } = wanted;
    const path = `/subdomains/${encodeURIComponent(name)}`;
    const there = await this.#find(path);
    if (!there) {
      await this.#do({ kind: 'subdomain', name, action: 'create', details: [] }, 'POST', '/subdomains', wanted);
      return;
    }
    const change = { kind: 'subdomain', name, action: 'change' } as const;
    const described = differences({ description }, there);
    if (described.length > 0)
      await this.#do({ ...change, details: described.map(describe) }, 'PATCH', path, { description });
    const set = differences(settings, there.settings as There, 'settings.');
    if (set.length > 0) await this.#do({ ...change, details: set.map(describe) }, 'PUT', `${path}/settings`, settings);
  }

  async chaosAddress(wanted: ChaosSetup): Promise<void> {
    const { address, behaviour, enabled } = wanted;
    const change = { kind: 'chaos address', name: address } as const;
    let there: (There & { address: string }) | undefined = await findChaosAddress(this.#api, address);
    if (!there) {
      const details = enabled ? ['enabled'] : [];
      const body = { address, behaviour };
      there = await this.#do({ ...change, action: 'create', details }, 'POST', '/chaos-addresses', body);
      if (there && enabled) await this.#request('POST', `/chaos-addresses/${there.id}/enable`);
      return;
    }
    const path = `/chaos-addresses/${there.id}`;
    const found = behaviourDifferences(behaviour, there.behaviour as There);
    if (found.length > 0)
      await this.#do({ ...change, action: 'change', details: found.map(describe) }, 'PATCH', path, { behaviour });
    if (enabled !== undefined && enabled !== there.enabled) {
      const action = enabled ? 'enable' : 'disable';
      await this.#do({ ...change, action, details: [] }, 'POST', `${path}/${action}`);
    }
  }

  async #find(path: string): Promise<There | undefined> {
    try {
      return await this.#api.get<There>(path);
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }

  async #do<T>(change: SetupChange, method: string, path: string, body?: unknown): Promise<T | undefined> {
    if (this.#dryRun) {
      this.changes.push(change);
      return undefined;
    }
    try {
      const result = await this.#request<T>(method, path, body);
      this.changes.push(change);
      return result;
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      this.changes.push({ ...change, refused: error.message });
      return undefined;
    }
  }

  #request<T>(method: string, path: string, body?: unknown): Promise<T> {
    return this.#api.json<T>(method, path, body === undefined ? {} : { body });
  }
}

/** The file says the whole behaviour: a member that it leaves out is to be absent. The server fills in a fitting code and text itself. */
function behaviourDifferences(wanted: ChaosSetup['behaviour'], there: There) {
  const { reply, stage = 'data', drop = false, ...rest } = wanted;
  const absent = { failFirst: null, probability: null, seed: null, delayMs: null };
  return [
    ...differences(reply, there.reply as There, 'reply.'),
    ...differences({ stage, drop, ...absent, ...rest }, { ...there, drop: there.drop ?? false }),
  ];
}
