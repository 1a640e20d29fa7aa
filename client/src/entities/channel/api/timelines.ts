import type { ChannelId } from '@maru/contracts/primitives';
import { limits } from '@maru/contracts/limits';
import type {
  ChannelHead,
  ChannelProgress,
  HistoryPage,
  HistoryWindow,
  Message,
} from '@maru/contracts/socket/messages';
import { useQuery } from '@tanstack/react-query';
import { writeChannelState, readChannelState } from './channel-states';
import { codeOf, isTemporary } from '@/shared/api/api-error';
import { queryClient } from '@/shared/api/query-client';
import { emit, whenConnected } from '@/shared/api/realtime';
import { onPersonLeft } from '@/shared/api/session-store';
import {
  addCreated,
  addNewer,
  addOlder,
  applyChange,
  applyHead,
  applyReload,
  firstSeq,
  hasNewer,
  hasMessage,
  hasOlder,
  lastSeq,
  missingOf,
  openTimeline,
  trim,
  type MessageTarget,
  type Timeline,
} from '../model/timeline';

const maxMessages = 2_000;
const pageSize = limits.historyPage.max;

const keyOf = (channelId: string) => ['messages', channelId] as const;

export const readTimeline = (channelId: string) => queryClient.getQueryData<Timeline>(keyOf(channelId));

const change = (channelId: string, next: (timeline: Timeline) => Timeline): void =>
  void queryClient.setQueryData<Timeline>(keyOf(channelId), (timeline) => timeline && next(timeline));

/** The channels that send their messages here in full. */
const openChannels = new Set<string>();
onPersonLeft(() => openChannels.clear());

const list = (channelId: ChannelId, window: HistoryWindow): Promise<HistoryPage> =>
  emit('message:list', { channelId, window });

export interface ConversationOptions {
  /** Channels have unread messages, which readers start at; notes have none and are read from their end. */
  hasUnread?: boolean;
}

/** Opens the conversation on the socket. Returns its head and the reader's position in it. */
const subscribeTo = async (channelId: ChannelId, { hasUnread = true }: ConversationOptions) => {
  const { head, lastReadSeq } = await emit('channel:open', { channelId });
  if (hasUnread) writeChannelState({ channelId, ...head, lastReadSeq });
  openChannels.add(channelId);
  return { head, lastReadSeq: hasUnread ? lastReadSeq : head.lastSeq };
};

/** Opens the conversation, then reads its window: around the first unread message, else the latest. */
const openChannel = async (channelId: ChannelId, options: ConversationOptions): Promise<Timeline> => {
  await whenConnected();
  const { head, lastReadSeq } = await subscribeTo(channelId, options);
  return startOf(channelId, head, lastReadSeq);
};

/** The window around the first unread message if that is further back than the latest page, else the latest. */
const startOf = async (
  channelId: ChannelId,
  head: ChannelProgress,
  lastReadSeq: number,
): Promise<Timeline> => {
  const isFarBehind = head.newestSeq > lastReadSeq && head.lastSeq - lastReadSeq > limits.historyPage.default;
  const window: HistoryWindow = isFarBehind
    ? { at: 'around', seq: Math.max(1, lastReadSeq), limit: pageSize }
    : { at: 'latest', limit: limits.historyPage.default };
  return openTimeline(await list(channelId, window), !isFarBehind);
};

/** Opens the window around a message, unless it is in there. One that does not exist leaves the window where it is. */
const jumpTo = async (channelId: ChannelId, seq: number): Promise<void> => {
  const timeline = readTimeline(channelId);
  if (timeline && hasMessage(timeline, seq)) return;
  const page = await list(channelId, { at: 'around', seq, limit: pageSize });
  if (page.messages.length > 0) queryClient.setQueryData(keyOf(channelId), openTimeline(page, false));
};

const useJump = (channelId: ChannelId, target: MessageTarget | undefined, isOpen: boolean) =>
  useQuery({
    queryKey: ['message-jump', channelId, target?.key],
    queryFn: async () => {
      if (target) await jumpTo(channelId, target.seq);
      return true;
    },
    enabled: isOpen && target !== undefined,
    gcTime: 0,
  });

/**
 * The channel's conversation; loads when first shown and then lives in the cache, fed by sockets. With a target it is there
 * as soon as the target is in it.
 */
export const useTimeline = (
  channelId: ChannelId,
  target: MessageTarget | undefined,
  options: ConversationOptions = {},
) => {
  const opening = useQuery({
    queryKey: keyOf(channelId),
    queryFn: () => openChannel(channelId, options),
    gcTime: 5 * 60_000,
    // Socket nodes hear of a new channel a moment after the page that shows it.
    retry: (failures, failure) => failures < 4 && (isTemporary(failure) || codeOf(failure) === 'NOT_FOUND'),
    retryDelay: (failures) => 250 * 2 ** failures,
  });
  const jump = useJump(channelId, target, opening.data !== undefined);
  const { error, refetch } = opening.data ? jump : opening;
  const isThere = target === undefined || jump.isSuccess;
  return { timeline: isThere ? opening.data : undefined, error, retry: () => void refetch() };
};

/** Conversations that a page shows as a whole. */
const whole = new Set<string>();
const maxWholePages = 200;

/** Reads all that is missing before and after the window, and keeps it until `dropWhole` is called. */
export const loadWhole = async (channelId: ChannelId): Promise<void> => {
  whole.add(channelId);
  for (let pages = 0; pages < maxWholePages; pages += 1) {
    const timeline = readTimeline(channelId);
    if (timeline && hasOlder(timeline)) await loadOlder(channelId, pageSize);
    else if (timeline && hasNewer(timeline)) await loadNewer(channelId, pageSize);
    else return;
  }
};

export const dropWhole = (channelId: ChannelId): void => {
  whole.delete(channelId);
  trimLater(channelId, 'end');
};

/**
 * Drops what is far away, in an update of its own: the list can hold the reader's place while rows come or go at one end, but
 * not at both in the same moment.
 */
const trimLater = (channelId: string, keep: 'start' | 'end'): void => {
  if (whole.has(channelId) || (readTimeline(channelId)?.messages.length ?? 0) <= maxMessages) return;
  setTimeout(() => change(channelId, (timeline) => trim(timeline, maxMessages, keep)), 100);
};

const loading = new Map<string, Promise<void>>();

/** Runs `work`; while the same is under way for this channel, resolves with that. */
const once = (what: string, work: () => Promise<void>): Promise<void> => {
  const running = loading.get(what) ?? work().finally(() => loading.delete(what));
  loading.set(what, running);
  return running;
};

export const loadOlder = (channelId: ChannelId, limit: number = limits.historyPage.default): Promise<void> =>
  once(`older ${channelId}`, async () => {
    const timeline = readTimeline(channelId);
    if (!timeline) return;
    const page = await list(channelId, { at: 'before', seq: firstSeq(timeline), limit });
    change(channelId, (current) => addOlder(current, page));
    trimLater(channelId, 'start');
  });

export const loadNewer = (channelId: ChannelId, limit: number = limits.historyPage.default): Promise<void> =>
  once(`newer ${channelId}`, async () => {
    const timeline = readTimeline(channelId);
    if (!timeline) return;
    const page = await list(channelId, { at: 'after', seq: lastSeq(timeline), limit });
    change(channelId, (current) => addNewer(current, page));
    trimLater(channelId, 'end');
  });

/** Leaves the past for the end of the conversation. */
export const jumpToPresent = async (channelId: ChannelId): Promise<void> => {
  const page = await list(channelId, { at: 'latest', limit: limits.historyPage.default });
  queryClient.setQueryData(keyOf(channelId), openTimeline(page, true));
};

/** A returning reader starts at the unread messages, not at the place that they left. */
export const forgetPast = (channelId: string): void => {
  if (readTimeline(channelId)?.isLive === false) queryClient.removeQueries({ queryKey: keyOf(channelId) });
};

const reload = async (channelId: ChannelId, from: number, to: number): Promise<void> => {
  const pages: HistoryPage[] = [];
  for (let seq = from - 1; seq < to; seq += pageSize)
    pages.push(await list(channelId, { at: 'after', seq, limit: pageSize }));
  change(channelId, (timeline) => applyReload(timeline, pages));
};

/** Fetches whatever the window misses, until nothing is missing. */
const fillGaps = (channelId: ChannelId): Promise<void> =>
  once(`gaps ${channelId}`, async () => {
    for (let rounds = 0; rounds < 100; rounds += 1) {
      const timeline = readTimeline(channelId);
      const missing = timeline && missingOf(timeline);
      if (!missing) return;
      if (missing.kind === 'reload') await reload(channelId, missing.from, missing.to);
      else {
        const page = await list(channelId, { at: 'after', seq: missing.after, limit: pageSize });
        change(channelId, (current) => addNewer(current, page));
        trimLater(channelId, 'end');
      }
    }
  });

const afterChange = (channelId: ChannelId): void => {
  const timeline = readTimeline(channelId);
  if (!timeline) return;
  // A failed fetch is retried with the next frame or connection.
  if (missingOf(timeline)) void fillGaps(channelId).catch(() => undefined);
};

export const receiveCreated = (channelId: ChannelId, messages: readonly Message[]): void => {
  change(channelId, (timeline) => addCreated(timeline, messages));
  trimLater(channelId, 'end');
  afterChange(channelId);
};

export const receiveChange = (channelId: ChannelId, message: Message, changes: number): void => {
  change(channelId, (timeline) => applyChange(timeline, message, changes));
  afterChange(channelId);
};

/** Applies the head of an open channel: a head above the own one means that frames were missed. */
export const receiveHead = (channelId: ChannelId, { lastSeq, changes }: ChannelHead): void => {
  if (!openChannels.has(channelId)) return;
  change(channelId, (timeline) => applyHead(timeline, { lastSeq, changes }));
  afterChange(channelId);
};

const reloadFailed = async (channelId: ChannelId): Promise<void> => {
  if (queryClient.getQueryState(keyOf(channelId))?.status === 'error')
    await queryClient.refetchQueries({ queryKey: keyOf(channelId) });
};

/**
 * At arrival and after a reconnection: opens the channel and reads what was missed, or loads it if that has failed before. Tells
 * whether something of others has come in that the reader has not read.
 */
export const catchUp = async (
  channelId: ChannelId,
  readerId: string,
  options: ConversationOptions = {},
): Promise<boolean> => {
  const before = readTimeline(channelId);
  if (!before) return reloadFailed(channelId).then(() => false);
  const { head, lastReadSeq } = await subscribeTo(channelId, options);
  const known = lastSeq(before);
  if (before.isLive && !whole.has(channelId) && head.lastSeq - known > pageSize)
    queryClient.setQueryData(keyOf(channelId), await startOf(channelId, head, lastReadSeq));
  change(channelId, (timeline) => applyHead(timeline, head));
  await fillGaps(channelId);
  return (readTimeline(channelId)?.messages ?? []).some(
    ({ seq, authorId, deletedAt }) =>
      seq > Math.max(known, lastReadSeq) && authorId !== readerId && !deletedAt,
  );
};

/** Unsubscribes from channels that are no longer open. */
export const closeChannel = (channelId: ChannelId): void => {
  openChannels.delete(channelId);
  void emit('channel:close', { channelId }).catch(() => undefined);
};

export const editMessage = async (channelId: ChannelId, seq: number, text: string): Promise<void> => {
  const { message, changes } = await emit('message:edit', { channelId, seq, body: { text } });
  receiveChange(channelId, message, changes);
};

export const deleteMessage = async (channelId: ChannelId, seq: number): Promise<void> => {
  const { message, changes } = await emit('message:delete', { channelId, seq });
  receiveChange(channelId, message, changes);
};

/** Moves the own read pointer to `seq`; the badge goes at once, the server hears of it. */
export const markRead = async (channelId: ChannelId, seq: number): Promise<void> => {
  if (seq <= (readChannelState(channelId)?.lastReadSeq ?? 0)) return;
  writeChannelState({ channelId, lastReadSeq: seq });
  await emit('read:update', { channelId, seq });
};
