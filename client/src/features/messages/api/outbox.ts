import type { Message } from '@maru/contracts/socket/messages';
import { useEffect, useSyncExternalStore } from 'react';
import { ApiError, codeOf, isTemporary } from '@/shared/api/api-error';
import { emit, onConnected } from '@/shared/api/realtime';
import { onPersonLeft } from '@/shared/api/session-store';
import { Outbox, type OutboxEntry } from '../model/outbox';
import { slowMode } from '../model/slow-mode';
import { outboxStoreOf } from '../model/outbox-store';
import { markRead, receiveCreated } from './timelines';

const maxDelayMs = 15_000;
const triesOfNewChannel = 4;

/** The server's wish, else growing pauses; undefined when trying again can't help. */
const retryDelayOf = (error: unknown, attempt: number): number | undefined => {
  // Socket nodes hear of a new channel a moment after the page that shows it.
  const isTooNew = codeOf(error) === 'NOT_FOUND' && attempt < triesOfNewChannel;
  if (!isTemporary(error) && !isTooNew) return undefined;
  return waitOf(error) ?? Math.min(maxDelayMs, 500 * 2 ** attempt);
};

const inOneTab = (channelId: string, work: () => Promise<void>): Promise<void> =>
  navigator.locks ? navigator.locks.request(`maru-outbox-${channelId}`, work) : work();

const tabs = new BroadcastChannel('maru-outbox');

let current: { userId: string; outbox: Outbox } | undefined;

/** A message must not go out through the connection of the next account. */
onPersonLeft(() => {
  current?.outbox.stop();
  current = undefined;
});

/** Sends; what that means for the next message of a channel with slow mode is known at once. */
const sendOne = async ({ channelId, nonce, body }: OutboxEntry): Promise<Message> => {
  slowMode.sent(channelId);
  try {
    const { message } = await emit('message:send', { channelId, nonce, body });
    // The server counts from when it has stored it.
    slowMode.sent(channelId);
    return message;
  } catch (error) {
    slowMode.refused(channelId, codeOf(error) === 'SLOW_MODE' ? waitOf(error) : undefined);
    throw error;
  }
};

const waitOf = (error: unknown): number | undefined =>
  error instanceof ApiError ? error.retryAfterMs : undefined;

/** The kind of the content rule that blocked a message. */
const detailOf = (error: unknown): string | undefined =>
  error instanceof ApiError ? error.fields['body.text'] : undefined;

const createOutbox = (userId: string): Outbox =>
  new Outbox({
    userId,
    store: outboxStoreOf(userId),
    send: sendOne,
    onSent: (message) => {
      receiveCreated(message.channelId, [message]);
      // The author has seen the messages above their own.
      void markRead(message.channelId, message.seq).catch(() => undefined);
    },
    retryDelayOf,
    codeOf,
    detailOf,
    inOneTab,
    announce: () => tabs.postMessage(userId),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    newNonce: () => crypto.randomUUID(),
  });

/** The outbox of the signed-in person; one per app. */
export const outboxOf = (userId: string): Outbox => {
  if (current?.userId !== userId) {
    current?.outbox.stop();
    current = { userId, outbox: createOutbox(userId) };
  }
  return current.outbox;
};

/** A broadcast message is stored, so its outbox entry, if there is one, is done. */
export const confirmOwn = ({ authorId, nonce }: Message): void => {
  if (current?.userId === authorId) void current.outbox.confirm(nonce);
};

/** Runs the outbox while a person is signed in: through reloads, reconnections and other tabs. */
export const useOutboxRunner = (userId: string): void => {
  useEffect(() => {
    const outbox = outboxOf(userId);
    void outbox.load();
    const stop = onConnected(() => outbox.flush());
    const handle = ({ data }: MessageEvent) => (data === userId ? void outbox.load() : undefined);
    tabs.addEventListener('message', handle);
    return () => {
      stop();
      tabs.removeEventListener('message', handle);
    };
  }, [userId]);
};

/** The person's messages in a channel that the server has not acknowledged. */
export const usePending = (userId: string, channelId: string): readonly OutboxEntry[] => {
  const outbox = outboxOf(userId);
  const entries = useSyncExternalStore(outbox.subscribe, outbox.snapshot);
  return entries.filter((entry) => entry.channelId === channelId);
};
