import { onPush } from '@/shared/api/realtime';
import { receiveChange, receiveCreated, receiveHead } from './timelines';
import { confirmOwn } from './outbox';

/** Writes pushes about messages into the cache. */
export const subscribeToMessages = (): (() => void) => {
  const stops = [
    onPush('message:created', ({ channelId, messages }) => {
      receiveCreated(channelId, messages);
      messages.forEach(confirmOwn);
    }),
    onPush('message:updated', ({ channelId, message, changes }) =>
      receiveChange(channelId, message, changes),
    ),
    onPush('channel:activity', ({ channelId, ...head }) => receiveHead(channelId, head)),
  ];
  return () => stops.forEach((stop) => stop());
};
