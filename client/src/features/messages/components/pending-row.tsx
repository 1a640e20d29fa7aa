import type { TFunction } from 'i18next';
import { Pencil, RotateCw, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ApiError, type ApiErrorCode } from '@/shared/api/api-error';
import { errorWords } from '@/shared/errors/error-words';
import { Button } from '@/shared/ui/button';
import { outboxOf } from '../api/outbox';
import { drafts } from '@/shared/model/drafts';
import type { OutboxEntry } from '../model/outbox';
import type { ConversationSlots } from './channel-conversation';
import { MessageFrame } from './message-frame';
import { MessageText } from './message-text';
import styles from './pending-row.module.css';

interface PendingRowProps extends ConversationSlots {
  entry: OutboxEntry;
  isGrouped: boolean;
}

const blockingKinds = ['words', 'mentions'] as const;

const whyOf = (t: TFunction, { errorCode, errorDetail }: OutboxEntry): string => {
  const kind = blockingKinds.find((each) => each === errorDetail);
  if (errorCode === 'MESSAGE_BLOCKED' && kind) return t(`messages.blockedBy.${kind}`);
  // The outbox stores the code of an ApiError.
  return errorCode ? errorWords(t, new ApiError(errorCode as ApiErrorCode)) : '';
};

/** A message that is on its way, or did not get there. */
export const PendingRow = ({ entry, isGrouped, ...slots }: PendingRowProps) => {
  const { t } = useTranslation();
  const outbox = outboxOf(entry.userId);
  const hasFailed = entry.state === 'failed';
  const isBlocked = entry.errorCode === 'MESSAGE_BLOCKED';
  // The text is safe in the draft before its entry goes.
  const rewrite = () => {
    drafts.append(entry.channelId, entry.content);
    void outbox.discard(entry.nonce);
  };
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
            {t('messages.failed')} {whyOf(t, entry)}
          </span>
          {isBlocked ? (
            <Button variant="secondary" onClick={rewrite}>
              <Pencil size={15} aria-hidden="true" />
              {t('messages.rewrite')}
            </Button>
          ) : (
            <Button variant="secondary" onClick={() => void outbox.retry(entry.nonce)}>
              <RotateCw size={15} aria-hidden="true" />
              {t('messages.retry')}
            </Button>
          )}
          <Button variant="ghost" onClick={() => void outbox.discard(entry.nonce)}>
            <Trash2 size={15} aria-hidden="true" />
            {t('messages.discard')}
          </Button>
        </div>
      ) : null}
    </MessageFrame>
  );
};
