import type { RouteOptions } from 'fastify';

/** All routes, to tell "no such resource" from "not this method" (RFC 9110 15.5.6), which the router does not. */
export class RouteTable {
  readonly #routes: { readonly pattern: RegExp; readonly parameters: number; readonly methods: ReadonlySet<string> }[] =
    [];

  add({ url, method }: Pick<RouteOptions, 'url' | 'method'>): void {
    // The pages take every path that is left.
    if (url.endsWith('*')) return;
    const source = url
      .split('/')
      .map((part) => (part.startsWith(':') ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')));
    this.#routes.push({
      pattern: new RegExp(`^${source.join('/')}$`),
      parameters: url.split(':').length,
      methods: new Set(typeof method === 'string' ? [method] : method),
    });
  }

  /** Methods known for this path, empty when there is no such path. `/emails/read` is itself and not an email of that id. */
  methodsOf(path: string): string[] {
    const matching = this.#routes.filter((route) => route.pattern.test(path));
    const fewest = Math.min(...matching.map((route) => route.parameters));
    const methods = matching.filter((route) => route.parameters === fewest).flatMap((route) => [...route.methods]);
    return [...new Set(methods)].sort();
  }
}
