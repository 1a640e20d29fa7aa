import { useEffect, useState } from 'react';
import type { PairStats } from '../../model/call';
import { useOpenCall } from '../call-context';

const everyMs = 2_000;

/** The connection to one person, measured again and again while it is shown. */
export const useStats = (userId: string): PairStats | undefined => {
  const { call } = useOpenCall();
  const [stats, setStats] = useState<PairStats>();
  useEffect(() => {
    let isShown = true;
    const measure = () =>
      void call.statsOf(userId).then(
        (next) => (isShown ? setStats(next) : undefined),
        () => undefined,
      );
    measure();
    const timer = setInterval(measure, everyMs);
    return () => {
      isShown = false;
      clearInterval(timer);
    };
  }, [call, userId]);
  return stats;
};
