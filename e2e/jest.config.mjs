import { nodeProject } from '../jest.base.mjs';

/** Browser stories against the running product; each worker has its own browser, and each story its own people. */
export default {
  ...nodeProject('e2e'),
  runner: '<rootDir>/story-runner.mjs',
  globalSetup: '<rootDir>/global-setup.mjs',
  globalTeardown: '<rootDir>/global-teardown.mjs',
  maxWorkers: 2,
  testTimeout: 120_000,
};
