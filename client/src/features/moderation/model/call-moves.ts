import type { Channel } from '@maru/contracts/http/chat/channels';
import type { Member } from '@maru/contracts/http/chat/members';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { can } from '@maru/contracts/permissions';
import type { VoiceRoom } from '@maru/contracts/socket/voice';
import { permissionsIn } from '@/entities/server/model/permissions';

export type Rooms = ReadonlyMap<string, Pick<VoiceRoom, 'members'>>;

/** Returns the voice channel whose call the member is in, if the viewer may end or move their part in it. */
export const movableFrom = (detail: ServerDetail, rooms: Rooms, { userId }: Member): Channel | undefined =>
  userId === detail.me.userId
    ? undefined
    : detail.channels.find(
        (channel) =>
          rooms.get(channel.channelId)?.members.some((each) => each.userId === userId) &&
          can(permissionsIn(detail, channel), 'moveMembers'),
      );

/** Returns the voice channels to which the viewer may move the member, by the same rules as the service. */
export const destinationsOf = (detail: ServerDetail, member: Member, from: Channel): Channel[] =>
  detail.channels.filter(
    (channel) =>
      channel.type === 'voice' &&
      channel.channelId !== from.channelId &&
      can(permissionsIn(detail, channel), 'moveMembers') &&
      can(permissionsIn(detail, channel, member), 'connect'),
  );
