import type { Channel } from '@maru/contracts/http/chat/channels';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Virtualizer } from 'virtua';
import { useMe } from '@/shared/api/session-store';
import { isSameDay } from '@/shared/i18n/format';
import { jumpToPresent, loadNewer, loadOlder } from '@/entities/channel/api/timelines';
import type { OutboxEntry } from '@/entities/channel/model/outbox';
import { buildRows, type Row } from '../model/rows';
import {
  hasNewer,
  hasOlder,
  lastSeq,
  type MessageTarget,
  type Timeline,
} from '@/entities/channel/model/timeline';
import { ChannelIntro, DayDivider, UnreadDivider } from './dividers';
import { JumpToPresent } from './jump-to-present';
import styles from './message-list.module.css';
import { MessageRow } from './message-row';
import { NewMessageAnnouncer } from './new-message-announcer';
import { SystemMessage } from './system-message';
import { PendingRow } from './pending-row';
import type { Arrival } from '@/entities/channel/components/use-arrival';
import { useMarkRead, useOpenedReadSeq, useSeenSeq } from './use-reading';
import { useKeepReadingPlace } from './use-reading-place';
import { useScrollAnchor, type ScrollStart } from '@/entities/channel/components/use-scroll-anchor';
import { channelTitle } from '@/entities/channel/model/channel-title';

interface MessageListProps {
  channel: Channel;
  timeline: Timeline;
  pending: readonly OutboxEntry[];
  canManageMessages: boolean;
  arrival: Omit<Arrival, 'isReady'>;
  /** The message to start at. */
  target: MessageTarget | undefined;
}

const standsOutMs = 3_000;

/** Returns whether the message that the address leads to is still highlighted. */
const useStandsOut = (): boolean => {
  const [standsOut, setStandsOut] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setStandsOut(false), standsOutMs);
    return () => clearTimeout(timer);
  }, []);
  return standsOut;
};

/** At the message that an address leads to, or where the reader was; else at the line before what is new. */
const startOf = (rows: readonly Row[], target: MessageTarget | undefined): ScrollStart | undefined => {
  const index = rows.findIndex((row) => row.kind === 'message' && row.message.seq === target?.seq);
  if (index >= 0 && target?.offset !== undefined) return { index, align: 'start', offset: target.offset };
  if (index >= 0) return { index, align: 'center' };
  const divider = rows.findIndex((row) => row.kind === 'unread');
  return divider > 0 ? { index: divider, align: 'start' } : undefined;
};

/** The number of messages after the last seen one. Deleted messages count only if they are not loaded. */
const newCountOf = ({ messages, head }: Timeline, seenSeq: number): number => {
  const tombstones = messages.filter(({ seq, deletedAt }) => seq > seenSeq && deletedAt).length;
  return Math.max(0, head.lastSeq - seenSeq - tombstones);
};

/** Returns whether rows were added in front, so that the list keeps its place relative to its end. */
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
  arrival,
  target,
}: MessageListProps) => {
  const { t } = useTranslation();
  const { channelId } = channel;
  const readerId = useMe().userId;
  const { isSettled, startKey } = arrival;
  const readSeq = useOpenedReadSeq(channelId, startKey);
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
    // The target applies to the first start only; later ones begin at the unread messages.
    start: startOf(rows, startKey === 0 ? target : undefined),
    startKey,
    isLive: timeline.isLive,
    followsEnd: timeline.isLive && isSettled,
    onNearTop: () => (hasOlder(timeline) ? void loadOlder(channelId).catch(ignore) : undefined),
    onNearEnd: () => (hasNewer(timeline) ? void loadNewer(channelId).catch(ignore) : undefined),
  });
  const isAtEnd = isAtBottom && timeline.isLive;
  useMarkRead(channelId, seq, isAtEnd && isSettled);
  useKeepReadingPlace(frame, { userId: readerId, channelId, isAtEnd });

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
  const highlighted = target?.offset === undefined ? target?.seq : undefined;
  const seenSeq = useSeenSeq({ headSeq: timeline.head.lastSeq, readSeq, isAtEnd });

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
        aria-label={t('messages.log', { name: channelTitle(channel) })}
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
              standsOut={standsOut && row.kind === 'message' && row.message.seq === highlighted}
            />
          )}
        </Virtualizer>
      </div>
      <NewMessageAnnouncer messages={timeline.messages} />
      {isAtEnd ? null : <JumpToPresent newCount={newCountOf(timeline, seenSeq)} onJump={toPresent} />}
    </>
  );
};

interface RowViewProps {
  row: Row;
  channel: Channel;
  canManageMessages: boolean;
  standsOut: boolean;
}

const RowView = ({ row, channel, canManageMessages, standsOut }: RowViewProps) => {
  switch (row.kind) {
    case 'intro':
      return <ChannelIntro channel={channel} isEmpty={row.isEmpty} />;
    case 'day':
      return <DayDivider at={row.at} />;
    case 'unread':
      return <UnreadDivider />;
    case 'message':
      if (row.message.system && !row.message.deletedAt)
        return <SystemMessage message={row.message} canManageMessages={canManageMessages} />;
      return (
        <MessageRow
          message={row.message}
          isGrouped={row.isGrouped}
          canManageMessages={canManageMessages}
          standsOut={standsOut}
        />
      );
    case 'pending':
      return <PendingRow entry={row.entry} isGrouped={row.isGrouped} />;
  }
};
