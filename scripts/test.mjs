// All tests: provides what they need, builds, runs the unit project and then the scenarios. Arguments go to vitest (a path filter,
// `-t name`). The last line is `N passed, N failed` over both.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfNeeded } from './build-if-needed.mjs';
import { provision } from './provision.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);
const vitest = join(dirname(require.resolve('vitest/package.json')), 'vitest.mjs');
const filters = process.argv.slice(2);

try {
  await provision();
  await buildIfNeeded();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  finish(0, 1);
}

let passed = 0;
let failed = 0;
let skipped = [];
for (const project of ['unit', 'scenario']) {
  const outcome = await runProject(project);
  passed += outcome.passed;
  failed += outcome.failed;
  skipped = skipped.concat(outcome.skipped);
}
if (passed + failed === 0) {
  process.stdout.write('no test ran\n');
  failed = 1;
}
for (const name of skipped) process.stdout.write(`skipped: ${name}\n`);
finish(passed, failed);

async function runProject(project) {
  const directory = mkdtempSync(join(tmpdir(), 'millrace-test-'));
  const report = join(directory, 'report.json');
  const args = [
    vitest,
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ];
  if (filters.length > 0) args.push('--passWithNoTests', ...filters);
  const code = await exitCode(args);
  try {
    return readReport(report, code, project);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function exitCode(args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', () => resolve(1));
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

function readReport(path, code, project) {
  let report;
  try {
    report = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    // No report: nothing ran (a filter for the other project), or vitest itself fell over.
    return { passed: 0, failed: code === 0 ? 0 : 1, skipped: [] };
  }
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  const failedTests = tests.filter((test) => test.status === 'failed').length;
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  for (const file of brokenFiles) process.stdout.write(`failed to run: ${file.name}: ${file.message}\n`);
  let failures = failedTests + brokenFiles.length;
  if (code !== 0 && failures === 0) {
    process.stdout.write(
      `${project}: vitest ended with ${code} although no test failed (an unhandled error; see above)\n`,
    );
    failures = 1;
  }
  return {
    passed: tests.filter((test) => test.status === 'passed').length,
    failed: failures,
    skipped: tests.filter((test) => !['passed', 'failed'].includes(test.status)).map((test) => test.fullName),
  };
}

function finish(passedCount, failedCount) {
  process.stdout.write(`${passedCount} passed, ${failedCount} failed\n`);
  process.exit(failedCount === 0 ? 0 : 1);
}
