import type { ServerId } from '@maru/contracts/primitives';
import { useQuery } from '@tanstack/react-query';
import { queryClient } from '@/shared/api/query-client';
import { emit, onConnected, onPush, whenConnected } from '@/shared/api/realtime';
import { learnCallService } from '../model/call-service';
import { withList, withRoom, type VoiceRooms } from '../model/voice-rooms';

const none: VoiceRooms = new Map();
const prefix = ['voice-rooms'];
const keyOf = (serverId: string) => [...prefix, serverId];

const load = async (serverId: ServerId): Promise<VoiceRooms> => {
  let pushed = none;
  // The cache takes no pushes before the first list.
  const stop = onPush('voice:changed', (push) => {
    if (push.serverId === serverId) pushed = withRoom(pushed, push.room);
  });
  try {
    await whenConnected();
    const { rooms, ...service } = await emit('voice:list', { serverId });
    learnCallService(service);
    return withList(queryClient.getQueryData<VoiceRooms>(keyOf(serverId)) ?? none, pushed, rooms);
  } finally {
    stop();
  }
};

/** The calls of a server, by channel id; empty ones may be among them. */
export const useVoiceRooms = (serverId: ServerId): VoiceRooms =>
  useQuery({ queryKey: keyOf(serverId), queryFn: () => load(serverId), structuralSharing: false }).data ??
  none;

/** Writes pushes about calls to the cache, and fetches the lists again after every reconnection. */
export const subscribeToVoiceRooms = (): (() => void) => {
  const stops = [
    onPush(
      'voice:changed',
      ({ serverId, room }) =>
        void queryClient.setQueryData<VoiceRooms>(keyOf(serverId), (rooms) => rooms && withRoom(rooms, room)),
    ),
    onConnected(() => void queryClient.invalidateQueries({ queryKey: prefix })),
  ];
  return () => stops.forEach((stop) => stop());
};
