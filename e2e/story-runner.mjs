import TestRunner from 'jest-runner';

const isAlone = ({ path }) => path.endsWith('.alone.test.ts');

/** Runs stories on all workers, then the stories that disturb others (`*.alone.test.ts`), one after another. */
export default class StoryRunner extends TestRunner {
  async runTests(tests, watcher, options) {
    const shared = tests.filter((test) => !isAlone(test));
    const alone = tests.filter(isAlone);
    if (shared.length > 0) await super.runTests(shared, watcher, options);
    if (alone.length > 0) await super.runTests(alone, watcher, { ...options, serial: true });
  }
}
