import type { MaruServer } from '../../platform/realtime.js';
import { rooms } from '../../platform/rooms.js';
import { createActivityThrottle } from './activity.js';
import type { MessagePublisher } from './messages.service.js';

/** Announces messages to who has the channel open, and a coalesced hint to the rest of its server. */
export const createMessagePublisher = (io: MaruServer): MessagePublisher & { stop(): void } => {
  const activity = createActivityThrottle((hint) => {
    io.to(rooms.server(hint.serverId)).emit('channel:activity', hint);
  });

  return {
    stop: activity.stop,
    created({ serverId, channelId }, messages) {
      io.to(rooms.channel(channelId)).emit('message:created', { channelId, messages });
      const last = messages.at(-1);
      if (last) activity.hint({ serverId, channelId, lastSeq: last.seq });
    },
    updated(message, changes) {
      const { channelId } = message;
      io.to(rooms.channel(channelId)).emit('message:updated', { channelId, message, changes });
    },
  };
};
