import type { ReactNode } from 'react';
import { useCurrentCall } from '@/features/calls/api/current-call';
import { CallContext } from '@/features/calls/components/call-context';
import { PinnedContext } from '@/shared/ui/settings-layout';
import { CallNotes, PinnedCall } from './call-places';

const pinned = <PinnedCall />;

/** Makes the call that the person is in known to every page. */
export const CallProvider = ({ children }: { children: ReactNode }) => (
  <CallContext value={useCurrentCall(({ open }) => open)}>
    <PinnedContext value={pinned}>{children}</PinnedContext>
    <CallNotes />
  </CallContext>
);
