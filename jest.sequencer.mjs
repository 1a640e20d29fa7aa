import Sequencer from '@jest/test-sequencer';

const isIntegration = ({ path }) => path.includes('.e2e.test.');

/**
 * Integration suites run first, because they are long: the pure ones are short and keep both workers busy until the end.
 * Within each kind, suites that took longest in the last run come first.
 */
export default class IntegrationFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    return [...sorted.filter(isIntegration), ...sorted.filter((test) => !isIntegration(test))];
  }
}
