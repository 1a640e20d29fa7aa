/** One process of the local stack. */
export interface PartSpec {
  name: string;
  command: string;
  args: string[];
  cwd?: string;
  env?: Record<string, string>;
  /** Resolves true once the part does its work; asked again and again until then. */
  isReady: () => Promise<boolean>;
  /** How long it may take to get ready. */
  readyTimeoutMs?: number;
}

/** A program that runs to its end before what comes next may start. */
export interface TaskSpec {
  name: string;
  command: string;
  args: string[];
  cwd?: string;
  env?: Record<string, string>;
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
