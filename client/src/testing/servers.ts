import type { Category, Channel } from '@maru/contracts/http/chat/channels';
import { categoryId, channelId, serverId } from '@maru/contracts/primitives';

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
