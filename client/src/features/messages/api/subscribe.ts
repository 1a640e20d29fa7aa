import { onPush } from '@/shared/api/realtime';
import { receiveChange, receiveCreated } from './timelines';
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
  ];
  return () => stops.forEach((stop) => stop());
};
