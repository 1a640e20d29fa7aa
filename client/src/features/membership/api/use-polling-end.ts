import { useState } from 'react';
import { useHasPassed } from '@/shared/lib/use-has-passed';
import { pollingMs } from '../model/polling';

/** Returns whether the page has asked for its result long enough. */
export const usePollingEnd = (): boolean => {
  const [endsAt] = useState(() => new Date(Date.now() + pollingMs).toISOString());
  return useHasPassed(endsAt);
};
