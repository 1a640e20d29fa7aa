/**
 * `npm run test:fast`: the checks that need neither databases nor a browser, in less than a minute: types, lint, the format of
 * the files that differ from main, and the pure suites, those of the rules among them. Ends as `npm test` does.
 */
import { capture, inherit } from './lib/process.mjs';
import { forgetReports, runJest } from './lib/jest.mjs';
import { prepareSources } from './lib/prepare.mjs';
import { startTestRun } from './lib/test-run.mjs';

const lines = async (args) => {
  const { code, output } = await capture('git', args);
  return code === 0 ? output.split('\n').filter(Boolean) : [];
};

/** Files that differ from main (from the last commit where there is no main), also those that Git does not know yet. */
const changedFiles = async () => {
  const [base] = [...(await lines(['merge-base', 'HEAD', 'main'])), 'HEAD'];
  const changed = await lines(['diff', '--name-only', '--diff-filter=d', base]);
  return [...new Set([...changed, ...(await lines(['ls-files', '--others', '--exclude-standard']))])];
};

const bin = (name) => `node_modules/.bin/${name}`;
const succeeds = async (command, args) => (await inherit(command, args)) === 0;

const run = startTestRun();
const prepared = () =>
  prepareSources().then(
    () => true,
    (error) => {
      console.error(error.message);
      return false;
    },
  );

forgetReports();
console.log('\nPreparing\n');
if (!(await run.check('types', prepared))) run.finish();

const files = await changedFiles();
await run.check('lint', () => succeeds(bin('oxlint'), ['--deny-warnings']));
await run.check(
  'format of what changed',
  async () =>
    files.length === 0 || succeeds(bin('prettier'), ['--check', '--ignore-unknown', '--', ...files]),
);
await run.suites('pure suites', () =>
  runJest('fast', ['--config', 'jest.fast.config.mjs', '--maxWorkers=2']),
);
run.finish();
