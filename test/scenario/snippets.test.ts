import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { snippets, waitSnippet } from '../../web/src/start/snippets.ts';
import { drained } from '../support/reconcile.ts';
import { TestServer } from '../support/server.ts';

/** Inside of the repository, so that a script finds the packages. */
const scratch = new URL('../../.bench/', import.meta.url).pathname;

let server: TestServer;
let directory: string;
beforeAll(async () => {
  server = await TestServer.start();
  directory = mkdtempSync(join(scratch, 'snippets-'));
});
afterAll(async () => {
  await server?.stop();
  rmSync(directory, { recursive: true, force: true });
});

const shown = (id: string, to: string) =>
  snippets.find((snippet) => snippet.id === id)?.code({ ...server.smtp, to }) ?? '';

/** What follows settings alone: the framework reads them, and an application sends. */
const rails = (settings: string, to: string) => `require "mail"
Mailer = Struct.new(:delivery_method, :smtp_settings)
config = Struct.new(:action_mailer).new(Mailer.new)
${settings}
Mail.defaults { delivery_method config.action_mailer.delivery_method, config.action_mailer.smtp_settings }
Mail.deliver { from "app@example.test"; to "${to}"; subject "Hello"; body "It works." }`;
// Laravel makes the transport by Symfony's factory from the parts of MAIL_URL.
const laravel = (env: string, to: string) => `<?php
foreach (["Mailer", "Mime"] as $name) require "/usr/share/php/Symfony/Component/$name/autoload.php";
$env = parse_ini_string(${JSON.stringify(env.replace(/^#.*\n/, '')).replaceAll('$', '\\$')}, false, INI_SCANNER_RAW);
$mail = (new Symfony\\Component\\Mime\\Email)->from("app@example.test")->to("${to}")->subject("Hello")->text("It works.");
Symfony\\Component\\Mailer\\Transport::fromDsn($env["MAIL_URL"])->send($mail);`;
const asShown = (code: string) => code;

it.each([
  ['nodemailer', 'node', 'snippet.mjs', asShown],
  ['smtplib', 'python3', 'snippet.py', asShown],
  ['swaks', 'sh', 'snippet.sh', asShown],
  ['rails', 'ruby', 'snippet.rb', rails],
  ['laravel', 'php', 'snippet.php', laravel],
])('%s delivers as the page says', async (id, command, file, script) => {
  const to = `${id}@snippets.test`;
  const path = join(directory, file);
  writeFileSync(path, script(shown(id, to), to));
  await promisify(execFile)(command, [path], { timeout: 60_000 });
  await drained(server);
  expect(await server.api.emails(`recipient=${to}`)).toHaveLength(1);
  const [waiting = ''] = /http[^']+/.exec(waitSnippet(server.httpUrl, to)) ?? [];
  expect((await fetch(waiting)).status).toBe(200);
});
