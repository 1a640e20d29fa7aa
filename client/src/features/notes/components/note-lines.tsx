import type { Message } from '@maru/contracts/socket/messages';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Virtualizer } from 'virtua';
import { usePending } from '@/entities/channel/api/outbox';
import { jumpToPresent, loadNewer, loadOlder, useTimeline } from '@/entities/channel/api/timelines';
import { useArrival } from '@/entities/channel/components/use-arrival';
import { useScrollAnchor } from '@/entities/channel/components/use-scroll-anchor';
import type { OutboxEntry } from '@/entities/channel/model/outbox';
import { hasNewer, hasOlder, type Timeline } from '@/entities/channel/model/timeline';
import { PersonName } from '@/entities/person/components/person-name';
import { useMe } from '@/shared/api/session-store';
import { JumpPill } from '@/shared/ui/jump-pill';
import { SkeletonRow } from '@/shared/ui/skeleton';
import { ErrorView } from '@/shared/ui/state-view';
import { noteConversation } from '../api/use-whole-note';
import { buildLines, type LineRow } from '../model/lines';
import { NotePlaceholder } from './note-placeholder';
import { NoteLine } from './note-line';
import styles from './note-lines.module.css';
import { useInOpenNote } from './open-note';
import { PendingLine } from './pending-line';

/** The lines of the running note, live; earlier ones load while scrolling up. */
export const NoteLines = () => {
  const { noteId } = useInOpenNote().note;
  const { userId } = useMe();
  const { timeline, error, retry } = useTimeline(noteId, undefined, noteConversation);
  const pending = usePending(userId, noteId);
  useArrival(noteId, userId, noteConversation);
  return (
    <div className={styles.pane}>
      {timeline ? <LiveLines timeline={timeline} pending={pending} /> : null}
      {!timeline && error ? <ErrorView error={error} onRetry={retry} /> : null}
      {!timeline && !error ? <LineSkeletons /> : null}
    </div>
  );
};

export const LineSkeletons = () => (
  <div className={styles.skeletons}>
    {[90, 120, 100].map((width) => (
      <SkeletonRow key={width} picture={24} lines={[width, '82%', '64%']} />
    ))}
  </div>
);

/** Returns whether rows were added in front, so that the list keeps its place relative to its end. */
const useIsPrepended = (firstKey: string | undefined): boolean => {
  const previous = useRef(firstKey);
  const isPrepended = previous.current !== firstKey;
  useEffect(() => {
    previous.current = firstKey;
  });
  return isPrepended;
};

/** The number of lines after the last one that the reader has seen. */
const useNewCount = ({ head, messages }: Timeline, isAtEnd: boolean): number => {
  const [seenSeq, setSeenSeq] = useState(head.lastSeq);
  if (isAtEnd && seenSeq !== head.lastSeq) setSeenSeq(head.lastSeq);
  const deleted = messages.filter(({ seq, deletedAt }) => seq > seenSeq && deletedAt).length;
  return Math.max(0, head.lastSeq - seenSeq - deleted);
};

interface LiveLinesProps {
  timeline: Timeline;
  pending: readonly OutboxEntry[];
}

const ignore = () => undefined;

/** The height of a row with one line of text, in pixels: a guess until rows are measured. */
const rowHeight = 24;

const LiveLines = ({ timeline, pending }: LiveLinesProps) => {
  const { t } = useTranslation();
  const { note } = useInOpenNote();
  const { noteId, topic } = note;
  const { isLive, messages } = timeline;
  const rows = useMemo(() => buildLines(messages, isLive ? pending : []), [messages, isLive, pending]);
  const isPrepended = useIsPrepended(rows[0]?.key);
  const { frame, list, isAtBottom, handleScroll, scrollToEnd } = useScrollAnchor({
    rowCount: rows.length,
    lastKey: rows.at(-1)?.key,
    start: undefined,
    startKey: 0,
    isLive,
    followsEnd: isLive,
    onNearTop: () => (hasOlder(timeline) ? void loadOlder(noteId).catch(ignore) : undefined),
    onNearEnd: () => (hasNewer(timeline) ? void loadNewer(noteId).catch(ignore) : undefined),
  });
  const toEnd = () => {
    if (isLive) scrollToEnd();
    else void jumpToPresent(noteId).then(scrollToEnd, ignore);
  };
  const isAtEnd = isAtBottom && isLive;
  const newCount = useNewCount(timeline, isAtEnd);
  return (
    <>
      <div
        ref={frame}
        className={styles.list}
        onScroll={handleScroll}
        role="log"
        aria-label={t('notes.lines.log', { topic })}
        aria-live="off"
        // A scrollable region has to be reachable by keyboard.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
      >
        <div className={styles.space} />
        {rows.length === 0 ? (
          <NotePlaceholder title={t('notes.lines.empty')} text={t('notes.lines.emptyText')} />
        ) : null}
        <Virtualizer ref={list} shift={isPrepended} data={rows} itemSize={rowHeight}>
          {(row: LineRow) =>
            row.kind === 'line' ? (
              <NoteLine key={row.key} row={row} />
            ) : (
              <PendingLine key={row.key} row={row} />
            )
          }
        </Virtualizer>
      </div>
      <LineAnnouncer messages={messages} />
      {isAtEnd ? null : (
        <JumpPill onJump={toEnd}>
          {newCount > 0 ? t('notes.lines.newLines', { count: newCount }) : t('notes.lines.toEnd')}
        </JumpPill>
      )}
    </>
  );
};

/** Announces each new line with its speaker to screen readers; loaded lines stay silent. */
const LineAnnouncer = ({ messages }: { messages: readonly Message[] }) => {
  const { userId } = useMe();
  const last = messages.at(-1);
  const [openedAt] = useState(last?.seq ?? 0);
  const isNews = last && last.seq > openedAt && !last.deletedAt && last.authorId !== userId;
  return (
    <div className="visually-hidden" aria-live="polite">
      {isNews ? (
        <p key={last.seq}>
          <PersonName userId={last.authorId} />: {last.body.text}
        </p>
      ) : null}
    </div>
  );
};
