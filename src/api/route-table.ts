import type { RouteOptions } from 'fastify';

/** All routes, to tell "no such resource" from "not this method" (RFC 9110 15.5.6), which the router does not. */
export class RouteTable {
  readonly #routes: { readonly pattern: RegExp; readonly methods: ReadonlySet<string> }[] = [];

  add({ url, method }: Pick<RouteOptions, 'url' | 'method'>): void {
    // The pages take every path that is left.
    if (url.endsWith('*')) return;
    const source = url
      .split('/')
      .map((part) => (part.startsWith(':') ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')));
    const methods = new Set(typeof method === 'string' ? [method] : method);
    this.#routes.push({ pattern: new RegExp(`^${source.join('/')}$`), methods });
  }

  /** Methods known for this path, empty when there is no such path. */
  methodsOf(path: string): string[] {
    const methods = this.#routes.filter((route) => route.pattern.test(path)).flatMap((route) => [...route.methods]);
    return [...new Set(methods)].sort();
  }
}
