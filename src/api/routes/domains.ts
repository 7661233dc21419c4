import type { FastifyRequest } from 'fastify';
import type { Command } from '../../domain/commands.ts';
import { verificationRecord } from '../../domain/domain/verification-record.ts';
import type { ApiServer } from '../api-server.ts';
import type { ApiContext } from '../context.ts';
import { normalName } from '../inbox-names.ts';
import { presentDomain } from '../present.ts';
import { notFound, problems, writeProblems } from '../problem.ts';
import { idParameters } from '../schemas/common.ts';
import {
  dnsRecordsSchema,
  domainChangesSchema,
  domainListSchema,
  domainSchema,
  newDomainSchema,
  suspendSchema,
  userParameters,
  userSchema,
} from '../schemas/directory.ts';

const tags = ['domains'];

/** Domains; `{id}` may be the name. */
export function domainsRoutes(app: ApiServer, context: ApiContext): void {
  const { directory, execute, dns, facts } = context;
  const changed = { 200: domainSchema, ...writeProblems('not-found', 'conflict') };
  const describe = (operationId: string, summary: string) => ({ operationId, summary, tags, params: idParameters });

  function find(idOrName: string) {
    const domain = directory.domain(idOrName) ?? directory.domainNamed(normalName(idOrName));
    if (!domain) throw notFound('domain');
    return domain;
  }

  async function change(idOrName: string, command: (domainId: string) => Command, request: FastifyRequest) {
    const { id } = find(idOrName);
    await execute(command(id), request);
    return presentDomain(find(id));
  }

  app.get(
    '/domains',
    {
      schema: {
        operationId: 'listDomains',
        summary: 'All domains',
        tags,
        response: { 200: domainListSchema, ...problems() },
      },
    },
    () => ({ items: directory.domains().map(presentDomain) }),
  );

  app.post(
    '/domains',
    {
      schema: {
        operationId: 'createDomain',
        summary: 'Add a domain',
        tags,
        body: newDomainSchema,
        response: { 201: domainSchema, ...writeProblems('conflict', 'not-found') },
      },
    },
    async (request, reply) => {
      const { id = '' } = await execute({ type: 'CreateDomain', ...request.body }, request);
      return reply
        .code(201)
        .header('location', `/api/v1/domains/${id}`)
        .send(presentDomain(find(id)));
    },
  );

  app.get(
    '/domains/:id',
    {
      schema: {
        ...describe('getDomain', 'One domain, by id or name'),
        response: { 200: domainSchema, ...problems('not-found') },
      },
    },
    (request) => presentDomain(find(request.params.id)),
  );

  app.patch(
    '/domains/:id',
    {
      schema: {
        ...describe('updateDomain', 'Change contact or description'),
        body: domainChangesSchema,
        response: changed,
      },
    },
    (request) =>
      change(request.params.id, (domainId) => ({ type: 'UpdateDomainDetails', domainId, ...request.body }), request),
  );

  app.post(
    '/domains/:id/verify',
    {
      schema: {
        ...describe('verifyDomain', 'Look for the TXT record and verify'),
        description: 'Answers with 409 and the reason while the record is not there.',
        response: changed,
      },
    },
    async (request) => {
      const { id, name } = find(request.params.id);
      const txtRecords = facts.verificationWaived ? await dns.txt(name).catch(() => []) : await dns.txt(name);
      return change(id, (domainId) => ({ type: 'VerifyDomain', domainId, txtRecords }), request);
    },
  );

  app.post(
    '/domains/:id/suspend',
    {
      schema: {
        ...describe('suspendDomain', 'Refuse mail to all of its subdomains'),
        body: suspendSchema,
        response: changed,
      },
    },
    (request) =>
      change(request.params.id, (domainId) => ({ type: 'SuspendDomain', domainId, ...request.body }), request),
  );

  app.post(
    '/domains/:id/unsuspend',
    { schema: { ...describe('unsuspendDomain', 'Take mail again'), response: changed } },
    (request) => change(request.params.id, (domainId) => ({ type: 'UnsuspendDomain', domainId }), request),
  );

  app.post(
    '/domains/:id/moderators',
    { schema: { ...describe('addDomainModerator', 'Add a moderator'), body: userSchema, response: changed } },
    (request) =>
      change(request.params.id, (domainId) => ({ type: 'AddDomainModerator', domainId, ...request.body }), request),
  );

  app.delete(
    '/domains/:id/moderators/:user',
    {
      schema: {
        ...describe('removeDomainModerator', 'Remove a moderator'),
        params: userParameters,
        response: changed,
      },
    },
    (request) => {
      const { id, user } = request.params;
      return change(id, (domainId) => ({ type: 'RemoveDomainModerator', domainId, user }), request);
    },
  );

  app.get(
    '/domains/:id/dns-records',
    {
      schema: {
        ...describe('getDnsRecords', 'DNS records to copy'),
        response: { 200: dnsRecordsSchema, ...problems('not-found') },
      },
    },
    (request) => {
      const { name, verificationToken } = find(request.params.id);
      const txt = {
        type: 'TXT' as const,
        name,
        value: verificationRecord(verificationToken),
        purpose: 'Proves that the domain is yours.',
        required: !facts.verificationWaived,
      };
      const mx = (owner: string, purpose: string) => ({
        type: 'MX' as const,
        name: owner,
        value: `10 ${facts.hostname}.`,
        purpose,
        required: false,
      });
      return {
        items: [
          txt,
          mx(name, 'Brings mail for the domain itself here.'),
          mx(`*.${name}`, 'Brings mail for all of its subdomains here.'),
        ],
      };
    },
  );
}
