import { useState } from 'react';
import { lastStays } from '../model/last-stay';
import type { Place } from './calls';
import { useCurrentCall } from './current-call';
import { cancelJoin, joinCall } from './join-call';

/** The call that this tab was in before it was reloaded. */
interface RejoinOffer extends Place {
  /** Joins with the same microphone, headset and camera state. */
  accept: () => void;
  dismiss: () => void;
}

/** Returns the offer until the person answers it or joins a call. */
export const useRejoinOffer = (userId: string): RejoinOffer | undefined => {
  const [stay, setStay] = useState(() => lastStays.find(userId));
  const hasCall = useCurrentCall(({ open }) => open !== undefined);
  if (!stay || hasCall) return undefined;
  return {
    ...stay,
    accept: () => joinCall(stay, stay),
    dismiss: () => {
      cancelJoin();
      lastStays.keep(userId, undefined);
      setStay(undefined);
    },
  };
};
