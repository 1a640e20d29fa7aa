import type { Channel } from '@maru/contracts/http/chat/channels';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Virtualizer } from 'virtua';
import { useMe } from '@/shared/api/session-store';
import { isSameDay } from '@/shared/i18n/format';
import { jumpToPresent, loadNewer, loadOlder } from '../api/timelines';
import type { OutboxEntry } from '../model/outbox';
import { buildRows, type Row } from '../model/rows';
import { hasNewer, hasOlder, lastSeq, type Timeline } from '../model/timeline';
import type { ConversationSlots } from './channel-conversation';
import { ChannelIntro, DayDivider, UnreadDivider } from './dividers';
import { JumpToPresent } from './jump-to-present';
import styles from './message-list.module.css';
import { MessageRow } from './message-row';
import { NewMessageAnnouncer } from './new-message-announcer';
import { SystemMessage } from './system-message';
import { PendingRow } from './pending-row';
import { useMarkRead, useOpenedReadSeq, useSeenSeq } from './use-reading';
import { useScrollAnchor, type ScrollStart } from './use-scroll-anchor';

interface MessageListProps extends ConversationSlots {
  channel: Channel;
  timeline: Timeline;
  pending: readonly OutboxEntry[];
  canManageMessages: boolean;
  /** The message to start at. */
  targetSeq: number | undefined;
}

const standsOutMs = 3_000;

/** Whether the message that an address leads to still stands out from the others. */
const useStandsOut = (): boolean => {
  const [standsOut, setStandsOut] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setStandsOut(false), standsOutMs);
    return () => clearTimeout(timer);
  }, []);
  return standsOut;
};

/** At the message that an address leads to, else at the line before what is new. */
const startOf = (rows: readonly Row[], targetSeq: number | undefined): ScrollStart | undefined => {
  const target = rows.findIndex((row) => row.kind === 'message' && row.message.seq === targetSeq);
  if (target >= 0) return { index: target, align: 'center' };
  const divider = rows.findIndex((row) => row.kind === 'unread');
  return divider > 0 ? { index: divider, align: 'start' } : undefined;
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

export const MessageList = ({
  channel,
  timeline,
  pending,
  canManageMessages,
  targetSeq,
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
  const seq = lastSeq(timeline);
  const isPrepended = useIsPrepended(rows.find((row) => row.kind === 'message')?.key);
  const ignore = () => undefined;

  const { frame, list, isAtBottom, handleScroll, scrollToEnd } = useScrollAnchor({
    rowCount: rows.length,
    lastKey: rows.at(-1)?.key,
    start: startOf(rows, targetSeq),
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

  const standsOut = useStandsOut();
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
              standsOut={standsOut && row.kind === 'message' && row.message.seq === targetSeq}
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
  standsOut: boolean;
}

const RowView = ({ row, channel, canManageMessages, standsOut, ...slots }: RowViewProps) => {
  switch (row.kind) {
    case 'intro':
      return <ChannelIntro channel={channel} isEmpty={row.isEmpty} />;
    case 'day':
      return <DayDivider at={row.at} />;
    case 'unread':
      return <UnreadDivider />;
    case 'message':
      if (row.message.system && !row.message.deletedAt)
        return (
          <SystemMessage
            message={row.message}
            canManageMessages={canManageMessages}
            linkName={slots.linkName}
          />
        );
      return (
        <MessageRow
          message={row.message}
          isGrouped={row.isGrouped}
          canManageMessages={canManageMessages}
          standsOut={standsOut}
          {...slots}
        />
      );
    case 'pending':
      return <PendingRow entry={row.entry} isGrouped={row.isGrouped} {...slots} />;
  }
};
