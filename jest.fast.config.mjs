import config from './jest.config.mjs';

/** The suites that need neither databases nor components: contracts, rules, the kit and pure models. */
const { globalSetup: _setup, globalTeardown: _teardown, projects, ...shared } = config;

export default {
  ...shared,
  projects: projects
    .filter(({ displayName }) => displayName !== 'client')
    .map((project) => ({
      ...project,
      testPathIgnorePatterns: ['/node_modules/', '\\.e2e\\.test\\.'],
    })),
};
