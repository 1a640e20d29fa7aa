import type { Channel } from '@maru/contracts/http/chat/channels';

/** Returns the name as members write it: `#일반`, but `라운지` for a voice channel. */
export const channelTitle = ({ type, name }: Pick<Channel, 'type' | 'name'>): string =>
  type === 'voice' ? name : `#${name}`;
