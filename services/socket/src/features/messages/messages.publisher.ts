import type { MaruServer } from '../../platform/realtime.js';
import { rooms } from '../../platform/rooms.js';
import { createActivityThrottle } from './activity.js';
import type { MessagePublisher } from './local-writes.js';

/** Announces messages to who has the channel open, and a coalesced hint to the rest of those who may see it. */
export const createMessagePublisher = (io: MaruServer): MessagePublisher & { stop(): void } => {
  const activity = createActivityThrottle(({ audience, ...hint }) => {
    io.to(audience).emit('channel:activity', hint);
  });

  return {
    stop: activity.stop,
    created({ serverId, channelId, audience }, messages, { lastSeq, changes, newestSeq }) {
      io.to(rooms.channel(channelId)).emit('message:created', { channelId, messages });
      activity.hint({ serverId, channelId, audience, lastSeq, changes, newestSeq });
    },
    updated(channel, message, { lastSeq, changes, newestSeq }) {
      const { channelId } = message;
      io.to(rooms.channel(channelId)).emit('message:updated', { channelId, message, changes });
      // A tombstone above everything else may leave nothing unread.
      if (channel && message.deletedAt && message.seq > newestSeq)
        activity.hint({
          serverId: channel.serverId,
          channelId,
          audience: channel.audience,
          lastSeq,
          changes,
          newestSeq,
        });
    },
  };
};
