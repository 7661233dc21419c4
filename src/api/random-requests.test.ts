import fc from 'fast-check';
import type { InjectOptions } from 'fastify';
import { expect, it } from 'vitest';
import { FakePorts } from '../../test/support/fake-ports.ts';
import { CheckedApi } from '../../test/support/openapi-check.ts';
import { createApi } from './server.ts';

interface Parameter {
  readonly name: string;
  readonly in: string;
}

const hostile = fc.oneof(
  fc.constantFrom(
    '',
    '0',
    '-1',
    '1',
    '99999999999999999999',
    '1e308',
    'NaN',
    'true',
    'null',
    '\0',
    '..',
    '%',
    '\ud800',
    'a@b.test',
  ),
  fc.constantFrom(
    'catch-all',
    '0192f3a0-7c11-7cc0-8f33-000000000001',
    'd-1',
    "' or 1=1 --",
    'from:"',
    '-',
    '*',
    'after:0000-00-00',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ maxLength: 400 }),
);

it('no request of any shape gives a 5xx or an answer that is not documented', { timeout: 120_000 }, async () => {
  const fake = new FakePorts();
  fake.capture();
  const api = await CheckedApi.of(await createApi(fake.dependencies));
  // Streams never end, and these open connections of their own.
  const left = /^\/api\/v1\/(events|send-test|chaos-addresses\/\{id\}\/try)$/;
  const operations = Object.entries(api.document.paths)
    .filter(([path]) => !left.test(path))
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        path,
        method: method.toUpperCase() as 'GET',
        query: ((operation as unknown as { parameters?: Parameter[] }).parameters ?? []).filter(
          (p) => p.in === 'query',
        ),
      })),
    );
  const request = fc.constantFrom(...operations).chain(({ path, method, query }) =>
    fc.record({
      method: fc.constant(method),
      path: fc
        .array(hostile, { minLength: 3, maxLength: 3 })
        .map((values) => path.replace(/\{[a-z]+\}/g, () => segment(values.pop() as string))),
      query: fc.record(Object.fromEntries(query.map(({ name }) => [name, hostile])), { requiredKeys: [] }),
      body: fc.option(
        fc.oneof(
          fc.jsonValue(),
          fc.record(
            {
              ids: fc.array(hostile),
              filter: fc.jsonValue(),
              name: hostile,
              behaviour: fc.jsonValue(),
              reason: hostile,
              user: hostile,
            },
            { requiredKeys: [] },
          ),
        ),
      ),
    }),
  );
  await fc.assert(
    fc.asyncProperty(request, async ({ method, path, query, body }) => {
      const { timeout: _timeout, ...rest } = query as Record<string, string>;
      const parameters = Object.entries(rest).map(([name, value]) => `${name}=${encode(value)}`);
      if (path.endsWith('/emails/wait')) parameters.push('timeout=0');
      const options: InjectOptions = {
        method,
        url: `${path}?${parameters.join('&')}`,
        ...(body === null || method === 'GET'
          ? {}
          : { payload: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      };
      const response = await api.app.inject(options);
      expect(response.statusCode, `${method} ${options.url} ${response.body}`).toBeLessThan(500);
      expect(api.undocumented(options, response)).toBeUndefined();
    }),
    { numRuns: 1500 },
  );
  await api.app.close();
});

function encode(text: string): string {
  return encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, '?'));
}

/** The URL of an injected request takes `.` and `..` for steps in the path, encoded or not: it would be a request to another operation. */
function segment(text: string): string {
  return encode(/^\.\.?$/.test(text) ? `${text}-` : text);
}
