import type { Channel } from '@maru/contracts/http/chat/channels';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Virtualizer } from 'virtua';
import { readChannelState } from '@/shared/api/channel-states';
import { useMe } from '@/shared/api/session-store';
import { isSameDay } from '@/shared/i18n/format';
import { jumpToPresent, loadNewer, loadOlder, markRead } from '../api/timelines';
import type { OutboxEntry } from '../model/outbox';
import { buildRows, type Row } from '../model/rows';
import { hasNewer, hasOlder, lastSeq, type Timeline } from '../model/timeline';
import type { ConversationSlots } from './channel-conversation';
import { ChannelIntro, DayDivider, UnreadDivider } from './dividers';
import { JumpToPresent } from './jump-to-present';
import styles from './message-list.module.css';
import { MessageRow } from './message-row';
import { NewMessageAnnouncer } from './new-message-announcer';
import { PendingRow } from './pending-row';
import { useScrollAnchor } from './use-scroll-anchor';

interface MessageListProps extends ConversationSlots {
  channel: Channel;
  timeline: Timeline;
  pending: readonly OutboxEntry[];
  canManageMessages: boolean;
}

/** The seq up to which the channel was read when it was opened; undefined when nothing is new. */
const useOpenedReadSeq = (channelId: string): number | undefined => {
  const [readSeq] = useState(() => {
    const state = readChannelState(channelId);
    return state && state.lastReadSeq > 0 && state.lastSeq > state.lastReadSeq
      ? state.lastReadSeq
      : undefined;
  });
  return readSeq;
};

/** Whether rows were added in front: the list then keeps its place from below. */
const useIsPrepended = (firstKey: string | undefined): boolean => {
  const previous = useRef(firstKey);
  const isPrepended = previous.current !== firstKey;
  useEffect(() => {
    previous.current = firstKey;
  });
  return isPrepended;
};

/** Marks what is on the screen as read, while somebody looks at it. */
const useMarkRead = (channelId: Channel['channelId'], seq: number, isAtBottom: boolean) => {
  useEffect(() => {
    const mark = () => {
      if (isAtBottom && seq > 0 && document.hasFocus()) void markRead(channelId, seq).catch(() => undefined);
    };
    mark();
    window.addEventListener('focus', mark);
    return () => window.removeEventListener('focus', mark);
  }, [channelId, seq, isAtBottom]);
};

/** The last seq when the reader was at the end: what came after is new to them. */
const useSeenSeq = (headSeq: number, isAtEnd: boolean): number => {
  const [seenSeq, setSeenSeq] = useState(headSeq);
  if (isAtEnd && seenSeq !== headSeq) setSeenSeq(headSeq);
  return isAtEnd ? headSeq : seenSeq;
};

export const MessageList = ({
  channel,
  timeline,
  pending,
  canManageMessages,
  ...slots
}: MessageListProps) => {
  const { t } = useTranslation();
  const { channelId } = channel;
  const readerId = useMe().userId;
  const readSeq = useOpenedReadSeq(channelId);
  const isStart = !hasOlder(timeline);
  const rows = useMemo(
    () =>
      buildRows({
        messages: timeline.messages,
        pending: timeline.isLive ? pending : [],
        isStart,
        readSeq,
        readerId,
        isSameDay,
      }),
    [timeline, pending, isStart, readSeq, readerId],
  );
  const dividerIndex = rows.findIndex((row) => row.kind === 'unread');
  const seq = lastSeq(timeline);
  const isPrepended = useIsPrepended(rows.find((row) => row.kind === 'message')?.key);
  const ignore = () => undefined;

  const { frame, list, isAtBottom, handleScroll, scrollToEnd } = useScrollAnchor({
    rowCount: rows.length,
    lastKey: rows.at(-1)?.key,
    initialIndex: dividerIndex > 0 ? dividerIndex : undefined,
    isLive: timeline.isLive,
    onNearTop: () => (hasOlder(timeline) ? void loadOlder(channelId).catch(ignore) : undefined),
    onNearEnd: () => (hasNewer(timeline) ? void loadNewer(channelId).catch(ignore) : undefined),
  });
  useMarkRead(channelId, seq, isAtBottom && timeline.isLive);

  // Sending brings the writer back to the present, wherever they were reading.
  const lastPending = pending.at(-1)?.nonce;
  useEffect(() => {
    if (!lastPending) return;
    if (timeline.isLive) scrollToEnd();
    else void jumpToPresent(channelId).catch(ignore);
    // Only a new own message moves the view.
    // eslint-disable-next-line react/exhaustive-deps
  }, [lastPending]);

  const seenSeq = useSeenSeq(timeline.head.lastSeq, isAtBottom && timeline.isLive);

  const toPresent = () => {
    if (timeline.isLive) scrollToEnd();
    else void jumpToPresent(channelId).then(scrollToEnd, ignore);
  };

  return (
    <>
      <div
        ref={frame}
        className={styles.list}
        onScroll={handleScroll}
        role="log"
        aria-label={t('messages.log', { name: channel.name })}
        aria-live="off"
        // A scrollable region has to be reachable by keyboard.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
      >
        {/* Few messages stand at the bottom, next to where one writes. */}
        <div className={styles.space} />
        <Virtualizer ref={list} shift={isPrepended} data={rows}>
          {(row: Row) => (
            <RowView
              key={row.key}
              row={row}
              channel={channel}
              canManageMessages={canManageMessages}
              {...slots}
            />
          )}
        </Virtualizer>
      </div>
      <NewMessageAnnouncer messages={timeline.messages} renderName={slots.renderName} />
      {isAtBottom && timeline.isLive ? null : (
        <JumpToPresent newCount={timeline.head.lastSeq - seenSeq} onJump={toPresent} />
      )}
    </>
  );
};

interface RowViewProps extends ConversationSlots {
  row: Row;
  channel: Channel;
  canManageMessages: boolean;
}

const RowView = ({ row, channel, canManageMessages, ...slots }: RowViewProps) => {
  switch (row.kind) {
    case 'intro':
      return <ChannelIntro name={channel.name} />;
    case 'day':
      return <DayDivider at={row.at} />;
    case 'unread':
      return <UnreadDivider />;
    case 'message':
      return (
        <MessageRow
          message={row.message}
          isGrouped={row.isGrouped}
          canManageMessages={canManageMessages}
          {...slots}
        />
      );
    case 'pending':
      return <PendingRow entry={row.entry} isGrouped={row.isGrouped} {...slots} />;
  }
};
