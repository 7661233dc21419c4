import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { generatedFiles } from '../../scripts/write-docs.ts';
import { FakePorts } from '../../test/support/fake-ports.ts';
import { problemCatalogue } from './problem.ts';
import { createApi } from './server.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

it('what `npm run docs` makes is checked in as it would be made now', async () => {
  for (const [path, text] of await generatedFiles()) {
    expect(readFileSync(`${root}${path}`, 'utf8') === text, `${path} is out of date: run npm run docs`).toBe(true);
  }
});

it('the list of errors names every code of the catalogue in src/errors.ts', () => {
  const source = readFileSync(`${root}src/errors.ts`, 'utf8');
  const codes = [...source.matchAll(/^ {2}\| '([a-z-]+)'/gm)].map((match) => match[1] as string);
  expect(codes.length).toBeGreaterThan(10);
  const page = readFileSync(`${root}docs/api-errors.md`, 'utf8');
  for (const code of codes) {
    expect(Object.keys(problemCatalogue)).toContain(code);
    expect(page).toContain(`| \`${code}\` |`);
  }
});

it('every operation has an id, a summary, a tag, and says what can go wrong', async () => {
  const api = await createApi(new FakePorts().dependencies);
  const document = (await api.inject('/api/openapi.json')).json();
  await api.close();
  expect(document.openapi).toBe('3.1.0');
  const ids = new Set<string>();
  for (const [path, operations] of Object.entries<Record<string, never>>(document.paths)) {
    for (const [method, operation] of Object.entries<Record<string, never>>(operations)) {
      const { operationId, summary, tags, responses } = operation as never as {
        operationId: string;
        summary: string;
        tags: string[];
        responses: object;
      };
      expect(summary, `${method} ${path}`).toBeTruthy();
      expect(tags).toHaveLength(1);
      expect(ids).not.toContain(operationId);
      ids.add(operationId);
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(['400', '421', '500', '503']));
      if (path.includes('{')) expect(Object.keys(responses), `${method} ${path}`).toContain('404');
      if (method !== 'get')
        expect(Object.keys(responses), `${method} ${path}`).toEqual(
          expect.arrayContaining(['403', '413', '415', '422']),
        );
    }
  }
  expect(ids.size).toBeGreaterThan(60);
});
