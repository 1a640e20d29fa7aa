import { useOpenCall, type OpenCall } from '@/features/calls/components/call-context';
import { CallBar } from '@/features/calls/components/panel/call-bar';
import { VoicePanel } from '@/features/calls/components/panel/voice-panel';
import { useIsPhone } from '@/shared/lib/use-media-query';
import { useCallNames } from './use-call-names';

/** The call, unless it has ended: then only its own page tells about it. */
const useRunningCall = (): OpenCall | undefined => {
  const open = useOpenCall();
  return open.snapshot.status === 'ended' ? undefined : open;
};

const OpenCallPanel = ({ open }: { open: OpenCall }) => <VoicePanel {...useCallNames(open)} />;

const OpenCallBar = ({ open, onBack }: { open: OpenCall; onBack?: () => void }) => (
  <CallBar channelName={useCallNames(open).channelName} onBack={onBack} />
);

/** The panel of the call. */
export const CallPanel = () => {
  const open = useRunningCall();
  return open ? <OpenCallPanel open={open} /> : null;
};

/** The call as a slim bar on phones whose screen shows the pane of another channel, or a note. */
export const PhoneCallBar = ({ roomChannelId }: { roomChannelId: string | undefined }) => {
  const open = useRunningCall();
  const isPhone = useIsPhone();
  return open && isPhone && roomChannelId !== open.snapshot.channelId ? <OpenCallBar open={open} /> : null;
};

export interface CoveredCallBarProps {
  channelId: string;
  onBack: () => void;
}

/** The same while the chat or the notes beside the call cover its room. */
export const CoveredCallBar = ({ channelId, onBack }: CoveredCallBarProps) => {
  const open = useRunningCall();
  const isPhone = useIsPhone();
  return open?.snapshot.channelId === channelId && isPhone ? (
    <OpenCallBar open={open} onBack={onBack} />
  ) : null;
};

/** The call in pages that cover the window. */
export const PinnedCall = () => {
  const open = useRunningCall();
  const isPhone = useIsPhone();
  if (!open) return null;
  return isPhone ? <OpenCallBar open={open} /> : <OpenCallPanel open={open} />;
};
