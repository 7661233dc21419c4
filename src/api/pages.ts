import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { ApiServer } from './api-server.ts';
import { notFound, Problem } from './problem.ts';
import type { RouteTable } from './route-table.ts';

const year = 365 * 86_400;

/**
 * The built pages: files with a hash in their names for good, `index.html` for every address of the pages, asked for anew each time.
 * What is left is told as a problem: no such resource, or not this method.
 */
export async function servePages(app: ApiServer, webRoot: string | undefined, routes: RouteTable): Promise<void> {
  const root = webRoot !== undefined && existsSync(join(webRoot, 'index.html')) ? webRoot : undefined;
  if (root !== undefined) {
    await app.register(fastifyStatic, {
      root,
      wildcard: false,
      serve: true,
      index: false,
      cacheControl: false,
      setHeaders: (response, path) => {
        const hashed = path.startsWith(join(root, 'assets'));
        response.setHeader('cache-control', hashed ? `public, max-age=${year}, immutable` : 'no-cache');
      },
      schemaHide: true,
    });
  }
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0] as string;
    const allowed = routes.methodsOf(path);
    if (allowed.length > 0) {
      reply.header('allow', allowed.join(', '));
      throw new Problem('method-not-allowed', `${request.method} is not possible here, but ${allowed.join(', ')}.`);
    }
    const isPage = root !== undefined && (request.method === 'GET' || request.method === 'HEAD') && isPagePath(path);
    if (!isPage) throw notFound('resource');
    return reply.sendFile('index.html');
  });
}

/** Not the API, and not a file that is missing: a script that is gone must not come back as HTML. */
function isPagePath(path: string): boolean {
  return !/^\/(?:api|assets|healthz|readyz)(?:\/|$)/.test(path);
}
