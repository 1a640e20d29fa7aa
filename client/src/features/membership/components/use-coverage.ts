import type { MembershipPage } from '@maru/contracts/http/user/membership';
import { useState } from 'react';
import { useHasPassed } from '@/shared/lib/use-has-passed';
import { coverageOf } from '../model/coverage';

/** The plans from now on, as the paid spans give them; follows the clock to the end of the first one. */
export const useCoverage = (spans: MembershipPage['spans']) => {
  const [openedAt] = useState(() => new Date().toISOString());
  const stretches = coverageOf(spans, openedAt);
  const isFirstOver = useHasPassed(stretches[0]?.endsAt ?? null);
  const left = isFirstOver ? stretches.slice(1) : stretches;
  const hasBegun = useHasPassed(left[0]?.startsAt ?? null);
  return left.map((each, index) => ({ ...each, isNow: index === 0 && hasBegun }));
};
