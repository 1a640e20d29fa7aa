import { lazy, useState } from 'react';
import { useCurrentCall } from '@/features/calls/api/current-call';
import { mayHaveLastStay } from '@/features/calls/model/last-stay-key';
import { useMe } from '@/shared/api/session-store';
import { LazyPart } from '@/shared/ui/lazy-part';

const RejoinOffer = lazy(async () => {
  const { RejoinOffer: component } = await import('./rejoin-offer');
  return { default: component };
});

/** The way back into the call of before a reload, if there was one. */
export const Rejoin = () => {
  const { userId } = useMe();
  return <RejoinOf key={userId} userId={userId} />;
};

const RejoinOf = ({ userId }: { userId: string }) => {
  // A call that is open now keeps its own last stay.
  const [mayRejoin] = useState(() => !useCurrentCall.getState().open && mayHaveLastStay(userId));
  return mayRejoin ? (
    <LazyPart isMinor>
      <RejoinOffer userId={userId} />
    </LazyPart>
  ) : null;
};
