import { join } from 'node:path';
import { describeLock, releaseLock, takeLock } from '../../../scripts/lib/lock.mjs';

export class StackRunsError extends Error {
  constructor(readonly url: string | undefined) {
    super(`Maru runs already${url ? `: ${url}` : ''}`);
  }
}

export type Unlock = (() => void) & { setUrl: (url: string) => void };

/** Makes this process the only user of the state folder. @throws StackRunsError while another one lives. */
export const lockState = (stateDir: string): Unlock => {
  const file = join(stateDir, 'stack.json');
  const holder = takeLock(file);
  if (holder) throw new StackRunsError(holder.url);
  return Object.assign(() => releaseLock(file), {
    setUrl: (url: string) => describeLock(file, { url }),
  });
};
