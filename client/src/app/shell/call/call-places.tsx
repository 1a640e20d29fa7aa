import { lazy, use, type ReactNode } from 'react';
import { UserPanel } from '@/features/auth/components/user-panel';
import { CallContext } from '@/features/calls/components/call-context';
import { LazyPart } from '@/shared/ui/lazy-part';
import { useOpenSettings } from '../use-open-settings';
import type { CoveredCallBarProps } from './call-panels';

const loadPanels = () => import('./call-panels');
const LazyPanel = lazy(async () => ({ default: (await loadPanels()).CallPanel }));
const LazyPhoneBar = lazy(async () => ({ default: (await loadPanels()).PhoneCallBar }));
const LazyCoveredBar = lazy(async () => ({ default: (await loadPanels()).CoveredCallBar }));
const LazyPinned = lazy(async () => ({ default: (await loadPanels()).PinnedCall }));
const LazyNotes = lazy(async () => ({ default: (await import('./call-notes')).CallNotes }));
const LazyCompanion = lazy(async () => ({ default: (await import('./call-companion')).CallCompanion }));

/** The parts of a call load with the first call. One of them says so if they can't be loaded. */
const InCall = ({ isMinor = true, children }: { isMinor?: boolean; children: ReactNode }) =>
  use(CallContext) ? <LazyPart isMinor={isMinor}>{children}</LazyPart> : null;

/** Pinned to the bottom left: the call, and the signed-in person. */
export const OwnPanels = () => {
  const openSettings = useOpenSettings();
  return (
    <>
      <InCall isMinor={false}>
        <LazyPanel />
      </InCall>
      <UserPanel onOpenSettings={openSettings} />
    </>
  );
};

export const PhoneCallBar = ({ roomChannelId }: { roomChannelId: string | undefined }) => (
  <InCall isMinor={false}>
    <LazyPhoneBar roomChannelId={roomChannelId} />
  </InCall>
);

export const CoveredCallBar = (props: CoveredCallBarProps) => (
  <InCall>
    <LazyCoveredBar {...props} />
  </InCall>
);

export const PinnedCall = () => (
  <InCall>
    <LazyPinned />
  </InCall>
);

export const CallNotes = () => (
  <InCall>
    <LazyNotes />
  </InCall>
);

export const CallCompanion = () => (
  <InCall>
    <LazyCompanion />
  </InCall>
);
