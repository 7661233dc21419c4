import type { FastifyRequest } from 'fastify';
import type { Command } from '../../domain/commands.ts';
import type { ApiServer } from '../api-server.ts';
import type { ApiContext } from '../context.ts';
import { normalName } from '../inbox-names.ts';
import { presentSubdomain } from '../present.ts';
import { notFound, problems, writeProblems } from '../problem.ts';
import { idParameters } from '../schemas/common.ts';
import {
  newSubdomainSchema,
  settingsChangesSchema,
  subdomainChangesSchema,
  subdomainListQuery,
  subdomainPageSchema,
  subdomainSchema,
  suspendSchema,
  userParameters,
  userSchema,
} from '../schemas/directory.ts';

const tags = ['subdomains'];

/** Subdomains, each an inbox; `{id}` may be the name. */
export function subdomainsRoutes(app: ApiServer, context: ApiContext): void {
  const { directory, execute, dns, facts } = context;
  const changed = { 200: subdomainSchema, ...writeProblems('not-found', 'conflict') };
  const describe = (operationId: string, summary: string) => ({ operationId, summary, tags, params: idParameters });

  function find(idOrName: string) {
    const subdomain = directory.subdomain(idOrName) ?? directory.subdomainNamed(normalName(idOrName));
    if (!subdomain) throw notFound('subdomain');
    return subdomain;
  }

  async function change(idOrName: string, command: (subdomainId: string) => Command, request: FastifyRequest) {
    const { id } = find(idOrName);
    await execute(command(id), request);
    return presentSubdomain(find(id));
  }

  app.get(
    '/subdomains',
    {
      schema: {
        operationId: 'listSubdomains',
        summary: 'Subdomains by name',
        tags,
        querystring: subdomainListQuery,
        response: { 200: subdomainPageSchema, ...problems() },
      },
    },
    (request) => {
      const { limit, after, domain, search } = request.query;
      const domainId = domain === undefined ? undefined : (directory.domainNamed(normalName(domain))?.id ?? domain);
      const { items, next } = directory.subdomains(
        { ...(domainId === undefined ? {} : { domainId }), ...(search ? { search } : {}) },
        { limit, ...(after ? { after } : {}) },
      );
      return { items: items.map(presentSubdomain), ...(next === undefined ? {} : { next }) };
    },
  );

  app.post(
    '/subdomains',
    {
      schema: {
        operationId: 'createSubdomain',
        summary: 'Add a subdomain, or the domain itself as an inbox',
        tags,
        body: newSubdomainSchema,
        response: { 201: subdomainSchema, ...writeProblems('conflict', 'not-found') },
      },
    },
    async (request, reply) => {
      const { id = '' } = await execute({ type: 'CreateSubdomain', ...request.body }, request);
      return reply
        .code(201)
        .header('location', `/api/v1/subdomains/${id}`)
        .send(presentSubdomain(find(id)));
    },
  );

  app.get(
    '/subdomains/:id',
    {
      schema: {
        ...describe('getSubdomain', 'One subdomain, by id or name'),
        response: { 200: subdomainSchema, ...problems('not-found') },
      },
    },
    (request) => presentSubdomain(find(request.params.id)),
  );

  app.patch(
    '/subdomains/:id',
    {
      schema: {
        ...describe('updateSubdomain', 'Change the description'),
        body: subdomainChangesSchema,
        response: changed,
      },
    },
    (request) =>
      change(request.params.id, (subdomainId) => ({ type: 'UpdateSubdomain', subdomainId, ...request.body }), request),
  );

  app.put(
    '/subdomains/:id/settings',
    {
      schema: {
        ...describe('changeSubdomainSettings', 'Change settings'),
        description:
          'Settings that are not named stay as they are; `null` sets one back to its default, which for `rateLimit` and `retention` is no limit.',
        body: settingsChangesSchema,
        response: changed,
      },
    },
    (request) =>
      change(
        request.params.id,
        (subdomainId) => ({ type: 'ChangeSubdomainSettings', subdomainId, settings: request.body }),
        request,
      ),
  );

  app.post(
    '/subdomains/:id/suspend',
    { schema: { ...describe('suspendSubdomain', 'Refuse mail to it'), body: suspendSchema, response: changed } },
    (request) =>
      change(request.params.id, (subdomainId) => ({ type: 'SuspendSubdomain', subdomainId, ...request.body }), request),
  );

  app.post(
    '/subdomains/:id/unsuspend',
    { schema: { ...describe('unsuspendSubdomain', 'Take mail again'), response: changed } },
    (request) => change(request.params.id, (subdomainId) => ({ type: 'UnsuspendSubdomain', subdomainId }), request),
  );

  app.post(
    '/subdomains/:id/check-mx',
    {
      schema: {
        ...describe('checkMx', "Look whether its MX record points at this server's host name"),
        response: changed,
      },
    },
    async (request) => {
      const { id, name } = find(request.params.id);
      const found = await dns.mx(name).catch(() => undefined);
      const records = found ?? [];
      const ours = normalName(facts.hostname);
      const status = found === undefined ? 'unknown' : records.includes(ours) ? 'valid' : 'invalid';
      return change(id, (subdomainId) => ({ type: 'RecordMxCheck', subdomainId, status, records }), request);
    },
  );

  for (const [what, title, add, remove] of [
    ['moderator', 'Moderator', 'AddSubdomainModerator', 'RemoveSubdomainModerator'],
    ['viewer', 'Viewer', 'AddSubdomainViewer', 'RemoveSubdomainViewer'],
  ] as const) {
    app.post(
      `/subdomains/:id/${what}s`,
      { schema: { ...describe(`addSubdomain${title}`, `Add a ${what}`), body: userSchema, response: changed } },
      (request) => {
        const { user } = request.body;
        return change(request.params.id, (subdomainId) => ({ type: add, subdomainId, user }), request);
      },
    );

    app.delete(
      `/subdomains/:id/${what}s/:user`,
      {
        schema: {
          ...describe(`removeSubdomain${title}`, `Remove a ${what}`),
          params: userParameters,
          response: changed,
        },
      },
      (request) => {
        const { id, user } = request.params;
        return change(id, (subdomainId) => ({ type: remove, subdomainId, user }), request);
      },
    );
  }
}
