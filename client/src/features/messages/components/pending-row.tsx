import { RotateCw, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ApiError, type ApiErrorCode } from '@/shared/api/api-error';
import { errorWords } from '@/shared/errors/error-words';
import { Button } from '@/shared/ui/button';
import { outboxOf } from '../api/outbox';
import type { OutboxEntry } from '../model/outbox';
import type { ConversationSlots } from './channel-conversation';
import { MessageFrame } from './message-frame';
import { MessageText } from './message-text';
import styles from './pending-row.module.css';

interface PendingRowProps extends ConversationSlots {
  entry: OutboxEntry;
  isGrouped: boolean;
}

/** A message that is on its way, or did not get there. */
export const PendingRow = ({ entry, isGrouped, ...slots }: PendingRowProps) => {
  const { t } = useTranslation();
  const outbox = outboxOf(entry.userId);
  const hasFailed = entry.state === 'failed';
  // The outbox stores the code of an ApiError.
  const why = entry.errorCode ? errorWords(t, new ApiError(entry.errorCode as ApiErrorCode)) : '';
  return (
    <MessageFrame
      authorId={entry.userId}
      createdAt={entry.createdAt}
      isGrouped={isGrouped}
      className={hasFailed ? styles.failed : styles.sending}
      label={hasFailed ? t('messages.failed') : t('messages.sending')}
      {...slots}
    >
      <MessageText text={entry.content} />
      {hasFailed ? (
        <div className={styles.actions} role="alert">
          <span>
            {t('messages.failed')} {why}
          </span>
          <Button variant="secondary" onClick={() => void outbox.retry(entry.nonce)}>
            <RotateCw size={15} aria-hidden="true" />
            {t('messages.retry')}
          </Button>
          <Button variant="ghost" onClick={() => void outbox.discard(entry.nonce)}>
            <Trash2 size={15} aria-hidden="true" />
            {t('messages.discard')}
          </Button>
        </div>
      ) : null}
    </MessageFrame>
  );
};
