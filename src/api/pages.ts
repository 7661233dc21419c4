import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
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
      // Looked up on disk each time: a build beside the running server is seen at once.
      wildcard: true,
      index: ['index.html'],
      dotfiles: 'ignore',
      preCompressed: true,
      cacheControl: false,
      setHeaders: (response, path) => {
        const hashed = path.startsWith(join(root, 'assets'));
        response.setHeader('cache-control', hashed ? `public, max-age=${year}, immutable` : 'no-cache');
      },
      schemaHide: true,
    });
  }
  app.setNotFoundHandler((request, reply) => {
    const missing = missingResource(request, reply, routes);
    const isPage = root !== undefined && isReading(request.method) && isPagePath(request.url);
    if (!isPage || missing.code !== 'not-found') throw missing;
    return reply.sendFile('index.html');
  });
}

/** Nothing at this address, or nothing for this method: then `Allow` says for which there is. */
export function missingResource(request: FastifyRequest, reply: FastifyReply, routes: RouteTable): Problem {
  const allowed = routes.methodsOf(request.url.split('?', 1)[0] as string);
  if (allowed.length === 0) return notFound('resource');
  reply.header('allow', allowed.join(', '));
  return new Problem('method-not-allowed', `${request.method} is not possible here, but ${allowed.join(', ')}.`);
}

function isReading(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** Not the API, and not a file that is missing: a script that is gone must not come back as HTML. */
function isPagePath(url: string): boolean {
  return !/^\/(?:api|assets|healthz|readyz)(?:[/?]|$)/.test(url);
}
