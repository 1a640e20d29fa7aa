/** A program that must finish before the next step may start. */
export interface TaskSpec {
  name: string;
  command: string;
  args: string[];
  cwd?: string;
  env?: Record<string, string>;
}

/** One process of the local stack. */
export interface PartSpec extends TaskSpec {
  /** Resolves true once the part works; polled until then. */
  isReady: () => Promise<boolean>;
  /** Resolves true while the running part answers; defaults to `isReady`, which other parts can make fail. */
  isAlive?: () => Promise<boolean>;
  /** Time limit for getting ready. */
  readyTimeoutMs?: number;
}

export type PartState = 'starting' | 'ready' | 'restarting' | 'stopped' | 'failed';

export interface PartStatus {
  name: string;
  state: PartState;
  pid: number | undefined;
  restarts: number;
  /** Reason of the last exit. */
  lastExit: string | undefined;
}
