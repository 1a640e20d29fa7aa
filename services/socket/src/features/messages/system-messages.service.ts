import type { ChannelId, ServerId } from '@maru/contracts/primitives';
import type { SystemMessageKind } from '@maru/contracts/socket/messages';
import { AppError } from '@maru/service-kit/app-error';
import type { AccessCache } from '../access/access-cache.js';
import { audienceOf } from '../../platform/rooms.js';
import type { MessagesService } from './messages.service.js';

interface SystemMessagesDeps {
  access: Pick<AccessCache, 'rulesOfServer'>;
  messages: Pick<MessagesService, 'announce'>;
}

interface SystemMessage {
  serverId: ServerId;
  userId: string;
  nonce: string;
  system: SystemMessageKind;
}

/** What servers say by themselves, on behalf of the chat service. */
export class SystemMessagesService {
  constructor(private readonly deps: SystemMessagesDeps) {}

  /** NOT_FOUND when the server has no such text channel, as far as this node knows. */
  async post(channelId: ChannelId, { serverId, ...message }: SystemMessage): Promise<void> {
    const known = await this.deps.access.rulesOfServer(serverId);
    const channel = known?.channels.get(channelId);
    if (!known || !channel || channel.type === 'voice') throw new AppError('NOT_FOUND');
    const audience = audienceOf(known.rules, channel);
    await this.deps.messages.announce({ channelId, serverId, audience }, message);
  }
}
