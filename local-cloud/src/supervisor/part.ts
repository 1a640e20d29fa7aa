/** A program that runs to its end before what comes next may start. */
export interface TaskSpec {
  name: string;
  command: string;
  args: string[];
  cwd?: string;
  env?: Record<string, string>;
}

/** One process of the local stack. */
export interface PartSpec extends TaskSpec {
  /** Resolves true once the part does its work; asked again and again until then. */
  isReady: () => Promise<boolean>;
  /** Resolves true while the running part answers; `isReady` unless other parts can make that fail. */
  isAlive?: () => Promise<boolean>;
  /** How long it may take to get ready. */
  readyTimeoutMs?: number;
}

export type PartState = 'starting' | 'ready' | 'restarting' | 'stopped' | 'failed';

export interface PartStatus {
  name: string;
  state: PartState;
  pid: number | undefined;
  restarts: number;
  /** Why it ended the last time. */
  lastExit: string | undefined;
}
