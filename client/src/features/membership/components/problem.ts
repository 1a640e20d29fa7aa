import { ApiError } from '@/shared/api/api-error';

interface Asked {
  data: unknown;
  error: Error | null;
  /** The browser is offline, and the question waits. */
  isPaused: boolean;
}

/** Returns the error to show in place of data: also that there is no connection, which would leave a skeleton forever. */
export const problemOf = ({ data, error, isPaused }: Asked): Error | undefined => {
  if (data !== undefined) return undefined;
  return error ?? (isPaused ? new ApiError('UNREACHABLE') : undefined);
};
