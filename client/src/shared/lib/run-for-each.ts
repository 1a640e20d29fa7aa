import { ApiError } from '../api/api-error.js';

export interface Failure<Id extends string = string> {
  id: Id;
  error: unknown;
}

/** The progress of a run. */
export interface Run<Id extends string = string> {
  total: number;
  done: number;
  failures: Failure<Id>[];
  isRunning: boolean;
}

interface RunOptions<Id extends string> {
  ids: readonly Id[];
  act: (id: Id) => Promise<unknown>;
  onProgress: (run: Run<Id>) => void;
  isStopped: () => boolean;
  wait: (ms: number) => Promise<void>;
}

/** The wait before the next try that the service asks for, in milliseconds. */
const pauseOf = (error: unknown): number | undefined =>
  error instanceof ApiError && error.code === 'RATE_LIMITED' ? (error.retryAfterMs ?? 1_000) : undefined;

const tryOne = async <Id extends string>(
  id: Id,
  { act, wait, isStopped }: RunOptions<Id>,
): Promise<Failure<Id> | undefined> => {
  for (;;) {
    try {
      await act(id);
      return undefined;
    } catch (error) {
      const pause = pauseOf(error);
      if (pause === undefined) return { id, error };
      await wait(pause);
      // Stopped while backing off: do not retry.
      if (isStopped()) return { id, error };
    }
  }
};

/** Applies an action to one item after the other. A failure does not stop the run; rate limits only delay it; stopping leaves the rest untouched. */
export const runForEach = async <Id extends string>(options: RunOptions<Id>): Promise<Run<Id>> => {
  const { ids, onProgress, isStopped } = options;
  let run: Run<Id> = { total: ids.length, done: 0, failures: [], isRunning: true };
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
