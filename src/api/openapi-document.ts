import swagger from '@fastify/swagger';
import Fastify, { type FastifySchema, type RouteOptions } from 'fastify';
import { createJsonSchemaTransformObject, jsonSchemaTransform } from 'fastify-type-provider-zod';

export interface DescribedRoute {
  readonly method: RouteOptions['method'];
  /** With its prefix. */
  readonly url: string;
  readonly schema: FastifySchema;
}

const components = createJsonSchemaTransformObject({});

/** The OpenAPI document of routes: @fastify/swagger sees them in a server that answers nothing. */
export async function openApiDocument(routes: readonly DescribedRoute[], version: string): Promise<object> {
  const app = Fastify({ exposeHeadRoutes: false, ...describesOnly });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Millrace',
        version,
        description:
          'Captured mail, domains, chaos addresses, campaigns. Errors are problem details (RFC 9457) with a stable `code`. ' +
          'Times are ISO 8601 in UTC. Lists give `next`, the cursor of the next page, which is absent at the end.',
      },
      servers: [{ url: '/' }],
      tags: [
        { name: 'emails', description: 'Captured mail' },
        { name: 'domains', description: 'Domains and their verification' },
        { name: 'subdomains', description: 'Inboxes' },
        { name: 'chaos addresses', description: 'Addresses that fail as configured' },
        { name: 'campaigns', description: 'Mail counted per recipient' },
        { name: 'operations', description: 'State, live feed, dead letters, audit' },
      ],
    },
    transform: jsonSchemaTransform,
    transformObject: (document) => prune(components(document) as OpenApi) as never,
  });
  for (const { method, url, schema } of routes) app.route({ method, url, schema, handler: async () => undefined });
  await app.ready();
  const document = app.swagger();
  await app.close();
  return document;
}

const describesOnly = {
  schemaController: {
    compilersFactory: { buildValidator: () => () => () => true, buildSerializer: () => () => () => '' } as never,
  },
};

interface OpenApi {
  components?: { schemas?: Record<string, unknown> };
}

/**
 * Each registered schema comes twice, as `X` for answers and as `XInput` for requests, and mostly one of both is used: what nothing
 * refers to is left out, and a request's schema gets the plain name where no answer has it.
 */
function prune(document: OpenApi): OpenApi {
  const { components: { schemas = {}, ...others } = {}, ...rest } = document;
  const used = new Set<string>();
  const visit = (part: unknown): void => {
    for (const [, name = ''] of JSON.stringify(part).matchAll(reference)) {
      if (used.has(name)) continue;
      used.add(name);
      visit(schemas[name] ?? null);
    }
  };
  visit(rest);
  const plain = (name: string) => {
    const bare = name.replace(/Input$/, '');
    return used.has(bare) ? name : bare;
  };
  const kept = Object.fromEntries([...used].sort().map((name) => [plain(name), schemas[name]]));
  const text = JSON.stringify({ ...rest, components: { ...others, schemas: kept } });
  const renamed = text.replace(reference, (_whole, name: string) => `"#/components/schemas/${plain(name)}"`);
  // A body of lines is text, whatever the schema of its JSON form.
  return JSON.parse(renamed, (key, value) =>
    /^text\/(plain|csv)$/.test(key) ? { schema: { type: 'string' } } : value,
  );
}

const reference = /"#\/components\/schemas\/([^"]+)"/g;
