import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface LockFile {
  pid: number;
  url?: string;
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

export class StackRunsError extends Error {
  constructor(readonly url: string | undefined) {
    super(`Maru runs already${url ? `: ${url}` : ''}`);
  }
}

export type Unlock = (() => void) & { setUrl: (url: string) => void };

/** Makes this process the only one that uses the state folder. Throws StackRunsError while another lives. */
export const lockState = (stateDir: string): Unlock => {
  const file = join(stateDir, 'stack.json');
  if (existsSync(file)) {
    // The file is ours alone.
    const { pid, url } = JSON.parse(readFileSync(file, 'utf8')) as LockFile;
    if (pid !== process.pid && isAlive(pid)) throw new StackRunsError(url);
  }
  const write = (lock: LockFile) => writeFileSync(file, JSON.stringify(lock));
  write({ pid: process.pid });
  return Object.assign(() => rmSync(file, { force: true }), {
    setUrl: (url: string) => write({ pid: process.pid, url }),
  });
};
