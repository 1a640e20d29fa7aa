import { RotateCw, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { outboxOf } from '@/entities/channel/api/outbox';
import { MessageText } from '@/entities/channel/components/message-text';
import { ApiError, type ApiErrorCode } from '@/shared/api/api-error';
import { useConnection } from '@/shared/api/realtime';
import { errorWords } from '@/shared/errors/error-words';
import { Button } from '@/shared/ui/button';
import type { LineRow } from '../model/lines';
import { LineFrame } from './line-frame';
import styles from './pending-line.module.css';

/** An own line that is being sent, or that failed. */
export const PendingLine = ({ row }: { row: Extract<LineRow, { kind: 'pending' }> }) => {
  const { t } = useTranslation();
  const { entry } = row;
  const outbox = outboxOf(entry.userId);
  const hasFailed = entry.state === 'failed';
  const isOffline = useConnection(({ status }) => status !== 'online');
  const label = hasFailed ? 'failed' : isOffline ? 'waiting' : 'sending';
  // The outbox stores the code of an ApiError.
  const why = entry.errorCode ? errorWords(t, new ApiError(entry.errorCode as ApiErrorCode)) : '';
  return (
    <LineFrame
      authorId={row.authorId}
      createdAt={row.createdAt}
      isGrouped={row.isGrouped}
      isPending
      label={t(`notes.lines.${label}`)}
    >
      <MessageText text={entry.body.text} />
      {isOffline && !hasFailed ? <p className={styles.waiting}>{t('notes.lines.waiting')}</p> : null}
      {hasFailed ? (
        <div className={styles.failed} role="alert">
          <span>
            {t('notes.lines.failed')} {why}
          </span>
          <Button variant="secondary" onClick={() => void outbox.retry(entry.nonce)}>
            <RotateCw size={15} aria-hidden="true" />
            {t('notes.lines.retry')}
          </Button>
          <Button variant="ghost" onClick={() => void outbox.discard(entry.nonce)}>
            <Trash2 size={15} aria-hidden="true" />
            {t('notes.lines.discard')}
          </Button>
        </div>
      ) : null}
    </LineFrame>
  );
};
