import { existsSync } from 'node:fs';

const compiled = new URL('local-cloud/dist/test-backends.js', import.meta.url);

/** Starts the servers for integration tests; tests find their addresses in TEST_… variables. */
export default async function startBackends() {
  if (!existsSync(compiled))
    throw new Error('Run `npm run build` first: the test backends are not compiled.');
  const { startTestBackends } = await import(compiled.href);
  const backends = await startTestBackends();
  Object.assign(process.env, backends.env);
  globalThis.__MARU_TEST_BACKENDS__ = backends;
}
