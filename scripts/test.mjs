/**
 * `npm test`: everything that CI runs. Ends with a table of the slowest suites and one line, `N passed, N failed`, over all tests of
 * all suites; a stage without tests (compiling, lint) counts as one failure when it fails. `--only unit|e2e` runs a part.
 */
import { parseArgs } from 'node:util';
import { forgetReports, runJest } from './lib/jest.mjs';
import { prepare } from './lib/prepare.mjs';
import { inherit } from './lib/process.mjs';
import { startTestRun } from './lib/test-run.mjs';

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const run = startTestRun();

const prepared = () =>
  prepare({ withBrowser: true }).then(
    () => true,
    (error) => {
      console.error(error.message);
      return false;
    },
  );

forgetReports();
console.log('\nPreparing\n');
if (!(await run.check('prepared', prepared))) run.finish();

if (values.only !== 'e2e') {
  await run.check('lint', async () => (await inherit('npm', ['run', '-s', 'lint'])) === 0);
  await run.suites('unit and integration suites', () => runJest('unit', ['--maxWorkers=2']));
}
if (values.only !== 'unit')
  await run.suites('browser stories', () => runJest('e2e', ['--config', 'e2e/jest.config.mjs']));
run.finish();
