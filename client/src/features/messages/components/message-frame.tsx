import type { ReactNode } from 'react';
import { PersonAvatar } from '@/entities/person/components/person-avatar';
import { PersonBadge } from '@/entities/person/components/person-badge';
import { PersonName } from '@/entities/person/components/person-name';
import { PersonPopover } from '@/entities/person/components/person-popover';
import { formatFull, formatTime } from '@/shared/i18n/format';
import styles from './message-frame.module.css';

interface MessageFrameProps {
  authorId: string;
  createdAt: string;
  isGrouped: boolean;
  children: ReactNode;
  className?: string;
  label?: string;
  /** Position in the channel; sent messages only. */
  seq?: number;
  standsOut?: boolean;
}

/** The author and the time of a message. A message that closely follows another of the same author has no head of its own. */
export const MessageFrame = ({
  authorId,
  createdAt,
  isGrouped,
  children,
  className = '',
  label,
  seq,
  standsOut,
}: MessageFrameProps) => (
  <article
    className={`${styles.frame} ${isGrouped ? '' : styles.first} ${className}`}
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
        <PersonPopover userId={authorId} isPicture>
          <PersonAvatar userId={authorId} size={40} />
        </PersonPopover>
      )}
    </div>
    <div className={styles.body}>
      {isGrouped ? null : (
        <header className={styles.head}>
          <b className={styles.name}>
            <PersonPopover userId={authorId}>
              <PersonName userId={authorId} />
            </PersonPopover>
          </b>
          <PersonBadge userId={authorId} />
          <time dateTime={createdAt} title={formatFull(createdAt)}>
            {formatTime(createdAt)}
          </time>
        </header>
      )}
      {children}
    </div>
  </article>
);
