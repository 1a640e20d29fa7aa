import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { inherit, root } from './process.mjs';

const results = join(root, '.local/test-results');

/** Removes the reports of earlier runs. */
export const forgetReports = () => rmSync(results, { recursive: true, force: true });

const suitesOf = ({ testResults }) =>
  testResults.map(({ name, startTime, endTime, assertionResults }) => ({
    name: relative(root, name),
    seconds: (endTime - startTime) / 1000,
    tests: assertionResults.length,
  }));

/**
 * Runs Jest, which prints to this terminal. Returns the numbers of passed and failed tests and the suites with their times; a suite
 * that could not load counts as one failure, and so does a run that failed otherwise.
 */
export const runJest = async (name, args = []) => {
  const outputFile = join(results, `${name}.json`);
  mkdirSync(results, { recursive: true });
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const report = ['--json', `--outputFile=${outputFile}`];
  const code = await inherit(
    process.execPath,
    [...flags, 'node_modules/jest/bin/jest.js', ...args, ...report],
    // Each suite would print it once more.
    { env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' } },
  );
  if (!existsSync(outputFile)) return { passed: 0, failed: 1, suites: [] };
  const found = JSON.parse(readFileSync(outputFile, 'utf8'));
  const failed = found.numFailedTests + found.numRuntimeErrorTestSuites;
  return {
    passed: found.numPassedTests,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    suites: suitesOf(found),
  };
};
