import type { Category, Channel } from '@maru/contracts/http/chat/channels';
import { member } from '@maru/contracts/http/chat/members';
import { server, type ServerDetail } from '@maru/contracts/http/chat/servers';
import { everyoneRoleId } from '@maru/contracts/permission-rules';
import { ordinaryPermissions } from '@maru/contracts/permissions';
import { categoryId, channelId, serverId, userId } from '@maru/contracts/primitives';

export const aServerId = serverId.parse('01JS0000000000000000000000');

export const aCategory = (change: Partial<Category> = {}): Category => ({
  categoryId: categoryId.parse('01JC0000000000000000000000'),
  serverId: aServerId,
  name: '텍스트 채널',
  position: 0,
  overwrites: [],
  ...change,
});

export const aChannel = (change: Partial<Channel> = {}): Channel => ({
  channelId: channelId.parse('01JD0000000000000000000000'),
  serverId: aServerId,
  categoryId: null,
  type: 'text',
  name: '일반',
  topic: '',
  position: 0,
  slowModeSeconds: 0,
  userLimit: null,
  isSynced: true,
  overwrites: [],
  createdAt: '2026-01-01T00:00:00.000Z',
  ...change,
});

/** A server that the signed-in person owns, with no role but @everyone. */
export const aServerDetail = (change: Partial<ServerDetail> = {}): ServerDetail => {
  const me = userId.parse('7c9e6679-7425-40de-944b-e07fc1f90ae7');
  const createdAt = '2026-01-01T00:00:00.000Z';
  return {
    server: server.parse({ serverId: aServerId, name: '마루 마을', iconUrl: null, ownerId: me, createdAt }),
    roles: [
      {
        roleId: everyoneRoleId(aServerId),
        serverId: aServerId,
        name: '모두',
        color: null,
        icon: null,
        position: 0,
        permissions: ordinaryPermissions,
        isHoisted: false,
        isMentionable: false,
      },
    ],
    categories: [],
    channels: [],
    me: member.parse({ serverId: aServerId, userId: me, joinedAt: createdAt }),
    ...change,
  };
};
