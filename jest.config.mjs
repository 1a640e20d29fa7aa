import { clientProjects, nodeProject } from './jest.base.mjs';

/** One project for each workspace; browser stories (e2e) have a run of their own. */
export default {
  globalSetup: './jest.global-setup.mjs',
  globalTeardown: './jest.global-teardown.mjs',
  testSequencer: './jest.sequencer.mjs',
  // Two cores may be busy with several suites and a database.
  testTimeout: 30_000,
  // Modules of finished suites stay in memory: a worker that has run many would spend its time on collecting garbage.
  workerIdleMemoryLimit: '800MB',
  projects: [
    nodeProject('rules'),
    nodeProject('packages/contracts'),
    nodeProject('packages/service-kit'),
    nodeProject('services/user', { decorators: true }),
    nodeProject('services/chat'),
    nodeProject('services/socket'),
    nodeProject('infra'),
    nodeProject('dev-proxy'),
    nodeProject('local-cloud'),
    ...clientProjects('client'),
  ],
};
