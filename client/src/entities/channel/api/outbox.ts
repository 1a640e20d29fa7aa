import type { Message } from '@maru/contracts/socket/messages';
import { useEffect, useSyncExternalStore } from 'react';
import { ApiError, codeOf, isTemporary } from '@/shared/api/api-error';
import { writeChannelState } from './channel-states';
import { emit, onConnected } from '@/shared/api/realtime';
import { onPersonLeft } from '@/shared/api/session-store';
import { Outbox, type OutboxEntry } from '../model/outbox';
import { slowMode } from '../model/slow-mode';
import { outboxStoreOf } from '../model/outbox-store';
import { receiveCreated } from './timelines';

const maxDelayMs = 15_000;
const triesOfNewChannel = 4;

/** Milliseconds before the next try: the server's wish or a growing pause; undefined when a retry can't help. */
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

/** Messages of one person must not go out through the connection of the next. */
onPersonLeft(() => {
  current?.outbox.stop();
  current = undefined;
});

/** Sends a message, and starts the channel's slow mode for the author. */
const sendOne = async ({ channelId, nonce, body }: OutboxEntry): Promise<Message> => {
  slowMode.sent(channelId);
  try {
    const { message, lastReadSeq } = await emit('message:send', { channelId, nonce, body });
    // The server starts counting when the message is stored.
    slowMode.sent(channelId);
    writeChannelState({ channelId, lastReadSeq });
    return message;
  } catch (error) {
    slowMode.refused(channelId, codeOf(error) === 'SLOW_MODE' ? waitOf(error) : undefined);
    throw error;
  }
};

const waitOf = (error: unknown): number | undefined =>
  error instanceof ApiError ? error.retryAfterMs : undefined;

/** The kind of the content rule that blocked a message, or the maximum length of the author's plan. */
const detailOf = (error: unknown): string | undefined =>
  error instanceof ApiError ? error.fields['body.text'] : undefined;

const createOutbox = (userId: string): Outbox =>
  new Outbox({
    userId,
    store: outboxStoreOf(userId),
    send: sendOne,
    onSent: (message) => receiveCreated(message.channelId, [message]),
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

/**
 * A message that was pushed is stored. When it is the signed-in person's own, its entry goes, and it counts as read: the server moves
 * the author's read pointer with every message, and the acknowledgement that says so may come later than the push.
 */
export const confirmOwn = ({ channelId, seq, authorId, nonce, system }: Message): void => {
  if (current?.userId !== authorId || system) return;
  void current.outbox.confirm(nonce);
  writeChannelState({ channelId, lastReadSeq: seq });
};

/** Runs the outbox of the signed-in person through reloads, reconnections and changes by other tabs. */
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

/** The person's messages in a channel that the server has not acknowledged yet. */
export const usePending = (userId: string, channelId: string): readonly OutboxEntry[] => {
  const outbox = outboxOf(userId);
  const entries = useSyncExternalStore(outbox.subscribe, outbox.snapshot);
  return entries.filter((entry) => entry.channelId === channelId);
};
