// `npm run docs`: writes what is made from the schemas and must not be written by hand: docs/configuration.md, docs/api-errors.md and
// the types of the API for the pages, web/src/api/schema.ts. A test compares what is checked in with what this would write.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import openapiTypes, { astToString } from 'openapi-typescript';
import { problemCatalogue } from '../src/api/problem.ts';
import { createApi } from '../src/api/server.ts';
import { configOptions } from '../src/config.ts';
import { FakePorts } from '../test/support/fake-ports.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Path from the root of the repository, and text. */
export async function generatedFiles(): Promise<Map<string, string>> {
  return new Map([
    ['docs/configuration.md', configurationPage()],
    ['docs/api-errors.md', errorsPage()],
    ['web/src/api/schema.ts', await apiTypes()],
  ]);
}

async function apiTypes(): Promise<string> {
  const api = await createApi(new FakePorts().dependencies);
  try {
    const { body } = await api.inject('/api/openapi.json');
    const nodes = await openapiTypes(JSON.parse(body), { alphabetize: true });
    return `// Made by \`npm run docs\` from the OpenAPI document: do not edit.\n\n${astToString(nodes)}`;
  } finally {
    await api.close();
  }
}

function configurationPage(): string {
  const rows = configOptions().map(({ path, flag, variable, kind, description, defaultText }) =>
    row([
      code(path),
      code(flag),
      code(variable),
      kind.replaceAll('|', ' or '),
      defaultText && code(defaultText),
      description,
    ]),
  );
  return `# Configuration

Made by \`npm run docs\` from the schema in src/config.ts: do not edit. An option wins over an environment variable, and that over the
file given by \`--config\` (YAML or JSON, keys nested as the dots say). Bytes may be written as \`10MiB\`, durations as \`30s\`.

| setting | option | variable | kind | default | meaning |
| --- | --- | --- | --- | --- | --- |
${rows.join('\n')}
`;
}

function errorsPage(): string {
  const rows = Object.entries(problemCatalogue).map(([name, { status, title, meaning }]) =>
    row([code(name), String(status), title, meaning]),
  );
  return `# Errors of the API

Made by \`npm run docs\` from src/api/problem.ts: do not edit. Every error is an RFC 9457 problem (\`application/problem+json\`) whose
\`code\` is one of these and stays the same between releases.

| code | status | title | meaning |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function code(text: string): string {
  return `\`${text}\``;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [path, text] of await generatedFiles()) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}
