// `npm run seed -- --emails N [--data DIR] [--campaign]`: fills a store over SMTP at full speed with mail shaped like real mail.
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { TestServer } from '../test/support/server.ts';
import { seedServer } from './seed-server.ts';

const options = new Command('seed')
  .requiredOption('--emails <n>', 'how many')
  .option('--data <dir>', 'data directory of the server', 'data')
  .option('--sessions <n>', 'connections at once', '20')
  .parse()
  .opts<{ emails: string; data: string; sessions: string }>();

const dataDirectory = resolve(options.data);
mkdirSync(dataDirectory, { recursive: true });
const server = await TestServer.start({ dataDirectory });
try {
  const started = Date.now();
  const emails = Number(options.emails);
  await seedServer(server, { emails, sessions: Number(options.sessions) });
  process.stdout.write(`${emails} emails in ${((Date.now() - started) / 1000).toFixed(1)} s into ${dataDirectory}\n`);
} finally {
  await server.killed('SIGTERM');
}
