import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { z } from 'zod';

interface Operation {
  readonly responses: Record<string, { readonly content?: Record<string, { readonly schema: object }> }>;
}

/** Requests whose answers are held against the OpenAPI document: status, media type and body must be as it says. */
export class CheckedApi {
  readonly #schemas = new Map<object, z.ZodType>();

  private constructor(
    readonly app: FastifyInstance,
    readonly document: { paths: Record<string, Record<string, Operation>>; components: object },
  ) {}

  static async of(app: FastifyInstance): Promise<CheckedApi> {
    return new CheckedApi(app, JSON.parse((await app.inject('/api/openapi.json')).body));
  }

  get(url: string): Promise<LightMyRequestResponse> {
    return this.request({ method: 'GET', url });
  }

  post(url: string, payload?: object): Promise<LightMyRequestResponse> {
    return this.request({ method: 'POST', url, ...(payload ? { payload } : {}) });
  }

  async request(options: InjectOptions): Promise<LightMyRequestResponse> {
    const response = await this.app.inject(options);
    const problem = this.undocumented(options, response);
    if (problem)
      throw new Error(`${options.method} ${String(options.url)}: ${problem}\n${response.body.slice(0, 2000)}`);
    return response;
  }

  /** Why the answer is not one that the document allows. */
  undocumented({ method = 'GET', url }: InjectOptions, response: LightMyRequestResponse): string | undefined {
    const path = String(url).split('?', 1)[0] as string;
    const operation = this.#operation(method.toLowerCase(), path);
    // No such path or method: a problem, of which no operation can tell.
    if (!operation)
      return [400, 404, 405, 421, 403].includes(response.statusCode) ? undefined : 'not a documented path';
    const documented = operation.responses[String(response.statusCode)];
    if (!documented) return `status ${response.statusCode} is not documented`;
    if (response.body === '') return undefined;
    const type = String(response.headers['content-type']).split(';', 1)[0] as string;
    const range = `${type.split('/', 1)[0]}/*`;
    const content = documented.content?.[type] ?? documented.content?.[range] ?? documented.content?.['*/*'];
    if (!content) return `media type ${type} is not documented`;
    if (!type.endsWith('json') || type === 'application/octet-stream') return undefined;
    const outcome = this.#schema(content.schema).safeParse(JSON.parse(response.body));
    return outcome.success ? undefined : z.prettifyError(outcome.error);
  }

  #operation(method: string, path: string): Operation | undefined {
    const found = Object.entries(this.document.paths).filter(([template]) => matches(template, path));
    // `/emails/count` is `/emails/{id}` too: the one with fewer parameters is meant.
    found.sort(([a], [b]) => a.split('{').length - b.split('{').length);
    return found.find(([, operations]) => operations[method])?.[1][method];
  }

  #schema(schema: object): z.ZodType {
    let made = this.#schemas.get(schema);
    if (!made) {
      const whole = JSON.stringify({ ...schema, $defs: (this.document.components as { schemas: object }).schemas });
      made = z.fromJSONSchema(JSON.parse(whole.replaceAll('#/components/schemas/', '#/$defs/')));
      this.#schemas.set(schema, made);
    }
    return made;
  }
}

function matches(template: string, path: string): boolean {
  const parts = template.split('/');
  const given = path.split('/');
  return parts.length === given.length && parts.every((part, at) => part.startsWith('{') || part === given[at]);
}
