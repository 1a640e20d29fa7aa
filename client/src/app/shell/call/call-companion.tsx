import { serverId as serverIdSchema } from '@maru/contracts/primitives';
import { useEffect, useRef } from 'react';
import { useMatch, useNavigate } from 'react-router-dom';
import { useServer } from '@/entities/server/api/servers';
import { useOpenCall, type OpenCall } from '@/features/calls/components/call-context';
import { CallEffects } from '@/features/calls/components/effects/call-effects';
import { useEndToast } from '@/features/calls/components/effects/use-end-toast';
import { MiniView } from '@/features/calls/components/mini/mini-view';
import { paths } from '@/shared/config/paths';
import { OpenServer } from '../open-server';
import { useCallNames } from './use-call-names';

/** A moderator's move changes the channel of a running call. A viewer who looks at the old room follows into the new one. */
const useFollowMove = ({ serverId, channelId, status }: OpenCall['snapshot'], shown: string | undefined) => {
  const navigate = useNavigate();
  const last = useRef(channelId);
  useEffect(() => {
    const from = last.current;
    last.current = channelId;
    if (from === channelId || status !== 'connected' || shown !== from) return;
    void navigate(paths.channel.to(serverId, channelId));
  }, [navigate, serverId, channelId, status, shown]);
};

/** Goes with the call through all pages: its keys, sounds and announcements, and its video while another page is open. */
export const CallCompanion = () => {
  const open = useOpenCall();
  const { serverId, channelId, status } = open.snapshot;
  const { data: detail } = useServer(serverIdSchema.parse(serverId));
  const { channelName } = useCallNames(open);
  const shown = useMatch(paths.channel.path)?.params.channelId;
  const isShown = shown === channelId;
  useFollowMove(open.snapshot, shown);
  // A member who is removed from the server loses its detail, too, and must hear of the end.
  useEndToast(isShown);
  if (!detail) return null;
  const isIn = status === 'connected' || status === 'reconnecting';
  return (
    <OpenServer detail={detail}>
      <CallEffects channelName={channelName} />
      {isIn && !isShown ? <MiniView /> : null}
    </OpenServer>
  );
};
