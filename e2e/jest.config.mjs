import { nodeProject } from '../jest.base.mjs';

/** Browser stories against the running product, one after another in one browser. */
export default {
  ...nodeProject('e2e'),
  globalSetup: '<rootDir>/global-setup.mjs',
  globalTeardown: '<rootDir>/global-teardown.mjs',
  testTimeout: 120_000,
};
