import { ApiError } from '@/shared/api/api-error';

export interface Failure {
  id: string;
  error: unknown;
}

export interface BulkRun {
  total: number;
  done: number;
  failures: Failure[];
  isRunning: boolean;
}

interface RunOptions {
  ids: readonly string[];
  act: (id: string) => Promise<unknown>;
  onProgress: (run: BulkRun) => void;
  isStopped: () => boolean;
  wait: (ms: number) => Promise<void>;
}

/** How long a service wants us to wait before the next try. */
const pauseOf = (error: unknown): number | undefined =>
  error instanceof ApiError && error.code === 'RATE_LIMITED' ? (error.retryAfterMs ?? 1_000) : undefined;

const tryOne = async (id: string, { act, wait, isStopped }: RunOptions): Promise<Failure | undefined> => {
  for (;;) {
    try {
      await act(id);
      return undefined;
    } catch (error) {
      const pause = pauseOf(error);
      if (pause === undefined || isStopped()) return { id, error };
      await wait(pause);
    }
  }
};

/** Does something for one after the other. One failure spares nobody else; being asked to slow down only delays; stopping leaves the rest as it is. */
export const runForEach = async (options: RunOptions): Promise<BulkRun> => {
  const { ids, onProgress, isStopped } = options;
  let run: BulkRun = { total: ids.length, done: 0, failures: [], isRunning: true };
  onProgress(run);
  for (const id of ids) {
    if (isStopped()) break;
    const failure = await tryOne(id, options);
    run = { ...run, done: run.done + 1, failures: failure ? [...run.failures, failure] : run.failures };
    onProgress(run);
  }
  run = { ...run, isRunning: false };
  onProgress(run);
  return run;
};
