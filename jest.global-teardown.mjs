export default async function stopBackends() {
  await globalThis.__MARU_TEST_BACKENDS__?.stop();
}
