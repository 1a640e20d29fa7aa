import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PersonAvatar } from '@/entities/person/components/person-avatar';
import { PersonBadge } from '@/entities/person/components/person-badge';
import { PersonName } from '@/entities/person/components/person-name';
import { PersonPopover } from '@/entities/person/components/person-popover';
import { useMe } from '@/shared/api/session-store';
import { formatFull, formatTime } from '@/shared/i18n/format';
import styles from './line-frame.module.css';

interface LineFrameProps {
  authorId: string;
  createdAt: string;
  isGrouped: boolean;
  children: ReactNode;
  /** At the end of the line: shown while it is pointed at or has the focus. */
  tools?: ReactNode;
  id?: string;
  label?: string;
  isCurrentMatch?: boolean;
  isPending?: boolean;
}

/** The speaker and the time of a line. Within a run of one speaker only the first line names them. */
export const LineFrame = (props: LineFrameProps) => {
  const { authorId, createdAt, isGrouped, children, tools, id, label, isCurrentMatch, isPending } = props;
  const { t } = useTranslation();
  const isMine = useMe().userId === authorId;
  return (
    <article
      id={id}
      className={styles.frame}
      aria-label={label}
      data-first={!isGrouped || undefined}
      data-mine={isMine || undefined}
      data-pending={isPending || undefined}
      aria-current={isCurrentMatch ? 'true' : undefined}
    >
      {isGrouped ? null : (
        <header className={styles.head}>
          <PersonPopover userId={authorId} isPicture>
            <PersonAvatar userId={authorId} size={24} />
          </PersonPopover>
          <b className={styles.name}>
            <PersonPopover userId={authorId}>
              <PersonName userId={authorId} />
            </PersonPopover>
          </b>
          <PersonBadge userId={authorId} />
          {isMine ? <span className={styles.me}>{t('notes.lines.me')}</span> : null}
        </header>
      )}
      <div className={styles.row}>
        <time className={styles.time} dateTime={createdAt} title={formatFull(createdAt)}>
          {formatTime(createdAt)}
        </time>
        <div className={styles.content}>{children}</div>
        {tools ? <div className={styles.tools}>{tools}</div> : null}
      </div>
    </article>
  );
};
