import type { ReactNode } from 'react';
import { formatFull, formatTime } from '@/shared/i18n/format';
import type { ConversationSlots } from './channel-conversation';
import styles from './message-frame.module.css';

interface MessageFrameProps extends ConversationSlots {
  authorId: string;
  createdAt: string;
  isGrouped: boolean;
  children: ReactNode;
  className?: string;
  label?: string;
  /** Place in the channel; sent messages only. */
  seq?: number;
  standsOut?: boolean;
}

/** Author, time and place of a message; those that follow closely stand under one head. */
export const MessageFrame = ({
  authorId,
  createdAt,
  isGrouped,
  children,
  className = '',
  label,
  seq,
  standsOut,
  ...slots
}: MessageFrameProps) => (
  <article
    className={`${styles.frame} ${isGrouped ? styles.grouped : styles.first} ${className}`}
    aria-label={label}
    aria-current={standsOut ? 'true' : undefined}
    id={seq === undefined ? undefined : `message-${seq}`}
  >
    <div className={styles.gutter}>
      {isGrouped ? (
        <time className={styles.hoverTime} dateTime={createdAt}>
          {formatTime(createdAt)}
        </time>
      ) : (
        slots.linkAvatar(authorId)
      )}
    </div>
    <div className={styles.body}>
      {isGrouped ? null : (
        <header className={styles.head}>
          <b className={styles.name}>{slots.linkName(authorId)}</b>
          <time dateTime={createdAt} title={formatFull(createdAt)}>
            {formatTime(createdAt)}
          </time>
        </header>
      )}
      {children}
    </div>
  </article>
);
