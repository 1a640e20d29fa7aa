import { channelRoutes } from '@maru/contracts/http/chat/channels';
import { memberRoutes } from '@maru/contracts/http/chat/members';
import type { Overwrite } from '@maru/contracts/permission-rules';
import type { ChannelId, ServerId } from '@maru/contracts/primitives';
import { useMutation, useQuery } from '@tanstack/react-query';
import { call } from '@/shared/api/http';
import type { Place } from '../model/overwrites';

const set = (place: Place, { targetId, ...body }: Overwrite) =>
  place.kind === 'channel'
    ? call(channelRoutes.setChannelOverwrite, {
        params: { channelId: place.channel.channelId, targetId },
        body,
      })
    : call(channelRoutes.setCategoryOverwrite, {
        params: { categoryId: place.category.categoryId, targetId },
        body,
      });

/** Puts @everyone last: it may revoke access that the other overwrites are about to grant. */
const inOrder = (overwrites: readonly Overwrite[], serverId: string): Overwrite[] =>
  overwrites.toSorted((a, b) => Number(a.targetId === serverId) - Number(b.targetId === serverId));

/** Saves several overwrites, one after the other. */
export const useSaveOverwrites = (serverId: ServerId, place: Place, onSaved: (saved: Overwrite) => void) =>
  useMutation({
    mutationFn: async (overwrites: readonly Overwrite[]) => {
      for (const overwrite of inOrder(overwrites, serverId)) {
        await set(place, overwrite);
        onSaved(overwrite);
      }
    },
  });

export const useSyncChannel = (channelId: ChannelId) =>
  useMutation({ mutationFn: () => call(channelRoutes.syncChannel, { params: { channelId } }) });

/** The members with overwrites in a place, and their roles. */
export const useDecidedMembers = (serverId: ServerId, userIds: readonly string[]) => {
  const ids = userIds.toSorted().join(',');
  return useQuery({
    queryKey: ['decided-members', serverId, ids],
    enabled: ids !== '',
    placeholderData: (before) => before,
    queryFn: async () =>
      (await call(memberRoutes.listMembersById, { params: { serverId }, query: { ids } })).members,
  });
};
