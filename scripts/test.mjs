/**
 * `npm test`: everything that CI runs. Ends with one line, `N passed, N failed`, over all tests of all suites; a stage that is
 * no test suite (compiling, lint) counts as one failure when it fails. `--only unit|e2e` runs a part.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { green, red } from './lib/console.mjs';
import { prepare } from './lib/prepare.mjs';
import { inherit, root } from './lib/process.mjs';

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const total = { passed: 0, failed: 0 };
const results = join(root, '.local/test-results');

const finish = () => {
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  process.exit(total.failed === 0 ? 0 : 1);
};

const check = async (name, run) => {
  const isFine = await run();
  console.log(`  ${isFine ? green('✓') : red('✗')} ${name}`);
  if (!isFine) total.failed += 1;
  return isFine;
};

/** Adds a Jest run to the total. A suite that could not even load counts as one failure. */
const jest = async (name, args) => {
  const outputFile = join(results, `${name}.json`);
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const code = await inherit(process.execPath, [
    ...flags,
    'node_modules/jest/bin/jest.js',
    ...args,
    '--json',
    `--outputFile=${outputFile}`,
  ]);
  if (!existsSync(outputFile)) {
    total.failed += 1;
    return;
  }
  const report = JSON.parse(readFileSync(outputFile, 'utf8'));
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  total.passed += report.numPassedTests;
  total.failed += failed === 0 && code !== 0 ? 1 : failed;
};

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

console.log('\nPreparing\n');
const isPrepared = await check('prepared', () =>
  prepare({ withBrowser: true }).then(
    () => true,
    (error) => {
      console.error(error.message);
      return false;
    },
  ),
);
if (!isPrepared) finish();

if (values.only !== 'e2e') {
  await check('lint', async () => (await inherit('npm', ['run', '-s', 'lint'])) === 0);
  await jest('unit', ['--maxWorkers=2']);
}
if (values.only !== 'unit') await jest('e2e', ['--config', 'e2e/jest.config.mjs', '--runInBand']);
finish();
