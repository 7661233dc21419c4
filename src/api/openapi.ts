import type { ApiServer } from './api-server.ts';
import type { DescribedRoute } from './openapi-document.ts';

/**
 * The OpenAPI document at `/api/openapi.json`, made from the schemas of the routes when somebody asks: what makes it is 4 MB of code in
 * memory. Before the routes.
 */
export function describeApi(app: ApiServer, version: string): void {
  const routes: DescribedRoute[] = [];
  app.addHook('onRoute', ({ method, url, schema }) => {
    // Fastify's own, beside each GET.
    if (method !== 'HEAD') routes.push({ method, url, schema: schema ?? {} });
  });
  let document: Promise<object> | undefined;
  app.get('/api/openapi.json', { schema: { hide: true } }, (_request, reply) => {
    reply.header('cache-control', 'no-cache');
    document ??= import('./openapi-document.ts').then(({ openApiDocument }) => openApiDocument(routes, version));
    return document;
  });
}
