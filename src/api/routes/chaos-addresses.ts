import type { FastifyRequest } from 'fastify';
import { completeBehaviour } from '../../domain/chaos-address/behaviour.ts';
import type { Command } from '../../domain/commands.ts';
import type { ApiServer } from '../api-server.ts';
import { chaosSentence } from '../chaos-sentence.ts';
import type { ApiContext } from '../context.ts';
import { normalName } from '../inbox-names.ts';
import { presentChaosAddress } from '../present.ts';
import { notFound, problems, writeProblems } from '../problem.ts';
import { idParameters, nothing } from '../schemas/common.ts';
import {
  chaosAddressSchema,
  chaosChangesSchema,
  chaosListQuery,
  chaosPageSchema,
  dialogueSchema,
  newChaosAddressSchema,
  sentenceSchema,
} from '../schemas/directory.ts';
import { sendTestMail } from '../smtp-probe/send-test-mail.ts';

const tags = ['chaos addresses'];

/** Addresses that answer with a configured failure. */
export function chaosAddressesRoutes(app: ApiServer, context: ApiContext): void {
  const { directory, execute, names } = context;
  const changed = { 200: chaosAddressSchema, ...writeProblems('not-found', 'conflict') };
  const describe = (operationId: string, summary: string) => ({ operationId, summary, tags, params: idParameters });

  function find(id: string) {
    const chaos = directory.chaosAddress(id);
    if (!chaos) throw notFound('chaos address');
    return chaos;
  }

  async function change(command: Command & { chaosId: string }, request: FastifyRequest) {
    await execute(command, request);
    return presentChaosAddress(find(command.chaosId), names);
  }

  app.get(
    '/chaos-addresses',
    {
      schema: {
        operationId: 'listChaosAddresses',
        summary: 'Chaos addresses by address',
        tags,
        querystring: chaosListQuery,
        response: { 200: chaosPageSchema, ...problems() },
      },
    },
    (request) => {
      const { limit, after, subdomain, search, enabled } = request.query;
      const { items, next } = directory.chaosAddresses(
        {
          ...(subdomain === undefined ? {} : { subdomainId: names.idOf(normalName(subdomain)) }),
          ...(search ? { search } : {}),
          ...(enabled === undefined ? {} : { enabled }),
        },
        { limit, ...(after ? { after } : {}) },
      );
      return {
        items: items.map((chaos) => presentChaosAddress(chaos, names)),
        ...(next === undefined ? {} : { next }),
      };
    },
  );

  app.post(
    '/chaos-addresses',
    {
      schema: {
        operationId: 'createChaosAddress',
        summary: 'Add a chaos address, disabled',
        tags,
        body: newChaosAddressSchema,
        response: { 201: chaosAddressSchema, ...writeProblems('conflict', 'not-found') },
      },
    },
    async (request, reply) => {
      const { id = '' } = await execute({ type: 'CreateChaosAddress', ...request.body }, request);
      const created = presentChaosAddress(find(id), names);
      return reply.code(201).header('location', `/api/v1/chaos-addresses/${id}`).send(created);
    },
  );

  app.post(
    '/chaos-addresses/preview',
    {
      schema: {
        operationId: 'previewChaosAddress',
        summary: 'What a sender would see, in a sentence; nothing is changed',
        tags,
        body: newChaosAddressSchema,
        response: { 200: sentenceSchema, ...writeProblems() },
      },
    },
    (request) => {
      const { address, behaviour } = request.body;
      return { sentence: chaosSentence(address, completeBehaviour(behaviour)) };
    },
  );

  app.get(
    '/chaos-addresses/:id',
    {
      schema: {
        ...describe('getChaosAddress', 'One chaos address'),
        response: { 200: chaosAddressSchema, ...problems('not-found') },
      },
    },
    (request) => presentChaosAddress(find(request.params.id), names),
  );

  app.patch(
    '/chaos-addresses/:id',
    {
      schema: {
        ...describe('editChaosAddress', 'Change the behaviour, as long as it has received nothing'),
        body: chaosChangesSchema,
        response: changed,
      },
    },
    (request) => {
      const { behaviour } = request.body;
      return change({ type: 'EditChaosAddress', chaosId: request.params.id, behaviour }, request);
    },
  );

  app.delete(
    '/chaos-addresses/:id',
    {
      schema: {
        ...describe('deleteChaosAddress', 'Delete, as long as it has received nothing'),
        response: { 204: nothing, ...writeProblems('not-found', 'conflict') },
      },
    },
    async (request, reply) => {
      await execute({ type: 'DeleteChaosAddress', chaosId: request.params.id }, request);
      return reply.code(204).send();
    },
  );

  app.post(
    '/chaos-addresses/:id/enable',
    { schema: { ...describe('enableChaosAddress', 'Begin to fail'), response: changed } },
    (request) => change({ type: 'EnableChaosAddress', chaosId: request.params.id }, request),
  );

  app.post(
    '/chaos-addresses/:id/disable',
    { schema: { ...describe('disableChaosAddress', 'Deliver normally'), response: changed } },
    (request) => change({ type: 'DisableChaosAddress', chaosId: request.params.id }, request),
  );

  app.post(
    '/chaos-addresses/:id/try',
    {
      schema: {
        ...describe('tryChaosAddress', 'Send a real test mail over SMTP and show the dialogue'),
        description: 'The mail counts like any other. A delay is waited for up to a minute.',
        response: { 200: dialogueSchema, ...writeProblems('not-found') },
      },
    },
    (request) => sendTestMail(context, find(request.params.id).address),
  );
}
