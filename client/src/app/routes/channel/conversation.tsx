import type { Channel } from '@maru/contracts/http/chat/channels';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import type { MessageTarget } from '@/entities/channel/model/timeline';
import { ChannelConversation } from '@/features/messages/components/channel-conversation';
import { MessageContributions } from '../../shell/message-contributions';

export interface OpenChannelProps {
  detail: ServerDetail;
  channel: Channel;
  /** The message to open the conversation at; undefined: the first unread one. */
  target: MessageTarget | undefined;
}

/** A channel's messages, with the features' contributions to each. */
export const Conversation = (props: Omit<OpenChannelProps, 'detail'>) => (
  <MessageContributions>
    <ChannelConversation {...props} />
  </MessageContributions>
);
