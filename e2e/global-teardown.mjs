import { rm } from 'node:fs/promises';

export default async function stopProduct() {
  const { stack, stateDir } = globalThis.__MARU_STACK__ ?? {};
  await stack?.stop();
  if (stateDir) await rm(stateDir, { recursive: true, force: true });
}
