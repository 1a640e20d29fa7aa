import type { ChannelId, ServerId } from '@maru/contracts/primitives';
import type { SystemMessageKind } from '@maru/contracts/socket/messages';
import { AppError } from '@maru/service-kit/app-error';
import type { AccessCache } from '../access/access-cache.js';
import type { MessagesService } from './messages.service.js';

interface SystemMessagesDeps {
  access: Pick<AccessCache, 'findInServer'>;
  messages: Pick<MessagesService, 'announce'>;
}

interface SystemMessage {
  serverId: ServerId;
  userId: string;
  nonce: string;
  system: SystemMessageKind;
}

/** Messages that a server posts by itself, on behalf of the chat service. */
export class SystemMessagesService {
  constructor(private readonly deps: SystemMessagesDeps) {}

  /** Throws NOT_FOUND when this node knows of no such channel in the server. */
  async post(channelId: ChannelId, { serverId, ...message }: SystemMessage): Promise<void> {
    const conversation = await this.deps.access.findInServer(serverId, channelId);
    if (!conversation) throw new AppError('NOT_FOUND');
    await this.deps.messages.announce(conversation, message);
  }
}
