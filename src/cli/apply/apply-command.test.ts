import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeAnswer, FakeApi, type FakeRequest } from '../../../test/support/fake-api.ts';
import { runCli } from '../../../test/support/run-cli.ts';

type Item = Record<string, unknown> & { id: string };

/** Domains, subdomains and chaos addresses as the server keeps them: ids are `id-<name>`, the rules are few. */
class Directory {
  readonly items = new Map<string, Item>();
  used = new Set<string>();

  answer({ method, path, query, body }: FakeRequest): FakeAnswer {
    const [, kind = '', key = '', action = ''] = path.split('/');
    const given = (body ?? {}) as Record<string, unknown>;
    if (method === 'GET' && key === '') {
      const items = [...this.items.values()].filter((item) => String(item.address ?? '').includes(query.search ?? ''));
      return { body: { items: kind === 'chaos-addresses' ? items.filter((item) => item.address) : [] } };
    }
    if (method === 'POST' && key === '') return this.create(kind, given);
    const item = this.items.get(`${kind}/${key.replace(/^id-/, '')}`);
    if (!item) return { status: 404, body: { title: 'Not found', detail: `There is no such ${kind}.` } };
    if (method === 'PATCH' && kind === 'chaos-addresses' && this.used.has(item.address as string)) {
      return { status: 409, body: { title: 'Conflict', detail: 'It has received mail.' } };
    }
    if (action === 'settings') item.settings = { ...(item.settings as object), ...given };
    else if (action === 'enable' || action === 'disable') item.enabled = action === 'enable';
    else if (method === 'PATCH')
      Object.assign(item, given.behaviour ? { behaviour: complete(given.behaviour) } : given);
    return { body: item };
  }

  create(kind: string, given: Record<string, unknown>): FakeAnswer {
    const name = String(given.name ?? given.address);
    if (kind === 'subdomains' && !this.items.has(`domains/${name.split('.').slice(-2).join('.')}`)) {
      return { status: 404, body: { title: 'Not found', detail: 'There is no such domain.' } };
    }
    const item = {
      id: `id-${name}`,
      contact: '',
      description: '',
      ...given,
      settings: { priority: 'normal', ...(given.settings as object) },
      ...(given.behaviour ? { enabled: false, behaviour: complete(given.behaviour) } : {}),
    };
    this.items.set(`${kind}/${name}`, item);
    return { status: 201, body: item };
  }
}

/** The server fills in what was left out. */
function complete(behaviour: unknown): object {
  const { reply, ...rest } = behaviour as { reply: object };
  return { stage: 'data', ...rest, reply: { enhanced: '5.1.1', text: 'No such user', ...reply } };
}

const setup = `
domains:
  - name: acme.test
    contact: ops@acme.test
subdomains:
  - name: shop.acme.test
    description: Orders
    settings:
      priority: high
      retention: { maxAgeDays: 7, maxCount: 1000 }
chaosAddresses:
  - address: no@shop.acme.test
    enabled: true
    behaviour:
      reply: { code: 550 }
`;

let directory: string;
let server: Directory;
let api: FakeApi;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'millrace-apply-'));
  server = new Directory();
  api = await FakeApi.start((request) => server.answer(request));
});
afterEach(async () => {
  await api.stop();
  rmSync(directory, { recursive: true, force: true });
});

async function apply(content: string, ...args: string[]) {
  const file = join(directory, 'setup.yaml');
  writeFileSync(file, content);
  api.requests.length = 0;
  const outcome = await runCli(['apply', '-f', file, '--url', api.url, ...args]);
  return { ...outcome, changes: api.changes };
}

describe('apply', () => {
  it('makes what is not there, in the order of dependence, and says so', async () => {
    const { exitCode, stdout, changes } = await apply(setup);
    expect(changes).toEqual([
      'POST /domains',
      'POST /subdomains',
      'POST /chaos-addresses',
      'POST /chaos-addresses/id-no@shop.acme.test/enable',
    ]);
    expect(stdout).toBe(
      '+ domain acme.test: create\n+ subdomain shop.acme.test: create\n' +
        '+ chaos address no@shop.acme.test: create, enabled\n3 changed.\n',
    );
    expect(exitCode).toBe(0);
    expect(server.items.get('chaos-addresses/no@shop.acme.test')).toMatchObject({ enabled: true });
  });

  it('changes nothing the second time', async () => {
    await apply(setup);
    expect(await apply(setup, '--exit-code')).toMatchObject({
      exitCode: 0,
      changes: [],
      stdout: 'Nothing to change.\n',
    });
  });

  it('changes what differs, and leaves alone what the file does not name', async () => {
    await apply(setup);
    Object.assign(server.items.get('domains/acme.test') as Item, { description: 'set by hand' });
    const { stdout, changes } = await apply(
      setup
        .replace('priority: high', 'priority: low')
        .replace('maxCount: 1000', 'maxCount: 5')
        .replace('code: 550', 'code: 451')
        .replace('enabled: true', 'enabled: false')
        .replace('ops@', 'root@'),
    );
    expect(changes).toEqual([
      'PATCH /domains/acme.test',
      'PUT /subdomains/shop.acme.test/settings',
      'PATCH /chaos-addresses/id-no@shop.acme.test',
      'POST /chaos-addresses/id-no@shop.acme.test/disable',
    ]);
    expect(stdout).toContain('contact: ops@acme.test -> root@acme.test');
    expect(stdout).toContain('settings.priority: high -> low');
    expect(stdout).toContain('settings.retention: {"maxAgeDays":7,"maxCount":1000} -> {"maxAgeDays":7,"maxCount":5}');
    expect(stdout).toContain('reply.code: 550 -> 451');
    expect(server.items.get('domains/acme.test')).toMatchObject({ description: 'set by hand' });
  });

  it('a member of a behaviour that the file leaves out is taken away', async () => {
    await apply(setup.replace('reply: { code: 550 }', 'reply: { code: 550 }\n      failFirst: 3\n      drop: true'));
    expect((await apply(setup)).stdout).toMatch(/drop: true -> false, failFirst: 3 -> null/);
  });

  it('a dry run asks, and changes nothing', async () => {
    const { exitCode, stdout, changes } = await apply(setup, '--dry-run');
    expect(changes).toEqual([]);
    expect(stdout).toMatch(/3 to change\.\n$/);
    expect(exitCode).toBe(0);
    expect((await apply(setup, '--dry-run', '--exit-code')).exitCode).toBe(3);
  });

  it('prints the changes as JSON', async () => {
    const { stdout } = await apply(setup, '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      dryRun: false,
      changes: [{ kind: 'domain', name: 'acme.test', action: 'create' }, {}, {}],
    });
  });

  it('what the server refuses does not keep the rest from being done; exit code 1', async () => {
    await apply(setup);
    server.used.add('no@shop.acme.test');
    const { exitCode, stdout, stderr } = await apply(
      setup
        .replace('code: 550', 'code: 552')
        .replace('priority: high', 'priority: low')
        .replace('enabled: true', 'enabled: false'),
    );
    expect(stdout).toContain('refused: It has received mail.');
    expect(stderr).toBe('error: 1 of 3 changes were refused.\n');
    expect(exitCode).toBe(1);
    expect(server.items.get('chaos-addresses/no@shop.acme.test')).toMatchObject({ enabled: false });
    expect(server.items.get('subdomains/shop.acme.test')).toMatchObject({ settings: { priority: 'low' } });
  });

  it.each([
    ['domain: []', /setup\.yaml: domain: there is no such setting\./],
    ['domains:\n  - nam: x', /domains\[1\]/],
    ['subdomains:\n  - name: a.b.test\n    settings: { priority: urgent }', /subdomains\[1\]\.settings\.priority/],
    ['chaosAddresses:\n  - address: a@b.test\n    behaviour: { reply: { code: much } }', /\.behaviour\.reply\.code/],
    ['{', /neither YAML nor JSON/],
  ])('the file %j is refused with exit code 2 before anything is asked', async (content, message) => {
    const { exitCode, stderr } = await apply(content);
    expect(stderr).toMatch(message);
    expect(exitCode).toBe(2);
    expect(api.requests).toEqual([]);
  });

  it('says when nobody answers', async () => {
    const { url } = api;
    await api.stop();
    const file = join(directory, 'setup.yaml');
    writeFileSync(file, setup);
    const { exitCode, stderr } = await runCli(['apply', '-f', file, '--url', url]);
    expect(stderr).toMatch(/^error: No Millrace server answers at .* \(ECONNREFUSED\)/);
    expect(exitCode).toBe(1);
    api = await FakeApi.start(() => ({}));
  });
});
