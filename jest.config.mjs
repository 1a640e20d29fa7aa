import { jsdomProject, nodeProject } from './jest.base.mjs';

/** One project a workspace; browser stories (e2e) run apart, one after another. */
export default {
  globalSetup: './jest.global-setup.mjs',
  globalTeardown: './jest.global-teardown.mjs',
  // Two cores may be busy with several suites and a database.
  testTimeout: 30_000,
  projects: [
    nodeProject('packages/contracts'),
    nodeProject('packages/service-kit'),
    nodeProject('services/user', { decorators: true }),
    nodeProject('services/chat'),
    nodeProject('services/socket'),
    nodeProject('infra'),
    nodeProject('dev-proxy'),
    nodeProject('local-cloud'),
    jsdomProject('client'),
  ],
};
