import { serverId as serverIdSchema } from '@maru/contracts/primitives';
import { useServer } from '@/entities/server/api/servers';
import type { OpenCall } from '@/features/calls/components/call-context';

/** The names of a call's channel and server, wherever the viewer is. */
export const useCallNames = ({ snapshot }: OpenCall): { channelName: string; serverName: string } => {
  const { data: detail } = useServer(serverIdSchema.parse(snapshot.serverId));
  const channel = detail?.channels.find(({ channelId }) => channelId === snapshot.channelId);
  return { channelName: channel?.name ?? '', serverName: detail?.server.name ?? '' };
};
