import type { MaruServer } from '../../platform/realtime.js';
import { rooms } from '../../platform/rooms.js';
import { createActivityThrottle } from './activity.js';
import type { MessagePublisher } from './messages.service.js';

/** Announces messages to who has the channel open, and a coalesced hint to the rest of those who may see it. */
export const createMessagePublisher = (io: MaruServer): MessagePublisher & { stop(): void } => {
  const activity = createActivityThrottle(({ audience, ...hint }) => {
    io.to(audience).emit('channel:activity', hint);
  });

  return {
    stop: activity.stop,
    created({ serverId, channelId, audience }, messages) {
      io.to(rooms.channel(channelId)).emit('message:created', { channelId, messages });
      const last = messages.at(-1);
      if (last) activity.hint({ serverId, channelId, audience, lastSeq: last.seq });
    },
    updated(message, changes) {
      const { channelId } = message;
      io.to(rooms.channel(channelId)).emit('message:updated', { channelId, message, changes });
    },
  };
};
