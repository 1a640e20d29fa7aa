import type { CallSnapshot } from './call.js';

/** A refused join: the call waits, is elsewhere, or ends for this reason. */
type Refusal = 'waiting' | 'elsewhere' | NonNullable<CallSnapshot['endReason']>;

/** Returns what follows from a refusal that trying again doesn't change. */
export const refusalOf = (code: string, { wasIn }: { wasIn: boolean }): Refusal => {
  if (code === 'CALL_FULL') return 'waiting';
  if (code === 'CALL_ELSEWHERE') return wasIn ? 'taken-over' : 'elsewhere';
  return ['FORBIDDEN', 'NOT_FOUND', 'CHANNEL_NOT_VOICE'].includes(code) ? 'no-access' : 'failed';
};
